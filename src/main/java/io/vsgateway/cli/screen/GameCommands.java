package io.vsgateway.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the gateway knows of the game's commands, to help with typing them.
///
/// @param confirm those to be confirmed before they are sent
/// @param history what administrators sent last, oldest first; secrets are masked
public record GameCommands(List<Known> known, List<Pattern> confirm, List<String> history) {
    private static final int HISTORY = 200;

    /// @param usage with its arguments, such as `/time [stop]`
    record Known(String name, String usage, String description) {}

    private static final Pattern ANY = Pattern.compile("");

    static final GameCommands NONE = new GameCommands(List.of(), List.of(), List.of());

    private static final GameCommands UNKNOWN =
            new GameCommands(List.of(), List.of(ANY), List.of());

    public GameCommands {
        known = List.copyOf(known);
        confirm = List.copyOf(confirm);
        history = List.copyOf(history);
    }

    /// Asks the gateway. An older one knows less, and a monitor may not ask: what is not available
    /// is left out. If the gateway cannot be asked, all commands need confirmation.
    public static GameCommands of(GatewayApi api) throws InterruptedException {
        try {
            JsonNode commands = api.commands();
            return read(commands, history(api));
        } catch (AuthenticationException _) {
            return NONE;
        } catch (ProblemException e) {
            return e.status() == 404 ? NONE : UNKNOWN;
        } catch (WebSocketException _) {
            return UNKNOWN;
        }
    }

    private static List<String> history(GatewayApi api) throws InterruptedException {
        var history = new ArrayList<String>();
        try {
            for (JsonNode action : api.audit(HISTORY)) {
                if (action.path("event").asText().equals("command")) {
                    history.add(Wording.safe(action.path("action").asText()));
                }
            }
        } catch (WebSocketException _) {
            // Only convenience is lost.
        }
        Collections.reverse(history);
        return history;
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
                // A newer gateway may use syntax that is unknown here.
                confirm.add(ANY);
            }
        }
        return new GameCommands(known, confirm, history);
    }

    boolean wantsConfirmation(String command) {
        return confirm.stream().anyMatch(pattern -> pattern.matcher(command).find());
    }
}
