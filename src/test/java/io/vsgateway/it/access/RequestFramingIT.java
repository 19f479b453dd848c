package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that a proxy and the gateway could read differently: they see the end at different
/// places, so that one of them finds a second request in what the other takes for a body, or they
/// see different paths. On a raw socket: no client sends these.
class RequestFramingIT {
    /// What would be found.
    private static final String SMUGGLED =
            "GET /q/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static final String FOUND = "\"status\": \"UP\"";

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
    }

    @AfterAll
    static void stop() {
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                Arguments.of(
                        "a quoted line break in a chunk extension",
                        chunked("HTTP/1.1", "Transfer-Encoding: chunked\r\n")
                                + "1;a=\"\r\nX\r\n0\r\n\r\n"
                                + SMUGGLED
                                + "\"\r\nY\r\n0\r\n\r\n"),
                Arguments.of(
                        "a bare line feed in a chunk extension",
                        chunked("HTTP/1.1", "Transfer-Encoding: chunked\r\n")
                                + "1;a\nX\r\n0\r\n\r\n"
                                + SMUGGLED),
                Arguments.of(
                        "HTTP/1.0 with both lengths",
                        chunked("HTTP/1.0", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")
                                + "0\r\n\r\n"
                                + SMUGGLED),
                Arguments.of(
                        "both lengths",
                        chunked("HTTP/1.1", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")
                                + "0\r\n\r\n"
                                + SMUGGLED),
                Arguments.of(
                        "a coding behind the chunks",
                        chunked("HTTP/1.1", "Transfer-Encoding: chunked, xchunked\r\n")
                                + "0\r\n\r\n"
                                + SMUGGLED),
                Arguments.of(
                        "a coding behind the chunks on a line of its own",
                        chunked(
                                        "HTTP/1.1",
                                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n")
                                + "0\r\n\r\n"
                                + SMUGGLED),
                Arguments.of(
                        "two lengths",
                        chunked(
                                        "HTTP/1.1",
                                        "Content-Length: 0\r\nContent-Length: "
                                                + SMUGGLED.length()
                                                + "\r\n")
                                + SMUGGLED),
                Arguments.of("control characters before a request", "\0\1" + SMUGGLED));
    }

    @Test
    void what_would_be_found_is_answered_when_it_is_sent_openly() throws IOException {
        assertThat(answer(SMUGGLED)).startsWith("HTTP/1.1 200").contains(FOUND);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void it_ends_the_connection_and_finds_no_second_request(String what, String request)
            throws IOException {
        String answer = answer(request);

        assertThat(answer.split("HTTP/1\\.[01] \\d", -1)).as(what).hasSizeLessThanOrEqualTo(2);
        assertThat(answer).doesNotContain(FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1alpha1/server;x=1",
                "/api/v1alpha1/server%3Bx=1",
                "/api/v1alpha1;x/server",
                "/api/v1alpha1%3Bx/server",
                "/api/v1alpha1/server/;",
                "/api/v1alpha1/server/%3B",
                "/api/v1alpha1%2Fserver",
                "/api%5Cv1alpha1%5Cserver",
                "/q/health/..;/../../api/v1alpha1/server",
                "/q/health/%2e%2e/%2e%2e/api/v1alpha1/server",
                "/q/health/../../api/v1alpha1/server",
                "//api/v1alpha1/server"
            })
    void no_way_of_writing_a_path_leads_past_the_keys(String path) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

        String without = answer(head + "\r\n");
        String with = answer(head + "X-API-Key: " + GatewayProcess.ADMIN + "\r\n\r\n");

        // A path may be refused whoever asks; what a key opens is closed without it.
        assertThat(without)
                .as(with)
                .matches("(?s)HTTP/1.1 40[0134] .*")
                .doesNotContain("\"ready\"");
    }

    private static String answer(String request) throws IOException {
        try (var socket = new Socket(gateway.host(), gateway.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String chunked(String version, String lengths) {
        return "POST /api/v1alpha1/console/command "
                + version
                + "\r\nHost: x\r\nX-API-Key: "
                + GatewayProcess.ADMIN
                + "\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n"
                + lengths
                + "\r\n";
    }
}
