package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A game that is more than its first process, through the packaged gateway, however that is run.
abstract class GameFamilyContract {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Starts a server in a session of its own and returns.
    private static final String DAEMON =
            "setsid nohup sh -c \"trap \\\"touch saved; exit 0\\\" TERM; echo \\$\\$ >> servers;"
                    + " for i in \\$(seq 3000); do sleep 0.1; done\" > log 2>&1 & exit 0";

    @TempDir Path folder;

    /// Ended, and nobody's zombie.
    boolean isGone(long pid) {
        return Files.notExists(Path.of("/proc/" + pid));
    }

    /// The command line of a gateway that uses the folder.
    abstract List<String> commandLine() throws IOException;

    @AfterEach
    void endServers() throws IOException {
        for (long server : servers()) {
            ProcessHandle.of(server).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private List<Long> servers() throws IOException {
        Path noted = folder.resolve("servers");
        return Files.exists(noted)
                ? Files.readAllLines(noted).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private GatewayProcess.Builder gateway() throws IOException {
        return GatewayProcess.with()
                .as(commandLine())
                .data(folder)
                .set("VS_GAME_WORKING_DIR", folder.toString())
                .game(DAEMON);
    }

    static JsonNode server(Rest rest) {
        return rest.get("/api/v1alpha1/server");
    }

    private static void awaitState(Rest rest, String state) {
        await().atMost(PATIENCE).until(() -> server(rest).path("state").asText(), state::equals);
    }

    /// To be looked at while the game's server runs, which its start script has left.
    void look(GatewayProcess gateway, ProcessHandle server) {}

    @Test
    void a_start_script_that_returns_is_told_and_what_it_left_can_be_stopped() throws Exception {
        try (GatewayProcess gateway = gateway().start()) {
            Rest rest = Rest.of(gateway);
            awaitState(rest, "given_up");
            long left = servers().getFirst();
            look(gateway, ProcessHandle.of(left).orElseThrow());

            assertThat(server(rest).path("detail").asText())
                    .contains("has left running: " + left, "VS_GAME_DAEMON");
            assertThat(server(rest).path("pid").asLong()).isEqualTo(left);
            assertThat(rest.request().post("/api/v1alpha1/server/start").statusCode())
                    .isEqualTo(409);
            assertThat(servers()).hasSize(1);

            rest.post("/api/v1alpha1/server/stop", "");

            awaitState(rest, "stopped");
            assertThat(folder.resolve("saved")).exists();
            await().atMost(PATIENCE).until(() -> isGone(left));
        }
    }

    @Test
    void with_the_setting_it_runs_and_the_end_of_the_gateway_stops_it() throws Exception {
        try (GatewayProcess gateway = gateway().set("VS_GAME_DAEMON", "true").start()) {
            gateway.awaitOutput(line -> line.contains("as a daemon"), PATIENCE);

            gateway.terminate();

            gateway.awaitExit(PATIENCE);
            assertThat(folder.resolve("saved")).exists();
            assertThat(ProcessMark.of(servers().getFirst())).isEmpty();
        }
    }

    @Test
    void what_a_killed_gateway_s_script_left_is_found_by_the_next() throws Exception {
        try (GatewayProcess first = gateway().set("VS_GAME_DAEMON", "true").start()) {
            first.awaitOutput(line -> line.contains("as a daemon"), PATIENCE);
            first.kill();
        }
        try (GatewayProcess second = gateway().start()) {
            Rest rest = Rest.of(second);
            awaitState(rest, "given_up");
            assertThat(servers()).hasSize(1);
            assertThat(server(rest).path("pid").asLong()).isEqualTo(servers().getFirst());

            rest.post("/api/v1alpha1/server/kill", "");

            awaitState(rest, "stopped");
            assertThat(ProcessMark.of(servers().getFirst())).isEmpty();
            assertThat(folder.resolve("saved")).doesNotExist();
        }
    }
}
