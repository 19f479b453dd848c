package io.vsgateway.wire.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/// Whatever may stand in JSON.
final class RandomJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LETTERS = "ab:\"\\\n\t\u0000\u007f ä\u2028/{}[],€";

    private RandomJson() {}

    static ObjectNode object(Random random, int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set("x" + text(random), value(random, depth - 1));
        }
        return object;
    }

    static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt());
            case 3 -> JSON.numberNode(random.nextLong());
            case 4, 5 -> JSON.textNode(text(random));
            case 6 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static JsonNode array(Random random, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return array;
    }

    static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(LETTERS.length() + 1);
            text.append(at == LETTERS.length() ? "😀" : LETTERS.substring(at, at + 1));
        }
        return text.toString();
    }
}
