package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `VS_GAME_IO=files` the game outlives its gateway, however that ends.
@Tag("many-starts")
class GatewayOutlivedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("gateway.kills", 6);

    /// Writes numbered lines to both outputs, some of them in two writes, from when the file `go`
    /// is there until `end` is, and answers commands.
    private static final String FLOOD =
            """
            echo $$ >> starts; echo READY
            ( while [ ! -e go ]; do sleep 0.05; done
              i=0
              while [ ! -e end ]; do
                i=$((i+1))
                if [ $((i % 97)) = 0 ]; then printf "out "; sleep 0.03; echo $i
                else echo "out $i"; fi
                [ $((i % 10)) = 0 ] && echo "err $((i/10))" >&2
                [ $((i % 50)) = 0 ] && sleep 0.02
              done
              echo flood over ) &
            while read -r command; do
              echo "got $command"; echo "$command" >> commands
              [ "$command" = stop ] && exit 0
            done
            """;

    /// The same, slow enough that for minutes all of it fits into what a client can have at once.
    private static final String TRICKLE = FLOOD.replace("sleep 0.02", "sleep 0.5");

    @TempDir Path folder;

    private GatewayProcess.Builder gateway(String game) {
        return GatewayProcess.with()
                .data(folder)
                .game(game)
                .set("VS_GAME_IO", "files")
                .set("VS_GAME_PATTERNS_READY", "READY")
                .set("VS_GAME_PATTERNS_ECHO", "^got (?P<command>.*)$")
                .set("VS_GAME_STOP_COMMAND", "stop")
                .set("VS_GAME_LINES_PARTIAL_AFTER", "10ms")
                .set("VS_GAME_RESTART_BACKOFF", "100ms")
                .set("VS_CONSOLE_BUFFER_LINES", "500000")
                .set("VS_CONSOLE_BUFFER_BYTES", "128M");
    }

    @AfterEach
    void endGames() throws IOException {
        if (Files.exists(folder.resolve("starts"))) {
            for (String pid : Files.readAllLines(folder.resolve("starts"))) {
                ProcessHandle.of(Long.parseLong(pid.strip()))
                        .ifPresent(game -> {
                            game.descendants().forEach(ProcessHandle::destroyForcibly);
                            game.destroyForcibly();
                        });
            }
        }
    }

    private static Predicate<JsonNode> text(String part) {
        return message -> message.path("text").asText().contains(part);
    }

    private static JsonNode server(GatewayProcess gateway) {
        return Rest.of(gateway).get("/api/v1alpha1/server");
    }

    private static void awaitState(GatewayProcess gateway, String state) {
        await().atMost(PATIENCE).until(() -> server(gateway).path("state").asText().equals(state));
    }

    private long starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).size();
    }

    @Test
    void a_client_that_comes_back_misses_nothing_however_often_the_gateway_is_killed()
            throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var witness = new Witness();
        long game = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            GatewayProcess gateway = gateway(FLOOD).start();
            if (game == 0) {
                awaitState(gateway, "running");
                game = server(gateway).path("pid").asLong();
                // From here on it knows where it was, however much is written until it is back.
                assertThat(witness.read(gateway, text("READY"))).isTrue();
                Files.createFile(folder.resolve("go"));
            }
            Thread killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                                    gateway.kill();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            boolean _ = witness.read(gateway, _ -> false);
            killer.join();
            assertThat(ProcessMark.of(game)).as("seed %d", seed).isPresent();
        }

        Files.createFile(folder.resolve("end"));
        try (GatewayProcess last = gateway(FLOOD).start()) {
            assertThat(witness.read(last, text("flood over"))).isTrue();
            // Which output was written first is not known of what was written meanwhile.
            assertThat(witness.read(last, _ -> witness.err() == witness.out() / 10)).isTrue();
            assertThat(server(last).path("pid").asLong()).isEqualTo(game);
            assertThat(server(last).path("state").asText()).isEqualTo("running");
            try (Client client = Client.admin(last)) {
                assertThat(client.command("hello", "c1").receipts("c1"))
                        .containsExactly("accepted", "written", "confirmed");
            }
        }
        assertThat(starts()).isEqualTo(1);
        assertThat(witness.out()).as("seed %d", seed).isGreaterThan(1000);
        assertThat(witness.err()).isEqualTo(witness.out() / 10);
    }

    @Test
    void a_game_that_is_left_goes_on_and_its_history_survives() throws Exception {
        var before = new Witness();
        long pid;
        Files.createFile(folder.resolve("go"));
        try (GatewayProcess first = gateway(TRICKLE).set("VS_GAME_ON_EXIT", "leave").start()) {
            awaitState(first, "running");
            pid = server(first).path("pid").asLong();
            assertThat(before.read(first, text("out 100"))).isTrue();
            first.terminate();
            first.awaitExit(PATIENCE);
        }
        assertThat(ProcessMark.of(pid)).isPresent();
        try (GatewayProcess second = gateway(TRICKLE).start()) {
            awaitState(second, "running");
            assertThat(server(second).path("pid").asLong()).isEqualTo(pid);
            var witness = new Witness();
            assertThat(witness.read(second, text("has taken over the game"))).isTrue();
            assertThat(witness.texts()).contains("READY", "out 1");
            assertThat(before.read(second, text("has taken over the game"))).isTrue();

            Rest.of(second).post("/api/v1alpha1/server/stop", "");

            awaitState(second, "stopped");
            assertThat(server(second).path("last_run").path("exit_code").asInt(-1)).isZero();
        }
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void a_game_that_ends_while_no_gateway_is_there_is_told_with_its_last_lines() throws Exception {
        String script =
                "echo $$ >> starts; echo READY; while [ ! -e end ]; do sleep 0.05; done; rm end;"
                        + " echo last words; exit 7";
        try (GatewayProcess first = gateway(script).start()) {
            awaitState(first, "running");
            first.kill();
        }
        Files.createFile(folder.resolve("end"));
        await().until(() ->
                Files.readString(folder.resolve("game/exit"), StandardCharsets.UTF_8)
                        .startsWith("7"));

        try (GatewayProcess second = gateway(script).start()) {
            var witness = new Witness();
            assertThat(witness.read(second, text("game started"))).isTrue();
            assertThat(witness.read(second, text("game started"))).isTrue();

            assertThat(witness.texts()).contains("last words");
            assertThat(witness.texts())
                    .anyMatch(line ->
                            line.contains("exit code 7, at ")
                                    && line.contains("while no gateway was there")
                                    && line.contains("restarting"));
            assertThat(server(second).path("restarts").asInt()).isEqualTo(1);
            assertThat(server(second).path("last_run").path("exit_code").asInt()).isEqualTo(7);
        }
        assertThat(starts()).isEqualTo(2);
    }

    @Test
    void what_was_asked_of_a_game_is_done_by_the_next_gateway() throws Exception {
        String script = "trap '' TERM; echo $$ >> starts; echo READY; while :; do sleep 0.05; done";
        long pid;
        try (GatewayProcess first = gateway(script).set("VS_GAME_STOP_WAIT", "60s").start()) {
            awaitState(first, "running");
            pid = server(first).path("pid").asLong();
            Rest.of(first).post("/api/v1alpha1/server/stop", "");
            awaitState(first, "stopping");
            first.kill();
        }
        assertThat(ProcessMark.of(pid)).isPresent();

        try (GatewayProcess second =
                gateway(script)
                        .set("VS_GAME_STOP_WAIT", "100ms")
                        .set("VS_GAME_STOP_TERM_WAIT", "100ms")
                        .start()) {
            awaitState(second, "stopped");
            assertThat(ProcessMark.of(pid)).isEmpty();
            assertThat(server(second).path("last_run").path("wanted").asBoolean()).isTrue();
        }
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void files_that_are_deleted_under_a_game_are_still_read() throws Exception {
        Files.createFile(folder.resolve("go"));
        try (GatewayProcess first = gateway(TRICKLE).start()) {
            awaitState(first, "running");
            first.kill();
        }
        for (String name : new String[] {"stdin", "stdout", "stderr"}) {
            Files.delete(folder.resolve("game").resolve(name));
        }
        var witness = new Witness();
        try (GatewayProcess second = gateway(TRICKLE).start()) {
            Files.createFile(folder.resolve("end"));
            assertThat(witness.read(second, text("flood over"))).isTrue();
            try (Client client = Client.admin(second)) {
                assertThat(client.command("hello", "c1").receipts("c1")).contains("confirmed");
            }
        }
    }
}
