package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import java.time.Duration;
import java.util.Arrays;

/// What the gateway that has a game is asked to do. It travels as an `action` and what else belongs
/// to it. A gateway that does not know an action refuses it, so what is new must get a name of its
/// own: as a mere member beside an older action it would not be heeded.
public sealed interface Errand {
    /// To send a command to the game.
    record Command(String text) implements Errand {}

    /// To start or end the game.
    record Now(Game.Request request) implements Errand {}

    /// To end it when a countdown does.
    ///
    /// @param request a stop or restart
    /// @param announcement by which the players are told, a template; may be empty
    record Later(Game.Request request, Duration left, String announcement) implements Errand {
        public Later {
            if (request != Game.Request.STOP && request != Game.Request.RESTART) {
                throw new IllegalArgumentException("not after a countdown: " + request);
            }
        }
    }

    /// To end the countdown alone.
    record CallOff() implements Errand {}

    /// To tell which commands the game says it understands.
    record KnownCommands() implements Errand {}

    /// To tell how far a command of the sender, by its id, has come.
    ///
    /// @param isFollowed whether what comes later is to be told, too
    record HowFar(boolean isFollowed) implements Errand {}

    /// Something that only newer gateways know.
    record Unknown(String action) implements Errand {}

    private String action() {
        return switch (this) {
            case Command _ -> "command";
            case Now(Game.Request request) -> request.label();
            case Later(Game.Request request, _, _) -> request.label() + "_later";
            case CallOff _ -> "call_off";
            case KnownCommands _ -> "known_commands";
            case HowFar _ -> "how_far";
            case Unknown(String action) -> action;
        };
    }

    /// Adds it to an ask.
    default void write(ObjectNode json) {
        json.put("action", action());
        switch (this) {
            case Command(String text) -> json.put("command", text);
            case Later(_, Duration left, String announcement) ->
                    json.put("seconds", left.toSeconds()).put("announcement", announcement);
            case HowFar(boolean isFollowed) -> json.put("followed", isFollowed);
            case Now _, CallOff _, KnownCommands _, Unknown _ -> {
                // That was all.
            }
        }
    }

    /// As it stands in an ask.
    static Errand of(JsonNode json) {
        String action = json.path("action").asText();
        return switch (action) {
            case "command" -> new Command(json.path("command").asText());
            case "stop_later" -> later(Game.Request.STOP, json);
            case "restart_later" -> later(Game.Request.RESTART, json);
            case "call_off" -> new CallOff();
            case "known_commands" -> new KnownCommands();
            case "how_far" -> new HowFar(json.path("followed").asBoolean());
            default ->
                    Arrays.stream(Game.Request.values())
                            .filter(one -> one.label().equals(action))
                            .findAny()
                            .<Errand>map(Now::new)
                            .orElseGet(() -> new Unknown(action));
        };
    }

    private static Later later(Game.Request request, JsonNode json) {
        return new Later(
                request,
                Duration.ofSeconds(json.path("seconds").asLong()),
                json.path("announcement").asText());
    }
}
