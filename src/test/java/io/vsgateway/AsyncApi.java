package io.vsgateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/// The description of the WebSockets that the gateway serves at `/q/asyncapi`, for tests that hold
/// messages against it. Understands as much of JSON Schema as there is in it.
public final class AsyncApi {
    private static final JsonNode DOCUMENT = read();

    /// These may have members that no description knows.
    private static final Set<String> OPEN =
            Set.of("gateway.event", "gateway.state_value", "client.combat_action");

    private AsyncApi() {}

    private static JsonNode read() {
        try (InputStream file =
                AsyncApi.class.getResourceAsStream("/META-INF/vs-gateway/asyncapi.yaml")) {
            Object yaml = new Yaml().load(Objects.requireNonNull(file));
            return new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode document() {
        return DOCUMENT;
    }

    /// The names of the messages that begin so, such as `client.`, without that beginning.
    public static Set<String> names(String prefix) {
        var names = new TreeSet<String>();
        DOCUMENT.at("/components/messages")
                .fieldNames()
                .forEachRemaining(name -> {
                    if (name.startsWith(prefix)) {
                        names.add(name.substring(prefix.length()));
                    }
                });
        return names;
    }

    /// The members that a message may have, and those that it must have.
    public static Set<String> members(String message) {
        var names = new TreeSet<String>();
        payload(message).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    public static Set<String> required(String message) {
        var names = new TreeSet<String>();
        payload(message).path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode payload(String message) {
        JsonNode payload = DOCUMENT.at("/components/messages/" + message + "/payload");
        if (payload instanceof MissingNode) {
            throw new AssertionError("asyncapi.yaml has no message " + message);
        }
        return payload;
    }

    /// What a message of the channels' gateway is called: an answer by its type, else an event.
    public static String nameOfFrame(JsonNode frame) {
        String type = frame.path("type").asText();
        boolean isEvent = frame.has("event_id") && frame.has("topic");
        if (!isEvent && names("gateway.").contains(type)) {
            return "gateway." + type;
        }
        return isEvent ? "gateway.event" : "gateway.state_value";
    }

    /// What is wrong with a message that the gateway sent on a channel; nothing, if all is well.
    public static List<String> problemsOfFrame(JsonNode frame) {
        return problems(nameOfFrame(frame), frame);
    }

    /// What is wrong with a message of that name.
    public static List<String> problems(String message, JsonNode json) {
        var problems = new ArrayList<String>();
        check(message, payload(message), json, problems);
        if (!OPEN.contains(message)) {
            json.fieldNames()
                    .forEachRemaining(name -> {
                        if (!members(message).contains(name)) {
                            problems.add(message + " has an unknown member " + name);
                        }
                    });
        }
        return problems;
    }

    private static void check(String at, JsonNode given, JsonNode value, List<String> problems) {
        JsonNode schema =
                given.has("$ref") ? DOCUMENT.at(given.path("$ref").asText().substring(1)) : given;
        if (schema instanceof MissingNode) {
            throw new AssertionError("asyncapi.yaml has no " + given);
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            problems.add(at + " is not " + schema.get("const"));
        }
        if (schema.has("type") && !isOfType(schema.path("type").asText(), value)) {
            problems.add(at + " is no " + schema.path("type").asText() + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            problems.add(at + " is none of " + schema.get("enum"));
        }
        if (value.isTextual()) {
            int length = value.textValue().length();
            if (schema.has("pattern") && !value.textValue().matches(schema.get("pattern").asText())
                    || length < schema.path("minLength").asInt(0)
                    || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
                problems.add(at + " is no text like that: " + value);
            }
        }
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(-Double.MAX_VALUE)
                        || value.asDouble() > schema.path("maximum").asDouble(Double.MAX_VALUE))) {
            problems.add(at + " is out of its bounds: " + value);
        }
        if (value.isArray()) {
            if (value.size() < schema.path("minItems").asInt(0)
                    || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
                problems.add(at + " has " + value.size() + " items");
            }
            value.forEach(item -> check(at + "[]", schema.path("items"), item, problems));
        }
        if (value.isObject()) {
            schema.path("required")
                    .forEach(name -> {
                        if (!value.has(name.asText())) {
                            problems.add(at + " has no " + name.asText());
                        }
                    });
            schema.path("properties")
                    .properties()
                    .forEach(property -> {
                        if (value.has(property.getKey())) {
                            check(
                                    at + "." + property.getKey(),
                                    property.getValue(),
                                    value.get(property.getKey()),
                                    problems);
                        }
                    });
        }
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> throw new AssertionError("asyncapi.yaml has a type " + type);
        };
    }
}
