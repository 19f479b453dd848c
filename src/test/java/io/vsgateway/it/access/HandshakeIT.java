package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests for a WebSocket that RFC 6455 (4.2) forbids: each gets a status that says so, and none
/// a word in the log.
class HandshakeIT {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String UPGRADE = "Upgrade: websocket|Connection: Upgrade";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String GOOD = UPGRADE + "|" + VERSION + "|" + KEY;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
    }

    @AfterAll
    static void no_handshake_makes_a_noise_in_the_log() {
        assertThat(gateway.complaints()).isEmpty();
        // The good ones are taken, and then refused, as they come without a credential.
        assertThat(gateway.output())
                .filteredOn(line -> line.contains(" WARN "))
                .allMatch(line -> line.contains("no credential was presented"));
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "0", "8", "14", "", "x", "13, 8"})
    void another_version_is_told_which_one_is_spoken(String version) throws IOException {
        String answer =
                answer("GET", "1.1", UPGRADE + "|" + KEY + "|Sec-WebSocket-Version: " + version);

        assertThat(answer).startsWith("HTTP/1.1 426 ").containsIgnoringCase(VERSION);
    }

    @ParameterizedTest
    @CsvSource({
        // no version, no key, a short one, a long one, no base64, two of them
        "GET, 1.1, Upgrade: websocket|Connection: Upgrade|" + KEY + ", 426",
        "GET, 1.1, Upgrade: websocket|Connection: Upgrade|" + VERSION + ", 400",
        "GET, 1.1, " + UPGRADE + "|" + VERSION + "|Sec-WebSocket-Key: dGhlIHNhbXBsZQ==, 400",
        "GET, 1.1, "
                + UPGRADE
                + "|"
                + VERSION
                + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSBhbmQgbW9yZQ==, 400",
        "GET, 1.1, "
                + UPGRADE
                + "|"
                + VERSION
                + "|Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!!!, 400",
        "GET, 1.1, " + UPGRADE + "|" + VERSION + "|Sec-WebSocket-Key:, 400",
        "GET, 1.1, " + GOOD + "|" + KEY + ", 400",
        // another protocol, another method, half an upgrade, a body
        "GET, 1.0, " + GOOD + ", 400",
        "POST, 1.1, " + GOOD + ", 405",
        "PUT, 1.1, " + GOOD + ", 405",
        "GET, 1.1, Connection: Upgrade|" + VERSION + "|" + KEY + ", 400",
        "GET, 1.1, Upgrade: websocket|" + VERSION + "|" + KEY + ", 400",
        "GET, 1.1, Upgrade: h2c|Connection: Upgrade|" + VERSION + "|" + KEY + ", 400",
        "GET, 1.1, " + GOOD + "|Content-Length: 5, 400",
        "GET, 1.1, " + GOOD + "|Transfer-Encoding: chunked, 400",
    })
    void a_broken_handshake_is_refused(String method, String version, String headers, int status)
            throws IOException {
        assertThat(answer(method, version, headers))
                .startsWith("HTTP/1.")
                .contains(" " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "upgrade: WebSocket|connection: keep-alive, UPGRADE|" + VERSION + "|" + KEY,
                GOOD + "|Content-Length: 0"
            })
    void a_good_one_is_taken(String headers) throws IOException {
        assertThat(answer("GET", "1.1", headers)).startsWith("HTTP/1.1 101 ");
    }

    private static String answer(String method, String version, String headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(60_000);
            String request =
                    method
                            + " /api/v1alpha1/console/ws HTTP/"
                            + version
                            + "\r\nHost: 127.0.0.1\r\n"
                            + headers.replace("|", "\r\n")
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var head = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && head.indexOf("\r\n\r\n") < 0;
                    c = socket.getInputStream().read()) {
                head.append((char) c);
            }
            return head.toString();
        }
    }
}
