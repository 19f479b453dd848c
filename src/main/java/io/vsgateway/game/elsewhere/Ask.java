package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a gateway asks of the one that has the game.
///
/// @param number by which the answers are found; each gateway counts its own
/// @param node which gateway asks
/// @param sender for whom
/// @param errand what is to be done
public record Ask(long number, String node, Game.Sender sender, Errand errand) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", number)
                .put("node", node)
                .put("name", sender.name())
                .put("role", sender.role())
                .put("address", sender.address())
                .put("connection", sender.connection())
                .put("id", sender.id())
                .put("source", sender.source());
        errand.write(json);
        return json.toString();
    }

    /// @throws IOException if no gateway can have written it
    public static Ask of(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        String node = json.path("node").asText();
        if (node.isEmpty()) {
            throw new IOException("nobody asks");
        }
        var sender =
                new Game.Sender(
                        json.path("name").asText(),
                        json.path("role").asText(),
                        json.path("address").asText(),
                        orNull(json.path("connection")),
                        orNull(json.path("id")),
                        json.path("source").asText());
        return new Ask(json.path("number").asLong(), node, sender, Errand.of(json));
    }

    private static @Nullable String orNull(JsonNode json) {
        return json.textValue();
    }
}
