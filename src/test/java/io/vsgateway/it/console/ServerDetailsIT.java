package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `GET /server` tells of players, process and input.
@Tag("many-starts")
class ServerDetailsIT {
    private static final String SERVER = "/api/v1alpha1/server";

    @TempDir Path logs;

    @Test
    void players_are_those_whom_the_game_names_and_go_with_it() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .demo("--rate 200 --language ru --start-time 10ms --save-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            Rest rest = Rest.of(gateway);
            await().until(() -> rest.get(SERVER).path("players").path("count").asInt() > 1);
            JsonNode players = rest.get(SERVER).path("players");
            assertThat(players.path("online")).hasSize(players.path("count").asInt());
            assertThat(players.path("online").path(0).path("name").asText()).isNotBlank();
            assertThat(players.path("online").path(0).path("since").asText()).endsWith("Z");

            rest.post(SERVER + "/stop", "");
            client.expect("\"state\":\"stopped\"");

            JsonNode stopped = rest.get(SERVER);
            assertThat(stopped.path("players").path("count").asInt()).isZero();
            assertThat(stopped.path("input").path("open").asBoolean()).isFalse();
            assertThat(stopped.path("input").path("reason").asText())
                    .isEqualTo("the game is not running");
            assertThat(stopped.has("process")).isFalse();
        }
    }

    @Test
    void each_ended_run_has_its_last_lines_for_administrators() {
        try (GatewayProcess gateway =
                        GatewayProcess.with().game("echo last words; read line; exit 3").start();
                Client client = Client.admin(gateway)) {
            Rest rest = Rest.of(gateway);
            client.expect("last words");
            client.command("end", "end");
            await().until(() -> rest.get(SERVER).path("runs").size() == 1);
            long pid = rest.get(SERVER).path("runs").path(0).path("pid").asLong();

            JsonNode run = rest.get(SERVER + "/runs/" + pid);

            assertThat(run.path("exit_code").asInt()).isEqualTo(3);
            assertThat(run.path("wanted").asBoolean()).isFalse();
            assertThat(run.path("last_lines").path(0).asText()).isEqualTo("last words");
            assertThat(rest.request().get(SERVER + "/runs/1").statusCode()).isEqualTo(404);
            var monitor = new Rest(gateway, GatewayProcess.MONITOR);
            assertThat(monitor.request().get(SERVER + "/runs/" + pid).statusCode()).isEqualTo(403);
            assertThat(monitor.get(SERVER + "/load/history").path("interval_seconds").asInt())
                    .isEqualTo(30);
        }
    }

    @Test
    void a_game_that_runs_tells_its_process_and_takes_input_and_chat_adds_no_player() {
        try (GatewayProcess gateway =
                        GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.command("/demo spoof", "spoof");
            client.expect("Mallory");

            JsonNode server = Rest.of(gateway).get(SERVER);

            assertThat(server.path("players").path("online")).isEmpty();
            assertThat(server.path("process").path("memory_bytes").asLong()).isPositive();
            assertThat(server.path("process").path("cpu_percent").isNumber()).isTrue();
            assertThat(server.path("input").path("open").asBoolean()).isTrue();
            assertThat(server.path("input").has("reason")).isFalse();
        }
    }

    @Test
    void a_followed_game_tells_its_players_once_its_logs_do_and_is_read_only() throws IOException {
        Path main = logs.resolve("server-main.log");
        append(main, "5.9.2026 22:08:03 [Notification] Game Speed: 60");
        try (GatewayProcess gateway =
                GatewayProcess.with().set("VS_GAME_LOG_FILES", main.toString()).start()) {
            Rest rest = Rest.of(gateway);
            JsonNode before = rest.get(SERVER);
            assertThat(before.has("players")).isFalse();
            assertThat(before.has("process")).isFalse();
            assertThat(before.path("input").path("reason").asText())
                    .contains("read-only", "VS_GAME_STDIN_FIFO");

            append(
                    main,
                    "5.9.2026 22:08:04 [Notification] Client 1 uid 6dff07bf-0000 attempting"
                            + " identification. Name: Sir Bors");

            await().until(() -> names(rest).equals(List.of("Sir Bors")));
            append(main, "5.9.2026 22:10:48 [Event] Client 1 disconnected.");
            await().until(() -> names(rest).isEmpty());
        }
    }

    @Test
    void of_another_game_nobody_knows_who_plays() {
        try (GatewayProcess gateway =
                GatewayProcess.with().game("echo hello; exec sleep 600").start()) {
            JsonNode server = Rest.of(gateway).get(SERVER);

            assertThat(server.has("players")).isFalse();
            assertThat(server.has("input")).isTrue();
        }
    }

    private static List<String> names(Rest rest) {
        return rest.get(SERVER).path("players").path("online").findValuesAsText("name");
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
