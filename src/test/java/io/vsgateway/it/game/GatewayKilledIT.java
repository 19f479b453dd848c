package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that is killed, or leaves its game running, and what the next one does about that
/// game.
@Tag("many-starts")
class GatewayKilledIT {
    private static final Duration EXIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    /// A game that cares neither for the end of its input nor for a broken output, and logs to a
    /// file.
    private GatewayProcess.Builder gateway() {
        return GatewayProcess.with()
                .data(folder)
                .game(
                        "trap \"\" PIPE; echo started $$ >> starts; echo ready;"
                                + " while :; do echo tick >> ticks; sleep 0.1; done");
    }

    @Test
    void the_next_gateway_notices_the_game_and_starts_no_second_one() throws Exception {
        long game;
        try (GatewayProcess first = gateway().start()) {
            game = runningGame(first);
            first.kill();
        }
        ProcessHandle left = ProcessHandle.of(game).orElseThrow();
        try (GatewayProcess second = gateway().start()) {
            assertThat(left.isAlive()).isTrue();
            assertThat(starts()).isEqualTo(1);
            String notice = "a game that an earlier gateway started still runs (pid " + game + ")";
            second.awaitOutput(line -> line.contains("ERROR") && line.contains(notice), EXIT);
            try (Client client = Client.admin(second)) {
                client.expect(notice);
            }
            Rest rest = Rest.of(second);
            JsonNode server = rest.get("/api/v1alpha1/server");
            assertThat(server.path("state").asText()).isEqualTo("given_up");
            assertThat(server.path("detail").asText()).contains(notice);

            assertThat(server.path("pid").asLong()).isEqualTo(game);

            var start = rest.request().post("/api/v1alpha1/server/start");
            assertThat(start.statusCode()).isEqualTo(409);
            assertThat(start.asString()).contains(notice);
            assertThat(starts()).isEqualTo(1);

            rest.post("/api/v1alpha1/server/kill", "");
            await().until(() -> !left.isAlive());
            await().until(() ->
                    rest.get("/api/v1alpha1/server").path("state").asText().equals("stopped"));
            rest.post("/api/v1alpha1/server/start", "");
            assertThat(runningGame(second)).isNotEqualTo(game);
            assertThat(starts()).isEqualTo(2);
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void the_game_can_be_stopped_by_the_next_gateway() throws Exception {
        long game;
        try (GatewayProcess first = gateway().start()) {
            game = runningGame(first);
            first.kill();
        }
        ProcessHandle left = ProcessHandle.of(game).orElseThrow();
        try (GatewayProcess second = gateway().start()) {
            Rest rest = Rest.of(second);
            await().until(() -> state(rest).equals("given_up"));

            assertThat(rest.post("/api/v1alpha1/server/stop", "").path("state").asText())
                    .isIn("given_up", "stopping", "stopped");

            await().until(() -> state(rest).equals("stopped"));
            assertThat(ProcessMark.of(game)).isEmpty();
        } finally {
            left.destroyForcibly();
        }
    }

    private static String state(Rest rest) {
        return rest.get("/api/v1alpha1/server").path("state").asText();
    }

    @Test
    void a_game_that_ended_in_the_meantime_is_no_obstacle() throws Exception {
        long game;
        try (GatewayProcess first = gateway().start()) {
            game = runningGame(first);
            first.kill();
        }
        ProcessHandle left = ProcessHandle.of(game).orElseThrow();
        left.destroyForcibly();
        await().until(() -> !left.isAlive());

        try (GatewayProcess second = gateway().start()) {
            assertThat(runningGame(second)).isNotEqualTo(game);
            assertThat(starts()).isEqualTo(2);
        }
    }

    @Test
    void a_game_that_is_to_be_left_running_is_and_the_next_gateway_says_so() throws Exception {
        long game;
        try (GatewayProcess first = gateway().set("VS_GAME_ON_EXIT", "leave").start()) {
            game = runningGame(first);
            first.terminate();
            first.awaitExit(EXIT);
            assertThat(first.output())
                    .anyMatch(line -> line.contains("leaves the game running, pid " + game));
        }
        ProcessHandle left = ProcessHandle.of(game).orElseThrow();
        try (GatewayProcess second = gateway().start()) {
            Rest rest = Rest.of(second);
            await().until(() ->
                    rest.get("/api/v1alpha1/server").path("state").asText().equals("given_up"));
            assertThat(left.isAlive()).isTrue();
            assertThat(starts()).isEqualTo(1);
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void a_second_gateway_on_the_same_data_does_not_start() throws Exception {
        try (GatewayProcess first = gateway().start()) {
            runningGame(first);
            try (GatewayProcess second = gateway().launch()) {
                assertThat(second.awaitExit(Duration.ofSeconds(60))).isNotZero();
                assertThat(second.errors())
                        .singleElement()
                        .asString()
                        .contains("another gateway", "VS_DATA_DIR");
            }
            assertThat(starts()).isEqualTo(1);
        }
    }

    @Test
    void the_demo_does_not_outlive_a_killed_gateway() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.with().data(folder).start()) {
            ProcessHandle demo = ProcessHandle.of(runningGame(gateway)).orElseThrow();

            gateway.kill();

            await().atMost(EXIT).until(() -> !demo.isAlive());
        }
    }

    private static long runningGame(GatewayProcess gateway) {
        Rest rest = Rest.of(gateway);
        await().atMost(EXIT)
                .until(() ->
                        rest.get("/api/v1alpha1/server").path("state").asText().equals("running"));
        return rest.get("/api/v1alpha1/server").path("pid").asLong();
    }

    private long starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).size();
    }
}
