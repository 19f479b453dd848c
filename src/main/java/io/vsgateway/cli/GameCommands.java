package io.vsgateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.client.WebSocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the gateway knows of the game's commands, for whoever types them.
///
/// @param confirm those that are asked back for
/// @param history what administrators sent last, the oldest first; secrets are masked
record GameCommands(List<Known> known, List<Pattern> confirm, List<String> history) {
    private static final int HISTORY = 200;

    /// @param usage with its arguments, such as `/time [stop]`
    record Known(String name, String usage, String description) {}

    static final GameCommands NONE = new GameCommands(List.of(), List.of(), List.of());

    GameCommands {
        known = List.copyOf(known);
        confirm = List.copyOf(confirm);
        history = List.copyOf(history);
    }

    /// Asks the gateway. What it does not tell is left out: an older one knows less, and a monitor
    /// may not ask.
    static GameCommands of(GatewayApi api) throws InterruptedException {
        JsonNode commands = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        var history = new ArrayList<String>();
        try {
            commands = api.commands();
            for (JsonNode action : api.audit(HISTORY)) {
                if (action.path("event").asText().equals("command")) {
                    history.add(Wording.safe(action.path("action").asText()));
                }
            }
        } catch (WebSocketException _) {
            // Only comfort is lost; what matters is told by the connection.
        }
        Collections.reverse(history);
        return read(commands, history);
    }

    static GameCommands read(JsonNode json, List<String> history) {
        var known = new ArrayList<Known>();
        for (JsonNode command : json.path("commands")) {
            known.add(
                    new Known(
                            Wording.safe(command.path("name").asText()),
                            Wording.safe(command.path("usage").asText()),
                            Wording.safe(command.path("description").asText())));
        }
        var confirm = new ArrayList<Pattern>();
        for (JsonNode expression : json.path("confirm")) {
            try {
                confirm.add(Pattern.compile(expression.asText()));
            } catch (PatternSyntaxException _) {
                // The gateway checks its settings; a newer one may know more than we do.
            }
        }
        return new GameCommands(known, confirm, history);
    }

    boolean wantsConfirmation(String command) {
        return confirm.stream().anyMatch(pattern -> pattern.matcher(command).find());
    }
}
