package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a gateway asks of the one that has the game: a command, or a request.
///
/// @param number by which the answers are found; each gateway counts its own
/// @param node which gateway asks
/// @param sender for whom
/// @param action `command`, or the name of a [Game.Request]
/// @param command empty unless it is one
public record Ask(long number, String node, Game.Sender sender, String action, String command) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "command";

    static Ask ofCommand(long number, String node, Game.Sender sender, String command) {
        return new Ask(number, node, sender, COMMAND, command);
    }

    static Ask ofRequest(long number, String node, Game.Sender sender, Game.Request request) {
        return new Ask(number, node, sender, request.label(), "");
    }

    /// Empty if it is a command, or a request that only newer gateways know.
    public Optional<Game.Request> request() {
        return Arrays.stream(Game.Request.values())
                .filter(one -> one.label().equals(action))
                .findAny();
    }

    public boolean isCommand() {
        return action.equals(COMMAND);
    }

    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", number)
                .put("node", node)
                .put("action", action)
                .put(COMMAND, command)
                .put("name", sender.name())
                .put("role", sender.role())
                .put("address", sender.address())
                .put("connection", sender.connection())
                .put("id", sender.id())
                .put("source", sender.source());
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
        return new Ask(
                json.path("number").asLong(),
                node,
                sender,
                json.path("action").asText(),
                json.path(COMMAND).asText());
    }

    private static @Nullable String orNull(JsonNode json) {
        return json.textValue();
    }
}
