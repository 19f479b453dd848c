package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.Signals;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.RealGame;
import io.vsgateway.it.Rest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// OpenTTD: answers on standard output, a log on standard error, no prompt and no echo; of commands
/// that arrive within a few milliseconds it runs the first only.
@Tag("jar-only")
@NeedsGame("openttd")
class OpenTtdIT extends RealGameContract {
    @Override
    String name() {
        return "openttd";
    }

    @Override
    GatewayProcess.Builder settings(GatewayProcess.Builder gateway) {
        return gateway.set("VS_GAME_PATTERNS_READY", "Map generated, starting game$")
                .set("VS_GAME_PATTERNS_RECORD", "^dbg: \\[(?P<category>\\w+)\\]")
                .set("VS_GAME_PATTERNS_WARN", "not found\\.$");
    }

    @Override
    String stopCommand() {
        return "quit";
    }

    @Override
    String readyLine() {
        return "Map generated, starting game";
    }

    @Override
    String farewell() {
        return "[net] Shutting down network";
    }

    @Override
    String say(String text) {
        return "echo \"" + text + "\"";
    }

    @Override
    String unknownCommand() {
        return "Command 'nosuchcommand' not found.";
    }

    @Test
    void answers_and_log_are_told_apart() {
        try (var client = Onlooker.of(gateway(), 1)) {
            client.asks("server_info", "Current spectators:           0");
            client.asks("debug_level net=1");
            post("restart");
            client.seesLineEnding("game is ready");

            Onlooker.Line answer = client.seesLine(l -> l.text().startsWith("Current spectators"));
            assertThat(answer.stream()).isEqualTo("stdout");
            Onlooker.Line log = client.seesLineEnding("Starting network");
            assertThat(log.stream()).isEqualTo("stderr");
            assertThat(log.category()).isEqualTo("net");
        }
    }

    @Test
    void a_command_without_an_answer_is_not_said_to_be_confirmed() {
        try (var client = Onlooker.of(gateway(), 1)) {
            // Nobody is connected, so there is no status to print.
            var answer = client.asks("status");

            assertThat(answer.receipts()).containsExactly("accepted", "written", "timed_out");
            assertThat(answer.reason()).contains("no answer");
        }
    }

    @Test
    void frozen_it_blocks_nobody_and_is_ended_by_the_last_step_of_the_ladder()
            throws IOException, InterruptedException {
        try (var game = RealGame.of(name());
                var other =
                        builder(game)
                                .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "300ms")
                                .set("VS_GAME_STOP_WAIT", "300ms")
                                .set("VS_GAME_STOP_TERM_WAIT", "300ms")
                                .start();
                var client = Onlooker.of(other, 100)) {
            client.seesLineEnding("game is ready");
            Signals.send("STOP", pid(other));

            var answer = client.asks(say("are you there"));
            Rest.of(other).post("/api/v1alpha1/server/stop", "");
            client.seesState("stopped");

            assertThat(answer.receipts()).containsExactly("accepted", "written", "timed_out");
            client.seesLineEnding("game stopped, exit code 137");
            assertThat(client.texts())
                    .filteredOn(line -> line.startsWith("stopping: "))
                    .extracting(line -> line.substring(10, line.indexOf(',')))
                    .containsExactly("quit", "SIGTERM", "SIGKILL");
            JsonNode last = status(other).path("last_run");
            assertThat(last.path("exit_code").asInt()).isEqualTo(137);
            assertThat(last.path("wanted").asBoolean()).isTrue();
        }
    }
}
