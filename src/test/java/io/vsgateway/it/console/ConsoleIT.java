package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.access.FrameSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console's acceptance criteria, against the packaged gateway and the simulated game.
class ConsoleIT {
    private static final String KEY = GatewayProcess.ADMIN;
    private static final AtomicInteger MARKS = new AtomicInteger();
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with().demo("--rate 0 --start-time 100ms --save-time 100ms").start();
        try (var client = Client.admin(gateway)) {
            client.expect("Dedicated Server now running");
            client.command("/demo flood 300", "fill");
            client.expect("flood line 300 of 300");
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1alpha1/console/ws", "/api/v1alpha1/console"})
    void an_admin_connects_on_both_paths_and_sees_lines_as_they_are_written(String path) {
        try (var client =
                Client.connect(gateway.port(), path + "?history_lines=1&api_key=" + KEY, true)) {
            client.send("/announce hello out there");

            String echo = client.expect("Handling Console Command /announce hello out there");
            assertThat(echo).matches("\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z] .*");
        }
    }

    @Test
    void history_has_a_hundred_lines_unless_another_number_is_asked_for() {
        // What the game still answered to others is out before anything is counted.
        historyOf("&history_lines=1");

        assertThat(historyOf("")).isEqualTo(100);
        assertThat(historyOf("&history_lines=7")).isEqualTo(7);
        assertThat(historyOf("&history_lines=250")).isEqualTo(250);
    }

    private static int historyOf(String parameter) {
        try (var client = Client.console(gateway, "format=json&api_key=" + KEY + parameter)) {
            String mark = "mark " + MARKS.incrementAndGet() + ".";
            client.command("/announce " + mark, "mark");
            List<String> seen = client.until(m -> m.contains("Message to all in group 0: " + mark));
            // Without the command's echo and its answer.
            return (int) seen.stream().filter(m -> m.contains("\"type\":\"line\"")).count() - 2;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history_lines=0",
                "history_lines=10001",
                "history_lines=x",
                "format=xml",
                "last_event_id=no"
            })
    void parameters_out_of_bounds_are_told_and_replaced_by_the_default(String parameter) {
        try (var client =
                Client.connect(
                        gateway.port(),
                        "/api/v1alpha1/console/ws?" + parameter + "&api_key=" + KEY,
                        true,
                        "Sec-WebSocket-Protocol: vs.console.v1.json")) {
            if (!parameter.startsWith("format")) {
                assertThat(
                                client.json(m -> m.path("type").asText().equals("error"))
                                        .path("code")
                                        .asText())
                        .isEqualTo("invalid_parameter");
            }
            client.expect("flood line 300");
        }
    }

    @Test
    void a_monitor_is_forbidden() {
        try (var client = Client.console(gateway, "api_key=" + GatewayProcess.MONITOR)) {
            assertThat(client.closed())
                    .isEqualTo(
                            new FrameSocket.Closed(
                                    4003, "forbidden: the role may not do this, or not any more"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api_key=",
                "api_key=wrong",
                "api_key=admin-key-0123456789abcde",
                "token=wrong",
                "api_key=%FF"
            })
    void a_missing_or_wrong_key_is_unauthorized(String query) {
        try (var client = Client.console(gateway, query)) {
            assertThat(client.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void a_key_may_come_by_header_bearer_or_subprotocol() {
        for (String header :
                List.of(
                        "X-API-Key: " + KEY,
                        "Authorization: Bearer " + KEY,
                        "Sec-WebSocket-Protocol: bearer, " + KEY)) {
            try (var client = Client.console(gateway, "history_lines=1", header)) {
                assertThat(client.next()).isNotEmpty();
            }
        }
    }

    @Test
    void a_reconnecting_client_gets_exactly_what_it_missed() {
        String last;
        try (var client = Client.admin(gateway)) {
            client.command("/demo flood 5", "before");
            JsonNode line = client.json(m -> m.path("text").asText().contains("flood line 5 of 5"));
            last = line.path("id").asText();
        }
        try (var other = Client.admin(gateway)) {
            other.command("/demo flood 11", "between");
            other.expect("flood line 11 of 11");
        }
        try (var client =
                Client.console(gateway, "format=json&api_key=" + KEY + "&last_event_id=" + last)) {
            List<String> seen = client.until(m -> m.contains("flood line 11 of 11"));
            assertThat(seen.stream().filter(m -> m.contains("of 11"))).hasSize(11);
            assertThat(seen).noneMatch(m -> m.contains("\"gap\"") || m.contains("of 5\""));
        }
    }

    @Test
    void a_client_of_an_earlier_run_is_told_that_lines_may_be_lost() {
        try (var client =
                Client.console(gateway, "format=json&api_key=" + KEY + "&last_event_id=abc-12")) {
            JsonNode gap = client.json(m -> m.path("type").asText().equals("gap"));

            assertThat(gap.path("recovered").asBoolean()).isFalse();
            assertThat(gap.path("from").asText()).isEqualTo("abc-12");
            client.expect("flood line 300");
        }
    }

    @Test
    void a_command_gets_its_receipts_in_order() {
        try (var client = Client.admin(gateway)) {
            client.command("/help", "h1");

            assertThat(client.receipts("h1")).containsExactly("accepted", "written", "confirmed");
        }
    }

    @Test
    void a_ticket_opens_one_connection() {
        String ticket =
                Rest.of(gateway).post("/api/v1alpha1/auth/ws-token", "").path("token").asText();
        try (var first = Client.console(gateway, "history_lines=1&token=" + ticket)) {
            assertThat(first.next()).isNotEmpty();
        }
        try (var second = Client.console(gateway, "token=" + ticket)) {
            assertThat(second.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void a_page_of_a_foreign_origin_is_not_let_in() {
        assertThatThrownBy(() ->
                        Client.console(gateway, "api_key=" + KEY, "Origin: https://evil.example"))
                .isInstanceOfSatisfying(
                        FrameSocket.Refused.class,
                        refused -> assertThat(refused.status).isEqualTo(403));
        try (var own =
                Client.console(
                        gateway,
                        "history_lines=1&api_key=" + KEY,
                        "Origin: http://127.0.0.1:" + gateway.port())) {
            assertThat(own.next()).isNotEmpty();
        }
    }

    @Test
    void the_subprotocol_for_json_is_agreed_on() {
        try (var client =
                Client.console(
                        gateway, "api_key=" + KEY, "Sec-WebSocket-Protocol: vs.console.v1.json")) {
            assertThat(client.subprotocol()).isEqualTo("vs.console.v1.json");
            assertThat(Client.parse(client.next()).path("type").asText()).isEqualTo("state");
        }
    }

    @Test
    void at_the_end_clients_hear_the_last_lines_and_1001() throws InterruptedException {
        try (var other =
                        GatewayProcess.with()
                                .demo("--rate 0 --start-time 50ms --save-time 200ms")
                                .start();
                var client = Client.admin(other)) {
            client.expect("now running");

            other.terminate();

            client.expect("Stopped the server!");
            assertThat(client.closed().code()).isEqualTo(1001);
            other.awaitExit(Duration.ofSeconds(60));
        }
    }
}
