package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Threads of the gateway that wait in the kernel for the game, and those that must not wait with
/// them.
///
/// A virtual thread that reads from or writes to a pipe keeps its carrier. The JDK then adds a
/// spare one, which ends after 30 idle seconds: on a host with two processors a game that was
/// silent for that long would have stopped every other virtual thread for good. With a single
/// carrier and no spare that shows at once.
class BlockedThreadsIT {
    private static GatewayProcess.Builder withOneCarrier() {
        return GatewayProcess.with()
                .java("-Djdk.virtualThreadScheduler.parallelism=1")
                .java("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .set("VS_GAME_STOP_COMMAND", "quit");
    }

    @Test
    void a_silent_game_holds_up_nothing() {
        String echo = "while read -r line; do [ \"$line\" = quit ] && exit 7; echo \"$line\"; done";
        try (var gateway = withOneCarrier().game("echo ready; " + echo).start();
                var client = Onlooker.of(gateway, 10)) {
            client.seesLineEnding("game is ready");

            assertThat(client.asks("hello", "hello").receipts())
                    .containsExactly("accepted", "written", "confirmed");
            Rest.of(gateway).post("/api/v1alpha1/server/stop", "");
            client.seesLineEnding("game stopped, exit code 7");
        }
    }

    @Test
    void a_game_that_never_reads_its_input_holds_up_nothing() {
        try (var gateway =
                        withOneCarrier()
                                .game("echo ready; exec sleep 600")
                                .set("VS_GAME_INPUT_GAP", "0ms")
                                .set("VS_GAME_INPUT_WRITE_TIMEOUT", "500ms")
                                .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "1s")
                                .set("VS_GAME_STOP_WAIT", "200ms")
                                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "1000")
                                .start();
                var client = Onlooker.of(gateway, 10)) {
            client.seesLineEnding("game is ready");
            // More than a pipe holds, so that a write blocks.
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                ids.add(client.sends("x".repeat(1000)));
            }

            ids.forEach(client::seesLastReceipt);
            Rest.of(gateway).post("/api/v1alpha1/server/stop", "");
            client.seesLineEnding("game stopped, exit code 143");

            assertThat(client.receipts(ids.getLast())).endsWith("timed_out");
        }
    }
}
