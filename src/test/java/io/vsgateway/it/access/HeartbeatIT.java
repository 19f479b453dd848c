package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Pings, and what becomes of those who do not answer them.
class HeartbeatIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_PING_INTERVAL", "200ms")
                        .set("VS_SESSION_SILENCE_TIMEOUT", "3s")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void a_client_that_answers_no_ping_is_closed_with_4009() {
        try (Client silent = Client.admin(gateway);
                Client answering = Client.admin(gateway)) {
            silent.answersPings(false);

            assertThat(silent.closed().code()).isEqualTo(4009);
            assertThat(answering.isClosed()).isFalse();
            answering.command("/time", "t");
            assertThat(answering.receipts("t")).endsWith("confirmed");
        }
    }

    @Test
    void a_client_that_answers_only_the_json_pings_stays() {
        try (Client silent = Client.admin(gateway);
                Client json = Client.admin(gateway)) {
            silent.answersPings(false);
            json.answersPings(false);

            while (!silent.isClosed()) {
                json.json(m -> m.path("type").asText().equals("ping"));
                json.send("{\"type\":\"pong\"}");
            }

            assertThat(silent.closed().code()).isEqualTo(4009);
            assertThat(json.isClosed()).isFalse();
        }
    }

    @Test
    void a_client_that_only_sends_pings_of_its_own_stays() throws InterruptedException {
        try (Client silent = Client.admin(gateway);
                Client pinging = Client.admin(gateway)) {
            silent.answersPings(false);
            pinging.answersPings(false);

            while (!silent.isClosed()) {
                pinging.ping();
                pinging.frame(FrameSocket.FIN | FrameSocket.PING, new byte[] {1});
            }

            assertThat(pinging.isClosed()).isFalse();
        }
    }

    @Test
    void a_client_of_the_text_format_gets_no_ping_as_a_line() throws InterruptedException {
        try (Client text =
                Client.console(gateway, "history_lines=1&api_key=" + GatewayProcess.ADMIN)) {
            assertThat(text.ping()).isNotNull();
            assertThat(text.ping()).isNotNull();

            // Nothing but what the console says: a ping would not be in its history.
            List<String> got = text.pending();
            List<String> said =
                    Rest.of(gateway)
                            .get("/api/v1alpha1/console/history?lines=1000")
                            .path("lines")
                            .findValuesAsText("text");
            assertThat(got)
                    .isNotEmpty()
                    .allMatch(message ->
                            said.stream().anyMatch(line -> message.endsWith("] " + line)));
        }
    }

    @Test
    void a_client_that_vanished_is_forgotten() {
        try (Client vanished =
                Client.connect(
                        gateway.port(),
                        "/api/v1alpha1/console?api_key=" + GatewayProcess.ADMIN,
                        false)) {
            // It does not read, so it answers neither the pings nor the close frame.
            await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
            assertThat(vanished.isClosed()).isFalse();
        }
    }
}
