package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys that are not the key. At the end nothing of any of them is found in anything that the
/// gateway wrote: its output, and all files of its data folder.
class KeysIT {
    private static final String ADMIN = "Schlüssel-ключ-鍵-4f9d2c7b81e6";
    private static final String MONITOR = "monitor-9a7c$$5e3b${HOME}1d8f\\$6042";
    private static final String CONSOLE = "/api/v1alpha1/console/ws";
    private static final int TRACE = 8;
    private static final List<String> presented = new ArrayList<>(List.of(ADMIN, MONITOR));
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_API_KEY_ADMIN", ADMIN)
                        .set("VS_API_KEY_MONITOR", MONITOR)
                        .set("VS_AUTH_DELAY_MAX", "0s")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void nothing_of_any_key_is_in_anything_that_was_written() throws Exception {
        gateway.terminate();
        gateway.awaitExit(java.time.Duration.ofSeconds(60));
        gateway.close();

        assertThat(gateway.complaints()).isEmpty();
        var written = new StringBuilder(String.join("\n", gateway.output()));
        assertThat(written).contains("Refused 127.0.0.1");
        try (Stream<Path> files = Files.walk(gateway.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.append('\n').append(Files.readString(file));
            }
        }
        for (String key : presented) {
            for (int i = 0; i + TRACE <= key.length(); i++) {
                String trace = key.substring(i, i + TRACE);
                assertThat(written.indexOf(trace)).as("a trace of a key: " + trace).isNegative();
            }
        }
    }

