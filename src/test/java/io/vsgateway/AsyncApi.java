package io.vsgateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/// The description of the WebSockets that the gateway serves at `/q/asyncapi`, for tests that hold
/// messages against it.
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
        List<String> problems =
                new JsonSchema(DOCUMENT, false).problems(message, payload(message), json);
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
}
