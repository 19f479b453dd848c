package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.client.ConsoleQuery;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.it.Cable;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.websocket.WebSocketClient;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The package `client` against the packaged gateway and the simulated game.
class ConsoleClientIT {
    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .with()
                    .reconnectBackoffBase(Duration.ofMillis(100))
                    .reconnectMaxAttempts(0)
                    .build();
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with().demo("--rate 0 --start-time 100ms --save-time 100ms").start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Gateway with(String key) {
        return Gateway.of(gateway.url(""), key);
    }

    private static ConsoleClient connect(ConsoleQuery query) throws InterruptedException {
        return new ConsoleClient(with(GatewayProcess.ADMIN), query, CONFIG).connect();
    }

    private static List<ConsoleEvent> until(ConsoleClient console, Predicate<ConsoleEvent> last) {
        var seen = new ArrayList<ConsoleEvent>();
        for (ConsoleEvent event : console) {
            seen.add(event);
            if (last.test(event)) {
                return seen;
            }
        }
        throw new AssertionError("it ended: " + seen);
    }

    private static Predicate<ConsoleEvent> line(String part) {
        return event -> event instanceof ConsoleEvent.Line line && line.text().contains(part);
    }

    @Test
    void lines_state_and_receipts_come_as_events() throws Exception {
        try (var console = connect(ConsoleQuery.ALL.lines(1))) {
            var before = new ArrayList<ConsoleEvent>();
            ConsoleEvent.Receipt last = console.run("/announce hello client", before::add);
            List<ConsoleEvent> after = new ArrayList<>(before);
            if (before.stream().noneMatch(line("hello client"))) {
                after.addAll(until(console, line("hello client")));
            }

            assertThat(last.status()).isEqualTo("confirmed");
            assertThat(before.getFirst()).isEqualTo(new ConsoleEvent.Connected(null));
            assertThat(after)
                    .anyMatch(e -> e instanceof ConsoleEvent.State s && s.state().equals("running"))
                    .anyMatch(e ->
                            e instanceof ConsoleEvent.Receipt r
                                    && r.id().equals(last.id())
                                    && r.status().equals("accepted"));
            assertThat(console.isConnected()).isTrue();
        }
    }

    @Test
    void a_rejected_command_says_why() throws Exception {
        try (var console = connect(ConsoleQuery.ALL)) {
            ConsoleEvent.Receipt receipt = console.run("hello", _ -> {});

            assertThat(receipt.status()).isEqualTo("rejected");
            assertThat(receipt.reason()).contains("public chat");
        }
    }

    @Test
    void it_goes_on_behind_the_last_line_after_the_connection_was_lost() throws Exception {
        try (var cable = new Cable(gateway.port());
                var console =
                        new ConsoleClient(
                                        Gateway.of(cable.url(""), GatewayProcess.ADMIN),
                                        ConsoleQuery.ALL.lines(1),
                                        CONFIG)
                                .connect()) {
            console.send("/demo flood 5");
            until(console, line("flood line 5 of 5"));

            cable.cut();
            try (var api = new GatewayApi(with(GatewayProcess.ADMIN), Duration.ofSeconds(20))) {
                api.send("/demo flood 7", null);
                Awaitility.await()
                        .until(() ->
                                api.history(ConsoleQuery.ALL.grep("flood line 7 of 7"))
                                                .lines()
                                                .size()
                                        == 1);
            }
            cable.mend();
            List<ConsoleEvent> seen = until(console, line("flood line 7 of 7"));

            assertThat(seen).filteredOn(line("of 7")).hasSize(7);
            assertThat(seen).noneMatch(line("of 5"));
            assertThat(seen).noneMatch(event -> event instanceof ConsoleEvent.Gap);
            assertThat(seen).anyMatch(event -> event instanceof ConsoleEvent.Reconnecting);
            assertThat(seen)
                    .anyMatch(event ->
                            event instanceof ConsoleEvent.Connected c && c.after() != null);
        }
    }

    @Test
    void a_restarted_gateway_is_found_again_and_the_loss_is_told() throws Exception {
        int port = FreePort.get();
        var builder = Map.of("VS_HTTP_PORT", Integer.toString(port));
        GatewayProcess first = start(builder);
        try (var console =
                new ConsoleClient(
                                Gateway.of(first.url(""), GatewayProcess.ADMIN),
                                ConsoleQuery.ALL,
                                CONFIG)
                        .connect()) {
            until(console, event -> event instanceof ConsoleEvent.Line);
            first.close();
            GatewayProcess second = start(builder);
            try (second) {
                List<ConsoleEvent> seen =
                        until(console, event -> event instanceof ConsoleEvent.Gap);

                assertThat(seen.getLast())
                        .isInstanceOfSatisfying(
                                ConsoleEvent.Gap.class,
                                gap -> assertThat(gap.recovered()).isFalse());
            }
        } finally {
            first.close();
        }
    }