    static Stream<String> wrong() {
        return Stream.of(
                "",
                "x",
                ADMIN.substring(0, ADMIN.length() - 1),
                ADMIN.substring(0, 9),
                ADMIN + "0",
                " " + ADMIN + " x",
                ADMIN.toUpperCase(java.util.Locale.ROOT),
                "Schlussel-ключ-鍵-4f9d2c7b81e6",
                "falscher-Schlüssel-Ж鍵🌩",
                "quite\u0001unprintable\u007f",
                "j7Qp2Zx9".repeat(750),
                "none",
                "null",
                "Bearer 5t6y7u8i9o0p1a2s");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_key_is_closed_with_4001_wherever_it_comes(String key) {
        presented.add(key);
        for (String parameter : List.of("api_key", "token")) {
            try (Client client =
                    Client.connect(
                            gateway.port(), CONSOLE + "?" + parameter + "=" + encoded(key), true)) {
                assertThat(client.closed())
                        .isEqualTo(
                                new FrameSocket.Closed(
                                        4001,
                                        "unauthorized: missing, invalid or expired credential"));
            }
        }
        if (key.chars().noneMatch(Character::isISOControl)) {
            for (String header :
                    List.of(
                            "X-API-Key: ",
                            "Authorization: Bearer ",
                            "Sec-WebSocket-Protocol: bearer, ")) {
                try (Client client = Client.connect(gateway.port(), CONSOLE, true, header + key)) {
                    assertThat(client.closed().code()).as(header).isEqualTo(4001);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_key_is_401_over_rest(String key) throws IOException {
        presented.add(key);
        String query =
                "GET /api/v1alpha1/server?api_key="
                        + encoded(key)
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertThat(statusOf(query)).isEqualTo(401);
        if (key.chars().noneMatch(Character::isISOControl)) {
            String header =
                    "GET /api/v1alpha1/server HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                            + key
                            + "\r\n\r\n";
            assertThat(statusOf(header)).isEqualTo(401);
        }
    }

    @Test
    void the_right_key_in_a_wrong_place_is_no_key() throws IOException {
        List<String> targets =
                List.of(
                        CONSOLE + "?key=" + encoded(ADMIN),
                        CONSOLE + "?api-key=" + encoded(ADMIN),
                        CONSOLE + "?" + encoded(ADMIN));
        for (String target : targets) {
            try (Client client = Client.connect(gateway.port(), target, true)) {
                assertThat(client.closed().code()).as(target).isEqualTo(4001);
            }
        }
        List<String> headers =
                List.of(
                        "Authorization: Basic " + ADMIN,
                        "Authorization: " + ADMIN,
                        "Cookie: api_key=" + ADMIN,
                        "X-Admin-Key: " + ADMIN,
                        "User-Agent: " + ADMIN,
                        "Sec-WebSocket-Protocol: " + MONITOR);
        for (String header : headers) {
            try (Client client = Client.connect(gateway.port(), CONSOLE, true, header)) {
                assertThat(client.closed().code()).as(header).isEqualTo(4001);
            }
        }
        String path = "/api/v1alpha1/server/" + encoded(ADMIN);
        assertThat(statusOf("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .isIn(401, 404);
        String basic =
                "GET /api/v1alpha1/server HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic "
                        + MONITOR
                        + "\r\n\r\n";
        assertThat(statusOf(basic)).isEqualTo(401);
    }

    @Test
    void two_different_keys_in_one_request_are_none() {
        try (Client client =
                Client.connect(
                        gateway.port(),
                        CONSOLE + "?api_key=" + encoded(ADMIN),
                        true,
                        "X-API-Key: " + MONITOR)) {
            assertThat(client.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void a_key_that_is_not_ascii_opens_the_console() {
        try (Client query =
                        Client.connect(
                                gateway.port(),
                                CONSOLE + "?history_lines=1&api_key=" + encoded(ADMIN),
                                true);
                Client header =
                        Client.connect(
                                gateway.port(),
                                CONSOLE + "?history_lines=1",
                                true,
                                "X-API-Key: " + ADMIN)) {
            assertThat(query.next()).isNotEmpty();
            assertThat(header.next()).isNotEmpty();
        }
    }

    @Test
    void a_key_is_taken_as_it_stands_in_the_variable_with_all_its_dollar_signs() {
        try (Client monitor =
                Client.connect(gateway.port(), CONSOLE + "?api_key=" + encoded(MONITOR), true)) {
            assertThat(monitor.closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void a_wrong_key_in_a_message_ends_the_connection_and_the_right_one_does_not() {
        String wrong = "auth-message-7d3e1f9b";
        presented.add(wrong);
        try (Client client =
                Client.console(gateway, "format=json&history_lines=1&api_key=" + encoded(ADMIN))) {
            client.send("{\"type\":\"auth\",\"token\":\"" + wrong + "\"}");
            assertThat(
                            client.json(m -> m.path("type").asText().equals("error"))
                                    .path("code")
                                    .asText())
                    .isEqualTo("unauthorized");
            assertThat(client.closed().code()).isEqualTo(4001);
        }
        try (Client client =
                Client.console(gateway, "format=json&history_lines=1&api_key=" + encoded(ADMIN))) {
            client.send("{\"type\":\"auth\",\"token\":\"" + MONITOR.replace("\\", "\\\\") + "\"}");
            assertThat(
                            client.json(m -> m.path("type").asText().equals("error"))
                                    .path("code")
                                    .asText())
                    .isEqualTo("forbidden");
            assertThat(client.closed().code()).isEqualTo(4003);
        }
        try (Client client =
                Client.console(gateway, "format=json&history_lines=1&api_key=" + encoded(ADMIN))) {
            client.send("{\"type\":\"auth\",\"token\":\"" + ADMIN + "\"}");
            client.command("/time", "t");
            assertThat(client.until(m -> m.contains("confirmed")))
                    .noneMatch(m -> m.contains("\"error\""));
        }
    }

    @Test
    void a_key_of_a_megabyte_is_turned_away_by_the_http_layer() throws IOException {
        String key = "Wz8kLm3Q".repeat(1 << 17);
        presented.add(key.substring(0, 64));
        for (String head :
                List.of(
                        "GET " + CONSOLE + "?api_key=" + key + " HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET " + CONSOLE + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + key + "\r\n\r\n",
                        "GET /api/v1alpha1/server HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + key
                                + "\r\n\r\n")) {
            assertThat(statusOf(head)).isIn(0, 400, 414, 431);
        }
        String body = "{\"command\":\"" + key + "\"}";
        String post =
                "POST /api/v1alpha1/console/command HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                        + ADMIN
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        assertThat(statusOf(post)).isIn(0, 413);
    }

    @Test
    void a_refused_client_that_does_not_answer_the_close_frame_is_dropped() throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(60_000);
            String upgrade =
                    "GET "
                            + CONSOLE
                            + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));

            byte[] all = socket.getInputStream().readAllBytes();

            assertThat(new String(all, StandardCharsets.ISO_8859_1)).contains("unauthorized");
        }
    }

    @Test
    void refusals_are_counted() {
        try (Client client = Client.console(gateway, "api_key=counted")) {
            client.closed();
        }
        await().until(() ->
                new Rest(gateway, MONITOR).metric("vs_auth_failures_total{reason=\"not_valid\"}")
                        > 0);
    }

    /// The HTTP status; 0 if the connection was closed without one.
    private static int statusOf(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(60_000);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().transferTo(answer);
            } catch (SocketException _) {
                // It is closed while we still write; what it said before is what counts.
            }
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
