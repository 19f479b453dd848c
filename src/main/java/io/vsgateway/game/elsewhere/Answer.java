package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import io.vsgateway.game.Receipt;
import java.io.IOException;

/// What the gateway that has the game answers to an [Ask]: a receipt of a command, of which there
/// are several, or the outcome of a request.
///
/// @param number of the ask
/// @param status of the receipt; `begun` or `refused` of a request
/// @param reason empty if there is none
/// @param line of a confirmed command
public record Answer(long number, String status, String reason, long line) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGUN = "begun";
    private static final String REFUSED = "refused";

    public static Answer of(long number, Receipt receipt) {
        long line = receipt instanceof Receipt.Confirmed(long offset) ? offset : 0;
        return new Answer(number, receipt.status(), receipt.reason(), line);
    }

    public static Answer of(long number, Game.Outcome outcome) {
        return switch (outcome) {
            case Game.Outcome.Begun _ -> new Answer(number, BEGUN, "", 0);
            case Game.Outcome.Refused(String reason) -> new Answer(number, REFUSED, reason, 0);
        };
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

    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", number).put("status", status).put("reason", reason).put("line", line);
        return json.toString();
    }

    static Answer of(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        return new Answer(
                json.path("number").asLong(),
                json.path("status").asText(),
                json.path("reason").asText(),
                json.path("line").asLong());
    }
}
