package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.Signals;
import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.kernel.ProcessMark;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway runs its program anew in its own process, and the game goes on.
@Tag("many-starts")
class GatewayRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;
    private static final String RESTART = "/api/v1alpha1/gateway/restart";

    /// Writes numbered lines until it is told to stop, and answers commands.
    private static final String GAME =
            """
            echo READY
            ( i=0
              while [ ! -e end ]; do
                i=$((i+1)); echo "out $i"
                [ $((i % 10)) = 0 ] && echo "err $((i/10))" >&2
                [ $((i % 20)) = 0 ] && sleep 0.02
              done
              echo flood over ) &
            while read -r command; do
              echo "got $command"; echo "$command" >> commands
              [ "$command" = stop ] && exit 0
            done
            """;

    @TempDir Path folder;

    private GatewayProcess.Builder gateway(String io) {
        return GatewayProcess.with()
                .data(folder)
                .game(GAME)
                // It has to be found at the same one again.
                .set("VS_HTTP_PORT", Integer.toString(FreePort.get()))
                .set("VS_GAME_IO", io)
                .set("VS_GAME_PATTERNS_READY", "READY")
                .set("VS_GAME_PATTERNS_ECHO", "^got (?P<command>.*)$")
                .set("VS_GAME_STOP_COMMAND", "stop")
                .set("VS_CONSOLE_BUFFER_LINES", "500000")
                .set("VS_CONSOLE_BUFFER_BYTES", "128M");
    }

    private static Predicate<JsonNode> text(String part) {
        return message -> message.path("text").asText().contains(part);
    }

    private static JsonNode server(GatewayProcess gateway) {
        return Rest.of(gateway).get("/api/v1alpha1/server");
    }

    private static void awaitRunning(GatewayProcess gateway) {
        awaitState(gateway, "running");
    }

    private static void awaitState(GatewayProcess gateway, String state) {
        awaitState(Rest.of(gateway), state);
    }

    private static void awaitState(Rest rest, String state) {
        await().atMost(PATIENCE)
                .until(() -> rest.get("/api/v1alpha1/server").path("state").asText().equals(state));
    }

    private static void awaitStarts(GatewayProcess gateway, int count) {
        await().atMost(PATIENCE)
                .until(() ->
                        gateway.isAlive()
                                && gateway.output().stream()
                                                .filter(line -> line.contains("listens on "))
                                                .count()
                                        == count);
    }

    private static void hangUp(GatewayProcess gateway) {
        Signals.send("HUP", gateway.handle().pid());
    }

    @Test
    void a_gateway_that_restarts_in_place_keeps_its_process_its_game_and_every_line()
            throws Exception {
        try (GatewayProcess gateway = gateway("files").start()) {
            awaitRunning(gateway);
            long game = server(gateway).path("pid").asLong();
            var witness = new Witness();
            for (int restart = 1; restart <= 3; restart++) {
                String command = "command " + restart;
                try (Client client = Client.admin(gateway)) {
                    assertThat(client.command(command, "c").receipts("c"))
                            .containsExactly("accepted", "written", "confirmed");
                    assertThat(witness.read(gateway, text("got " + command))).isTrue();
                    if (restart == 2) {
                        Response answer = Rest.of(gateway).request().post(RESTART);
                        assertThat(answer.statusCode()).isEqualTo(202);
                    } else {
                        hangUp(gateway);
                    }
                    assertThat(client.closed().code()).isEqualTo(1001);
                }
                awaitStarts(gateway, restart + 1);
                awaitRunning(gateway);
                assertThat(server(gateway).path("pid").asLong()).isEqualTo(game);
            }
            Files.createFile(folder.resolve("end"));

            assertThat(witness.read(gateway, text("flood over"))).isTrue();

            assertThat(witness.out()).isGreaterThan(20);
            List<String> commands = Files.readAllLines(folder.resolve("commands"));
            assertThat(commands).containsExactly("command 1", "command 2", "command 3");
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void a_key_that_it_made_up_itself_stays() throws Exception {
        try (GatewayProcess gateway = gateway("files").unset("VS_API_KEY_ADMIN").start()) {
            String key = madeUp(gateway).getFirst();
            for (int restart = 1; restart <= 2; restart++) {
                assertThat(new Rest(gateway, key).request().post(RESTART).statusCode())
                        .isEqualTo(202);
                awaitStarts(gateway, restart + 1);
            }

            assertThat(new Rest(gateway, key).get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("running");
            assertThat(madeUp(gateway)).hasSize(3).containsOnly(key);
            assertThat(gateway.output())
                    .filteredOn(line -> line.contains("the key that was made before stays"))
                    .hasSize(2);
            Rest rest = new Rest(gateway, key);
            Files.createFile(folder.resolve("end"));
            rest.post("/api/v1alpha1/server/stop", "");
            awaitState(rest, "stopped");
            rest.post("/api/v1alpha1/server/start", "");
            awaitState(rest, "running");
            long game = rest.get("/api/v1alpha1/server").path("pid").asLong();
            assertThat(Path.of("/proc/" + game + "/environ"))
                    .as("what the gateway hands over to itself is not the game's")
                    .content(StandardCharsets.UTF_8)
                    .contains("PATH=")
                    .doesNotContain("HANDOVER");
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static List<String> madeUp(GatewayProcess gateway) {
        return gateway.output().stream()
                .filter(line -> line.contains("admin key of this run"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    /// At whatever moment of the restart it comes: the process ends, and the game is ended, or left
    /// for the next gateway, but never alone with one that came back.
    @Test
    void sigterm_on_the_way_ends_it_for_good() throws Exception {
        long game = 0;
        for (int delay : List.of(0, 5, 30, 100, 300, 1000)) {
            try (GatewayProcess gateway = gateway("files").start()) {
                awaitRunning(gateway);
                long there = server(gateway).path("pid").asLong();
                if (game != 0 && ProcessMark.of(game).isPresent()) {
                    assertThat(there).isEqualTo(game);
                }
                game = there;
                hangUp(gateway);
                Thread.sleep(delay);
                gateway.terminate();
                assertThat(gateway.awaitExit(PATIENCE))
                        .as("after %s ms", delay)
                        .isEqualTo(TERMINATED);
            }
        }
        Files.createFile(folder.resolve("end"));
        ProcessHandle.of(game).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_game_on_pipes_would_end_so_the_gateway_refuses_and_says_why() throws Exception {
        try (GatewayProcess gateway = gateway("pipes").start()) {
            awaitRunning(gateway);

            Response answer = Rest.of(gateway).request().post(RESTART);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.jsonPath().getString("detail")).contains("VS_GAME_IO=files");
            JsonNode audit = Rest.of(gateway).get("/api/v1alpha1/audit");
            assertThat(audit.findValuesAsText("action")).contains("gateway restart");
            hangUp(gateway);
            gateway.awaitOutput(line -> line.contains("does not restart in place"), PATIENCE);
            assertThat(server(gateway).path("state").asText()).isEqualTo("running");
        }
    }

    @Test
    void a_game_that_a_new_program_would_not_find_is_not_left_to_it() throws Exception {
        try (GatewayProcess gateway = gateway("files").start()) {
            awaitRunning(gateway);
            Path noted = folder.resolve("game.notes");
            Path away = Files.move(noted, folder.resolve("away"));

            Response answer = Rest.of(gateway).request().post(RESTART);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.jsonPath().getString("detail")).contains("gone from VS_DATA_DIR");
            Files.move(away, noted);
        }
    }

    @Test
    void a_game_that_was_given_up_stays_so_and_says_why() throws Exception {
        try (GatewayProcess gateway =
                gateway("files")
                        .game("echo READY; sleep 0.2; exit 9")
                        .set("VS_GAME_RESTART_MAX_CRASHES", "2")
                        .set("VS_GAME_RESTART_BACKOFF", "100ms")
                        .start()) {
            awaitState(gateway, "given_up");
            String why = server(gateway).path("detail").asText();

            hangUp(gateway);

            awaitStarts(gateway, 2);
            awaitState(gateway, "given_up");
            assertThat(server(gateway).path("detail").asText())
                    .isEqualTo(why)
                    .contains("exit code 9");
        }
    }

    @Test
    void a_game_that_crashes_again_and_again_is_given_up_over_restarts_of_the_gateway()
            throws Exception {
        try (GatewayProcess gateway =
                gateway("files")
                        .game("echo READY; sleep 0.2; exit 9")
                        .set("VS_GAME_RESTART_MAX_CRASHES", "3")
                        .set("VS_GAME_RESTART_BACKOFF", "20s")
                        .set("VS_GAME_RESTART_BACKOFF_MAX", "20s")
                        .start()) {
            for (int starts = 2; starts <= 3; starts++) {
                awaitState(gateway, "backing_off");
                hangUp(gateway);
                awaitStarts(gateway, starts);
            }
            awaitState(gateway, "given_up");
            assertThat(server(gateway).path("detail").asText()).contains("crash 3 within");
        }
    }

    @Test
    void the_exit_code_of_a_killed_game_is_known() throws Exception {
        try (GatewayProcess gateway = gateway("files").start()) {
            awaitRunning(gateway);
            Rest.of(gateway).post("/api/v1alpha1/server/kill", "");
            awaitState(gateway, "stopped");
            assertThat(server(gateway).path("last_run").path("exit_code").asInt()).isEqualTo(137);
        }
        Files.createFile(folder.resolve("end"));
    }

    @Test
    void a_game_that_was_stopped_stays_stopped() throws Exception {
        try (GatewayProcess gateway = gateway("files").start()) {
            awaitRunning(gateway);
            Files.createFile(folder.resolve("end"));
            Rest.of(gateway).post("/api/v1alpha1/server/stop", "");
            awaitState(gateway, "stopped");

            hangUp(gateway);

            awaitStarts(gateway, 2);
            try (Client client = Client.admin(gateway)) {
                // Once it lets somebody in, it has decided.
                assertThat(client.command("hello", "c").receipts("c")).containsExactly("rejected");
            }
            awaitState(gateway, "stopped");
            Rest.of(gateway).post("/api/v1alpha1/server/start", "");
            awaitRunning(gateway);
        }
    }

    @Test
    void a_program_that_does_not_run_is_not_begun() throws Exception {
        List<String> words = new ArrayList<>(GatewayProcess.command());
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of(words.getFirst()));
        words.set(0, link.toString());
        try (GatewayProcess gateway = gateway("files").as(words).start()) {
            awaitRunning(gateway);
            long game = server(gateway).path("pid").asLong();
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("/bin/false"));

            Response answer = Rest.of(gateway).request().post(RESTART);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.jsonPath().getString("detail")).contains(link + " does not run");
            hangUp(gateway);
            gateway.awaitOutput(line -> line.contains("does not restart in place"), PATIENCE);
            assertThat(server(gateway).path("pid").asLong()).isEqualTo(game);
        }
    }

    /// The look at the program takes as long as it needs to tell its version.
    @Test
    void who_asks_and_leaves_before_the_answer_has_asked() throws Exception {
        List<String> words = new ArrayList<>(GatewayProcess.command());
        String program = words.getFirst();
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of(program));
        words.set(0, link.toString());
        try (GatewayProcess gateway = gateway("files").as(words).start()) {
            awaitRunning(gateway);
            long game = server(gateway).path("pid").asLong();
            Path looks = folder.resolve("looks");
            Path left = folder.resolve("left");
            Files.delete(link);
            Files.writeString(
                    link,
                    """
                    #!/bin/sh
                    for last; do :; done
                    if [ "$last" = --version ]; then
                        : > '%s'
                        while [ ! -e '%s' ]; do sleep 0.1; done
                    fi
                    exec '%s' "$@"
                    """
                            .formatted(looks, left, program));
            assertThat(link.toFile().setExecutable(true)).isTrue();

            try (var socket = new Socket(gateway.host(), gateway.port())) {
                String request =
                        "POST %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Length: 0\r\n\r\n"
                                .formatted(RESTART, GatewayProcess.ADMIN);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                await().atMost(PATIENCE).until(() -> Files.exists(looks));
            }
            Files.createFile(left);

            awaitStarts(gateway, 2);
            awaitRunning(gateway);
            assertThat(server(gateway).path("pid").asLong()).isEqualTo(game);
        }
    }

    @Test
    void what_it_says_of_its_process() {
        try (GatewayProcess gateway = gateway("pipes").start()) {
            Instant ready = Instant.now();
            JsonNode process = Rest.of(gateway).get("/api/v1alpha1/gateway");

            assertThat(process.path("pid").asLong()).isEqualTo(gateway.handle().pid());
            assertThat(Instant.parse(process.path("started_at").asText())).isBefore(ready);
            assertThat(process.path("obstacle").asText()).contains("VS_GAME_IO=files");
            assertThat(process.has("binary"))
                    .isEqualTo(!System.getProperty("gateway.binary", "").isEmpty());
        }
    }

    @Test
    void only_administrators_restart_the_gateway() {
        try (GatewayProcess gateway = gateway("files").start()) {
            var monitor = new Rest(gateway, GatewayProcess.MONITOR);

            assertThat(monitor.request().post(RESTART).statusCode()).isEqualTo(403);
        }
    }
}
