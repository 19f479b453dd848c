package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.access.FrameSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The end, by SIGTERM: in order, and within its time.
@Tag("many-starts")
class ShutdownIT {
    private static final Duration EXIT = Duration.ofSeconds(30);
    private static final int SIGTERM_EXIT = 143;

    @Test
    void while_the_game_saves_nobody_is_let_in_and_those_who_are_in_see_it_to_the_end()
            throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .demo("--rate 0 --start-time 10ms --save-time 4s")
                                .start();
                Client json = Client.admin(gateway);
                Client text = Client.console(gateway, "api_key=" + GatewayProcess.ADMIN)) {
            json.expect("game is ready");
            Rest rest = Rest.of(gateway);
            assertThat(rest.request().get("/q/health/ready").statusCode()).isEqualTo(200);

            gateway.terminate();

            json.expect("now saving everything");
            assertThat(rest.request().get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(rest.request().get("/q/health/live").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> Client.admin(gateway))
                    .isInstanceOfSatisfying(
                            FrameSocket.Refused.class,
                            refused -> assertThat(refused.status).isEqualTo(503));
            assertThat(rest.get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("stopping");
            rest.request().post("/api/v1alpha1/server/start").then().statusCode(409);
            json.expect("Stopped the server!");
            json.expect("game stopped, exit code 0");
            text.expect("Stopped the server!");
            assertThat(json.closed())
                    .isEqualTo(new FrameSocket.Closed(1001, "the server is going away"));
            assertThat(text.closed().code()).isEqualTo(1001);
            assertThat(gateway.awaitExit(EXIT)).isEqualTo(SIGTERM_EXIT);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void the_last_lines_reach_a_client_that_reads_slowly() throws Exception {
        int lines = 9000;
        String game =
                "echo ready; read -r stop; seq -f \"last line %.0f of "
                        + lines
                        + " x".repeat(750)
                        + "\" "
                        + lines;
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_SESSION_DRAIN_TIMEOUT", "20s")
                                .set("VS_CONSOLE_BUFFER_BYTES", "64M")
                                .game(game)
                                .start();
                Client client =
                        Client.connect(
                                gateway.port(),
                                "/api/v1alpha1/console?format=json&history_lines=1&api_key="
                                        + GatewayProcess.ADMIN,
                                false,
                                4096)) {
            await().until(() -> Rest.of(gateway).metric("vs_game_ready") == 1);

            gateway.terminate();
            gateway.awaitOutput(line -> line.contains("game stopped"), EXIT);
            client.read();

            List<String> seen = client.until(m -> m.contains("last line " + lines + " of"));
            assertThat(seen.stream().filter(m -> m.contains("last line"))).hasSize(lines);
            client.expect("game stopped, exit code 0");
            assertThat(client.closed().code()).isEqualTo(1001);
            gateway.awaitExit(EXIT);
        }
    }

    @Test
    void a_client_that_does_not_read_at_all_does_not_hold_up_the_end() throws Exception {
        String game =
                "echo ready; read -r stop; seq -f \"last line %.0f" + " ".repeat(500) + "|\" 9000";
        try (GatewayProcess gateway = GatewayProcess.with().game(game).start();
                Client client =
                        Client.connect(
                                gateway.port(),
                                "/api/v1alpha1/console?api_key=" + GatewayProcess.ADMIN,
                                false,
                                4096)) {
            await().until(() -> Rest.of(gateway).metric("vs_game_ready") == 1);

            gateway.terminate();

            gateway.awaitExit(EXIT);
            assertThat(client.isClosed()).isFalse();
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void a_game_that_hangs_is_killed_at_the_end_of_the_ladder() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_STOP_WAIT", "500ms")
                                .set("VS_GAME_STOP_TERM_WAIT", "500ms")
                                .set("VS_OPS_SHUTDOWN_GRACE", "1s")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            long pid = Rest.of(gateway).get("/api/v1alpha1/server").path("pid").asLong();
            ProcessHandle game = ProcessHandle.of(pid).orElseThrow();
            client.command("/demo hang", "h");
            client.expect("hangs from now on");

            gateway.terminate();

            client.expect("stopping: SIGKILL");
            assertThat(client.closed().code()).isEqualTo(1001);
            gateway.awaitExit(EXIT);
            assertThat(game.isAlive()).isFalse();
        }
    }

    @Test
    void a_gateway_whose_game_has_crashed_ends_at_once() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_RESTART_BACKOFF", "60s")
                                .game("echo ready; exit 3")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("restarting in");

            gateway.terminate();

            assertThat(client.closed().code()).isEqualTo(1001);
            gateway.awaitExit(EXIT);
        }
    }
}
