package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.TlsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other programs are told, over real connections.
@Tag("many-starts")
class WebhookIT {
    private static final String SECRET = "a-secret-of-enough-bytes";
    private static final String PATH = "/hook/secret-of-the-address";

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// Answers to come; 204 when there are none.
    private final Queue<Map.Entry<Integer, Map<String, String>>> answers =
            new ConcurrentLinkedQueue<>();

    private HttpServer server;

    private record Request(String path, Map<String, List<String>> headers, String body, long at) {
        JsonNode json() {
            return Client.parse(body);
        }

        String header(String name) {
            return headers.get(name).getFirst();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                    new Request(
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body,
                            System.nanoTime()));
            var answer =
                    answers.isEmpty() ? Map.entry(204, Map.<String, String>of()) : answers.poll();
            answer.getValue().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.getKey(), -1);
        }
    }

    @Test
    void a_crash_and_what_comes_of_it_is_told_and_signed() throws GeneralSecurityException {
        try (GatewayProcess gateway =
                with("VS_WEBHOOK_JSON_URL")
                        .set("VS_WEBHOOK_JSON_SECRET", SECRET)
                        .set("VS_WEBHOOK_NAME", "Ours")
                        .set("VS_GAME_RESTART_MAX_CRASHES", "2")
                        .set("VS_GAME_RESTART_BACKOFF", "10ms")
                        .game("exit 7")
                        .start()) {
            await().until(() -> requests.size() == 4);

            assertThat(requests)
                    .extracting(request -> request.json().path("type").asText())
                    .containsExactly(
                            "game.started", "game.crashed", "game.started", "game.given_up");
            JsonNode crash = requests.get(1).json().path("data");
            assertThat(crash.path("exit_code").asInt()).isEqualTo(7);
            assertThat(crash.path("server").asText()).isEqualTo("Ours");
            for (Request request : requests) {
                assertThat(request.header("Webhook-signature"))
                        .isEqualTo("v1," + signature(request));
                assertThat(request.header("Content-type")).isEqualTo("application/json");
            }
            await().until(() -> Rest.of(gateway).metric("vs_webhook_delivered") == 4);
            assertThat(String.join("\n", gateway.output()))
                    .doesNotContain("secret-of-the-address", SECRET);
        }
    }

    @Test
    void discord_is_told_in_its_own_form_and_the_stop_at_the_end_of_the_gateway_too()
            throws InterruptedException {
        try (GatewayProcess gateway =
                with("VS_WEBHOOK_DISCORD_URL")
                        .set("VS_WEBHOOK_EVENTS", "ready,stopped")
                        .set("VS_GAME_STOP_COMMAND", "")
                        .game("echo ready; exec sleep 1000")
                        .start()) {
            await().until(() -> requests.size() == 1);
            gateway.terminate();
            int _ = gateway.awaitExit(Duration.ofSeconds(30));

            assertThat(requests)
                    .extracting(request -> request.json().path("content").asText())
                    .containsExactly(
                            "vs\\-gateway\\: The game is ready.",
                            "vs\\-gateway\\: The game has stopped.");
        }
    }

    @Test
    void a_game_that_goes_on_with_another_gateway_is_not_ready_once_more(@TempDir Path folder)
            throws InterruptedException {
        for (int gateways = 1; gateways <= 2; gateways++) {
            try (GatewayProcess gateway =
                    with("VS_WEBHOOK_JSON_URL")
                            .set("VS_WEBHOOK_EVENTS", "started,ready,stopped")
                            .data(folder)
                            .set("VS_GAME_IO", "files")
                            .set("VS_GAME_STOP_COMMAND", "")
                            .game("echo ready; exec sleep 1000")
                            .start()) {
                await().until(() -> Rest.of(gateway).metric("vs_game_ready") == 1);
                await().until(() -> requests.size() == 2);
                if (gateways == 1) {
                    gateway.handle().destroyForcibly();
                    int _ = gateway.awaitExit(Duration.ofSeconds(30));
                } else {
                    Rest.of(gateway).post("/api/v1alpha1/server/stop", "");
                    await().until(() -> requests.size() == 3);
                }
            }
        }

        assertThat(requests)
                .extracting(request -> request.json().path("type").asText())
                .containsExactly("game.started", "game.ready", "game.stopped");
    }

    @Test
    void it_waits_as_long_as_the_receiver_wishes_and_tries_again() {
        answers.add(Map.entry(429, Map.of("Retry-After", "2")));
        try (GatewayProcess gateway =
                with("VS_WEBHOOK_JSON_URL").game("echo ready; exec sleep 1000").start()) {
            await().until(() -> requests.size() == 2);

            assertThat(requests.get(1).header("Webhook-id"))
                    .isEqualTo(requests.get(0).header("Webhook-id"));
            // Longer than without that wish: then it would be a second.
            assertThat(Duration.ofNanos(requests.get(1).at() - requests.get(0).at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            await().untilAsserted(() ->
                    assertThat(gateway.output())
                            .anySatisfy(
                                    line -> assertThat(line).contains("webhook json: status 429"))
                            .anySatisfy(line ->
                                    assertThat(line).contains("webhook json: it is taken again")));
        }
    }

    @Test
    void redirections_are_not_followed() {
        answers.add(Map.entry(307, Map.of("Location", "/elsewhere")));
        try (GatewayProcess gateway =
                with("VS_WEBHOOK_JSON_URL").game("echo ready; exec sleep 1000").start()) {
            await().until(() -> Rest.of(gateway).metric("vs_webhook_lost") == 1);

            assertThat(requests).extracting(Request::path).containsExactly(PATH);
        }
    }

    @Test
    void nobody_there_hinders_nobody() {
        server.stop(0);
        try (GatewayProcess gateway =
                        with("VS_WEBHOOK_JSON_URL")
                                .game("echo ready; while read -r l; do echo \"took $l\"; done")
                                .start();
                Client client = Client.admin(gateway)) {
            await().until(() ->
                    gateway.output().stream()
                            .anyMatch(line ->
                                    line.contains("webhook json: ") && line.contains("Exception")));
            client.command("hello", "h");
            client.expect("took hello");
            assertThat(String.join("\n", gateway.output())).doesNotContain("secret-of-the-address");
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused(@TempDir Path folder) {
        try (GatewayProcess other = GatewayProcess.with().game("exec sleep 1000").start();
                TlsFront front = TlsFront.of(other, folder);
                GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_WEBHOOK_JSON_URL", front.url() + "/hook")
                                .game("echo ready; exec sleep 1000")
                                .start()) {
            await().until(() ->
                    gateway.output().stream()
                            .anyMatch(
                                    line -> line.contains("webhook json: SSLHandshakeException")));
        }
    }

    private GatewayProcess.Builder with(String variable) {
        return GatewayProcess.with()
                .set(variable, "http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    private static String signature(Request request) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed =
                request.header("Webhook-id")
                        + "."
                        + request.header("Webhook-timestamp")
                        + "."
                        + request.body();
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
