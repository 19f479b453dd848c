package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.RealGame;
import io.vsgateway.it.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// flying-squid, a Minecraft server in Node: colours and cursor movements although nothing is a
/// terminal, prompts without an end, no echo, exit code 143 after a clean SIGTERM.
@Tag("jar-only")
@NeedsGame("flying-squid")
class FlyingSquidIT extends RealGameContract {
    @Override
    String name() {
        return "flying-squid";
    }

    @Override
    GatewayProcess.Builder settings(GatewayProcess.Builder gateway) {
        return gateway.set("VS_GAME_PATTERNS_READY", "Server listening on port \\d+")
                .set(
                        "VS_GAME_PATTERNS_RECORD",
                        "\\[\\x1b\\[\\d+m(?P<category>[A-Z]+)\\x1b\\[39m\\]: ")
                .set("VS_GAME_PATTERNS_ERROR", "\\[\\x1b\\[31mERROR");
    }

    @Override
    String stopCommand() {
        return "stop";
    }

    @Override
    String readyLine() {
        return "(path: world/1.16.5)";
    }

    @Override
    String farewell() {
        return "Server is closed.";
    }

    @Override
    String say(String text) {
        return "say " + text;
    }

    @Override
    String unknownCommand() {
        return "Command not found";
    }

    @Test
    void colours_stay_whole_and_do_not_hide_level_and_category() {
        // A prompt that has been shown takes the record that follows it on the same line with it.
        try (var game = RealGame.of(name());
                var other = builder(game).set("VS_GAME_LINES_PARTIAL_AFTER", "60s").start();
                var client = Onlooker.of(other, 100)) {
            client.seesLineEnding("game is ready");
            client.asks("nosuchcommand", "Command not found");
            client.asks("version", "flying-squid version 1.16.5");

            Onlooker.Line error = client.seesLineEnding("Command not found");
            assertThat(error.level()).isEqualTo("error");
            assertThat(error.category()).isEqualTo("ERROR");
            Onlooker.Line info = client.seesLineEnding("flying-squid version 1.16.5");
            assertThat(info.level()).isEqualTo("info");
            assertThat(info.category()).isEqualTo("INFO");
            assertThat(info.text()).contains("\u001b[1G").contains("[\u001b[32mINFO\u001b[39m]");
        }
    }

    @Test
    void its_prompt_is_shown_although_the_line_has_not_ended() {
        try (var client = Onlooker.of(gateway(), 1)) {
            client.asks("help", "Displays banlist. ");

            client.seesLine(
                    line -> line.text().startsWith("> ") && line.text().strip().endsWith(">"));
        }
    }

    @Test
    void ended_by_sigterm_it_was_stopped_and_did_not_crash() {
        try (var game = RealGame.of(name());
                var other = builder(game).set("VS_GAME_STOP_COMMAND", "").start();
                var client = Onlooker.of(other, 100)) {
            client.seesLineEnding("game is ready");

            Rest.of(other).post("/api/v1alpha1/server/stop", "");
            client.seesLineEnding("game stopped, exit code 143");

            assertThat(client.texts()).anyMatch(line -> line.endsWith("Server shutting down..."));
            JsonNode status = status(other);
            assertThat(status.path("state").asText()).isEqualTo("stopped");
            assertThat(status.path("restarts").asInt()).isZero();
            assertThat(status.path("last_run").path("exit_code").asInt()).isEqualTo(143);
        }
    }
}