    private static GatewayProcess start(Map<String, String> settings) {
        GatewayProcess.Builder builder = GatewayProcess.with().demo("--rate 0 --start-time 100ms");
        settings.forEach(builder::set);
        return builder.start();
    }

    @Test
    void a_wrong_key_is_told_at_once() {
        var console = new ConsoleClient(with("wrong-key-0123456789"), ConsoleQuery.ALL, CONFIG);

        var refused = catchThrowableOfType(AuthenticationException.class, console::connect);

        assertThat(refused.code()).isEqualTo(401);
        assertThat(refused.isForbidden()).isFalse();
        assertThat(refused).hasMessageNotContaining("wrong-key");
    }

    @Test
    void a_monitor_is_told_that_it_may_not_and_it_is_not_tried_again() throws Exception {
        try (var console =
                new ConsoleClient(with(GatewayProcess.MONITOR), ConsoleQuery.ALL, CONFIG)
                        .connect()) {
            assertThat(console.next()).isEqualTo(new ConsoleEvent.Connected(null));
            var refused = catchThrowableOfType(AuthenticationException.class, console::next);

            assertThat(refused.code()).isEqualTo(4003);
            assertThatThrownBy(console::next).isSameAs(refused);
            assertThatThrownBy(() -> console.send("/time")).isInstanceOf(WebSocketException.class);
        }
    }

    @Test
    void history_server_audit_and_commands_over_rest() throws Exception {
        try (var api = new GatewayApi(with(GatewayProcess.ADMIN), Duration.ofSeconds(20))) {
            assertThat(api.me().path("role").asText()).isEqualTo("admin");
            assertThat(api.server().path("mode").asText()).isEqualTo("managed");
            assertThat(api.send("/announce over rest", "rest-1").status()).isEqualTo("accepted");
            Awaitility.await()
                    .until(() ->
                            !api.history(ConsoleQuery.ALL.lines(1).grep("over (rest)$"))
                                    .lines()
                                    .isEmpty());

            GatewayApi.History history = api.history(ConsoleQuery.ALL.lines(1));
            assertThat(history.lines()).hasSize(1);
            assertThat(history.hasMore()).isTrue();
            assertThat(api.audit(20).findValuesAsText("id")).contains("rest-1");
        }
    }

    @Test
    void problems_of_rest_have_their_words() throws Exception {
        try (var api = new GatewayApi(with(GatewayProcess.ADMIN), Duration.ofSeconds(20));
                var other = new GatewayApi(with(GatewayProcess.MONITOR), Duration.ofSeconds(20))) {
            var rejected =
                    catchThrowableOfType(ProblemException.class, () -> api.send("hello", null));
            assertThat(rejected.status()).isEqualTo(422);
            assertThat(rejected).hasMessageContaining("public chat");

            assertThatThrownBy(() -> api.history(ConsoleQuery.ALL.grep("(")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(400));
            assertThatThrownBy(() -> other.audit(1))
                    .isInstanceOfSatisfying(
                            AuthenticationException.class,
                            refused -> assertThat(refused.isForbidden()).isTrue());
        }
    }

    @Test
    void the_plain_client_measures_the_latency_and_meets_the_gateways_answers() throws Exception {
        var config = CONFIG.with().pingInterval(Duration.ofMillis(20)).build();
        Endpoint endpoint =
                Endpoint.of(
                                "ws://127.0.0.1:"
                                        + gateway.port()
                                        + "/api/v1alpha1/console/ws?history_lines=1")
                        .header("X-API-Key", GatewayProcess.ADMIN);
        try (var socket = new WebSocketClient(endpoint, config).connect()) {
            socket.receive();
            Awaitility.await().until(() -> socket.latency().isPresent());
            assertThat(socket.latency().orElseThrow()).isPositive();
        }
        assertThatThrownBy(() ->
                        new WebSocketClient(
                                        Endpoint.of(
                                                "ws://127.0.0.1:" + gateway.port() + "/nothing"),
                                        config)
                                .connect())
                .isInstanceOfSatisfying(
                        ConnectionFailedException.class,
                        failed -> assertThat(failed.status()).isEqualTo(404));
    }
}
