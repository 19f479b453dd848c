package io.vsgateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Holds JSON against the schemas of a document of the gateway's own. Understands as much of JSON
/// Schema as there is in them.
///
/// @param document where the references of schemas lead to
/// @param isClosed whether an object has no members but those that are described, if any are
public record JsonSchema(JsonNode document, boolean isClosed) {

    /// What is wrong with a value; nothing, if all is well.
    ///
    /// @param at what the value is called
    public List<String> problems(String at, JsonNode schema, JsonNode value) {
        var problems = new ArrayList<String>();
        check(at, schema, value, problems);
        return problems;
    }

    private void check(String at, JsonNode given, JsonNode value, List<String> problems) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        if (schema.isMissingNode()) {
            throw new AssertionError("the description has no " + given);
        }
        if (schema.has("anyOf")) {
            boolean fits =
                    schema.path("anyOf")
                            .valueStream()
                            .anyMatch(one -> problems(at, one, value).isEmpty());
            if (!fits) {
                problems.add(at + " is none of " + schema + ": " + value);
            }
            return;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            problems.add(at + " is not " + schema.get("const"));
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            problems.add(at + " is no " + schema.path("type") + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            problems.add(at + " is none of " + schema.get("enum"));
        }
        if (value.isTextual()) {
            checkText(at, schema, value.textValue(), problems);
        } else if (value.isNumber()) {
            checkBounds(at, schema, value.doubleValue(), problems);
        } else if (value.isArray()) {
            checkItems(at, schema, value, problems);
        } else if (value.isObject()) {
            checkMembers(at, schema, value, problems);
        }
    }

    private static void checkText(String at, JsonNode schema, String text, List<String> problems) {
        if (schema.has("pattern") && !text.matches(schema.get("pattern").asText())
                || text.length() < schema.path("minLength").asInt(0)
                || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            problems.add(at + " is no text like that: " + text);
        }
    }

    private static void checkBounds(
            String at, JsonNode schema, double value, List<String> problems) {
        if (value < schema.path("minimum").asDouble(-Double.MAX_VALUE)
                || value > schema.path("maximum").asDouble(Double.MAX_VALUE)) {
            problems.add(at + " is out of its bounds: " + value);
        }
    }

    private void checkItems(String at, JsonNode schema, JsonNode array, List<String> problems) {
        if (array.size() < schema.path("minItems").asInt(0)
                || array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            problems.add(at + " has " + array.size() + " items");
        }
        array.forEach(item -> check(at + "[]", schema.path("items"), item, problems));
    }

    private void checkMembers(String at, JsonNode schema, JsonNode object, List<String> problems) {
        schema.path("required")
                .forEach(name -> {
                    if (!object.has(name.asText())) {
                        problems.add(at + " has no " + name.asText());
                    }
                });
        JsonNode described = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        object.properties()
                .forEach(member -> {
                    String name = member.getKey();
                    JsonNode schemaOfMember = described.has(name) ? described.get(name) : others;
                    if (schemaOfMember.isObject()) {
                        check(at + "." + name, schemaOfMember, member.getValue(), problems);
                    } else if (isClosed && !described.isEmpty()) {
                        problems.add(at + " has an unknown member " + name);
                    }
                });
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        return type.isArray()
                ? type.valueStream().anyMatch(one -> isOfType(one.asText(), value))
                : isOfType(type.asText(), value);
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new AssertionError("the description has a type " + type);
        };
    }
}
