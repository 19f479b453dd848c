package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the gateway that has the game answers to an [Ask]: a receipt of a command, of which there
/// are several, the outcome of a request, what the game understands, or how far a command has come.
///
/// @param number of the ask
/// @param status of the receipt; `begun` or `refused` of a request, `none` if there was nothing
///   that it could be done to; `told` of commands; of how far one has come its status behind `at_`
///   or, if it comes no further, `ended_`
/// @param reason empty if there is none
/// @param line of a confirmed command
/// @param commands those that the game says it understands
public record Answer(
        long number, String status, String reason, long line, List<KnownCommand> commands) {
    /// Of the commands so many characters travel; those behind are left out.
    static final int MOST_CHARACTERS = 128 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGUN = "begun";
    private static final String REFUSED = "refused";
    private static final String NONE = "none";
    private static final String TOLD = "told";
    private static final String AT = "at_";
    private static final String ENDED = "ended_";

    private static Answer of(long number, String status, String reason) {
        return new Answer(number, status, reason, 0, List.of());
    }

    public static Answer of(long number, Receipt receipt) {
        long line = receipt instanceof Receipt.Confirmed(long offset) ? offset : 0;
        return new Answer(number, receipt.status(), receipt.reason(), line, List.of());
    }

    public static Answer of(long number, Game.Outcome outcome) {
        return switch (outcome) {
            case Game.Outcome.Begun _ -> of(number, BEGUN, "");
            case Game.Outcome.Refused(String reason) -> of(number, REFUSED, reason);
        };
    }

    /// Nothing was to come that could be called off.
    public static Answer ofNothing(long number) {
        return of(number, NONE, "");
    }

    public static Answer of(long number, List<KnownCommand> commands) {
        return new Answer(number, TOLD, "", 0, bounded(commands));
    }

    public static Answer of(long number, Game.Progress progress) {
        String status = (progress.isFinal() ? ENDED : AT) + progress.status();
        return new Answer(number, status, progress.reason(), progress.line(), List.of());
    }

    static Answer ofLate(long number, String why) {
        return of(number, new Receipt.TimedOut(why));
    }

    private static List<KnownCommand> bounded(List<KnownCommand> commands) {
        int left = MOST_CHARACTERS;
        int count = 0;
        for (KnownCommand one : commands) {
            left -= one.name().length() + one.usage().length() + one.description().length();
            if (left < 0) {
                break;
            }
            count++;
        }
        return List.copyOf(commands.subList(0, count));
    }

    /// The receipt; one that only newer gateways know is told as having timed out.
    Receipt receipt() {
        return switch (status) {
            case "accepted" -> new Receipt.Accepted();
            case "written" -> new Receipt.Written();
            case "confirmed" -> new Receipt.Confirmed(line);
            case "rejected", REFUSED -> new Receipt.Rejected(reason);
            default -> new Receipt.TimedOut(reason.isEmpty() ? status : reason);
        };
    }

    Game.Outcome outcome() {
        return status.equals(BEGUN) ? new Game.Outcome.Begun() : new Game.Outcome.Refused(reason);
    }

    /// Empty if there was nothing that it could be done to.
    Optional<Game.Outcome> outcomeIfAny() {
        return status.equals(NONE) ? Optional.empty() : Optional.of(outcome());
    }

    /// Empty if they are not told.
    Optional<List<KnownCommand>> known() {
        return status.equals(TOLD) ? Optional.of(commands) : Optional.empty();
    }

    /// Empty if it is not told.
    Optional<Game.Progress> progress() {
        boolean isFinal = status.startsWith(ENDED);
        if (!isFinal && !status.startsWith(AT)) {
            return Optional.empty();
        }
        String where = status.substring((isFinal ? ENDED : AT).length());
        return Optional.of(new Game.Progress(where, reason, line, isFinal));
    }

    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", number).put("status", status).put("reason", reason).put("line", line);
        if (status.equals(TOLD)) {
            ArrayNode array = json.putArray("commands");
            for (KnownCommand one : commands) {
                array.addObject()
                        .put("name", one.name())
                        .put("usage", one.usage())
                        .put("description", one.description());
            }
        }
        return json.toString();
    }

    static Answer of(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        var commands = new ArrayList<KnownCommand>();
        for (JsonNode one : json.path("commands")) {
            commands.add(
                    new KnownCommand(
                            one.path("name").asText(),
                            one.path("usage").asText(),
                            one.path("description").asText()));
        }
        return new Answer(
                json.path("number").asLong(),
                json.path("status").asText(),
                json.path("reason").asText(),
                json.path("line").asLong(),
                List.copyOf(commands));
    }
}
