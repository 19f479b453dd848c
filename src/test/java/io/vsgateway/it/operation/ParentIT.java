package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.Signals;
import io.vsgateway.it.GatewayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What starts the gateway ends, and does not tell it: a shell that runs it as its child, as Maven
/// does.
class ParentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path world;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void the_gateway_ends_with_it_and_the_game_is_stopped_first(String signal) throws Exception {
        List<String> shell = List.of("sh", "-c", "\"$@\" & wait", "sh");
        try (GatewayProcess parent =
                GatewayProcess.with()
                        .set("VS_OPS_EXIT_WITH_PARENT", "true")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms --data-path " + world)
                        .as(
                                Stream.concat(shell.stream(), GatewayProcess.command().stream())
                                        .toList())
                        .start()) {
            parent.awaitOutput(line -> line.contains("game is ready"), PATIENCE);
            List<ProcessHandle> family = parent.handle().descendants().toList();

            Signals.send(signal, parent.handle().pid());

            await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
            // What the gateway said is lost with the shell; the game has a log of its own.
            assertThat(Files.readString(world.resolve("Logs/server-main.log")))
                    .contains("Stopped the server!");
        }
    }
}
