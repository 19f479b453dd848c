package io.vsgateway.wire.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.wire.Characters;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// JSON from outside. Numbers are kept as written, because published events are passed on to
/// others.
public final class Json {
    /// Deepest nesting of an event, including the event itself.
    static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    // The message around an event is one more
                                                    // level.
                                                    .maxNestingDepth(MAX_DEPTH + 1)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// Deeper than any message of a player can be.
    private static final JsonFactory DEEP =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16 * 1024).build())
                    .build();

    private Json() {}

    /// The object in the text; empty if there is none, or if it is nested too deeply.
    public static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException | NumberFormatException _) {
            // The latter for exponents that no number can have.
            return Optional.empty();
        }
    }

    /// A text that is a member of an object, also of one that [#object] does not take. Empty if
    /// there is no object, or no such text in it.
    static Optional<String> member(String text, String name) {
        try (JsonParser parser = DEEP.createParser(text)) {
            String found = null;
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            while (isObject && parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIt = parser.currentName().equals(name);
                found =
                        parser.nextToken() == JsonToken.VALUE_STRING && isIt
                                ? parser.getText()
                                : found;
                parser.skipChildren();
            }
            boolean isWhole = isObject && parser.nextToken() == null;
            return isWhole
                    ? Optional.ofNullable(found).filter(Characters::areWhole)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Whether it can be encoded and read back: no deeper than `depth`, and without the unpaired
    /// surrogates that JSON escapes can smuggle in.
    static boolean isSound(JsonNode node, int depth) {
        if (node.isTextual()) {
            return Characters.areWhole(node.textValue());
        }
        if (!node.isContainerNode()) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        // Every publication comes by here: streams would cost more than the reading did.
        for (JsonNode value : node) {
            if (!isSound(value, depth - 1)) {
                return false;
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!Characters.areWhole(member.getKey())) {
                return false;
            }
        }
        return true;
    }
}
