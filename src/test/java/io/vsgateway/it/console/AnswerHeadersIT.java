package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No answer of the interfaces may be kept by a cache or guessed at by a browser, whatever it is.
class AnswerHeadersIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_AUTH_DELAY_MAX", "0ms")
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
        try (Client client = Client.admin(gateway)) {
            client.expect("game is ready");
        }
    }

    @AfterAll
    static void stop() {
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/v1alpha1/auth/me | admin | | 200",
                "POST | /api/v1alpha1/auth/ws-token | admin | | 200",
                "POST | /api/v1alpha1/auth/session | admin | | 200",
                "DELETE | /api/v1alpha1/auth/session | | | 401",
                "GET | /api/v1alpha1/server | monitor | | 200",
                "GET | /api/v1alpha1/audit | admin | | 200",
                "GET | /api/v1alpha1/console/commands | admin | | 200",
                "GET | /api/v1alpha1/console/history | admin | | 200",
                "GET | /api/v1alpha1/console/history?grep=x&level=info | monitor | | 200",
                "GET | /api/v1alpha1/console/download?format=text | admin | | 200",
                "GET | /api/v1alpha1/console/download?format=json | admin | | 200",
                "GET | /api/v1alpha1/terminal/settings | | | 200",
                "POST | /api/v1alpha1/console/command | admin | {\"command\":\"/time\"} | 202",
                // Problems.
                "GET | /api/v1alpha1/server | | | 401",
                "GET | /api/v1alpha1/server | wrong | | 401",
                "POST | /api/v1alpha1/server/stop | monitor | | 403",
                "GET | /api/v1alpha1/nothing | admin | | 404",
                "DELETE | /api/v1alpha1/server | admin | | 405",
                "POST | /api/v1alpha1/server/start | admin | | 409",
                "GET | /api/v1alpha1/console/history?lines=0 | admin | | 400",
                "POST | /api/v1alpha1/console/command | admin | [] | 400",
                "POST | /api/v1alpha1/console/command | admin | {\"command\":\"/stop\"} | 422",
                // For the machine.
                "GET | /q/health | | | 200",
                "GET | /q/openapi | admin | | 200",
                "GET | /q/asyncapi | | | 200",
                "GET | /q/metrics | admin | | 200",
                "GET | /q/nothing | admin | | 404",
            })
    void every_answer_has_them(String method, String path, String who, String body, int status)
            throws IOException {
        String key = who == null ? "" : "X-API-Key: " + key(who) + "\r\n";
        String content = body == null ? "" : body;
        List<String> head =
                head(
                        method + " " + path + " HTTP/1.1\r\n" + key,
                        "Content-Type: application/json\r\nContent-Length: "
                                + content.length()
                                + "\r\nConnection: close\r\n\r\n"
                                + content);

        assertThat(head.getFirst()).contains(" " + status + " ");
        hasBoth(head);
    }

    @ParameterizedTest
    @CsvSource({
        "426, '', Sec-WebSocket-Version: 12",
        "403, 'Origin: http://elsewhere.example\r\n', Sec-WebSocket-Version: 13"
    })
    void so_has_the_refusal_of_a_websocket(int status, String origin, String version)
            throws IOException {
        List<String> head =
                head(
                        "GET /api/v1alpha1/console/ws HTTP/1.1\r\n" + origin,
                        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                + version
                                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(head.getFirst()).contains(" " + status + " ");
        hasBoth(head);
    }

    private static void hasBoth(List<String> head) {
        List<String> lowered = head.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
        assertThat(lowered)
                .filteredOn(line -> line.startsWith("cache-control:"))
                .containsExactly("cache-control: no-store");
        assertThat(lowered)
                .filteredOn(line -> line.startsWith("x-content-type-options:"))
                .containsExactly("x-content-type-options: nosniff");
    }

    private static String key(String who) {
        return switch (who) {
            case "admin" -> GatewayProcess.ADMIN;
            case "monitor" -> GatewayProcess.MONITOR;
            default -> "wrong-key-0123456789abcdef";
        };
    }

    /// The lines of the answer's head.
    private static List<String> head(String first, String rest) throws IOException {
        try (var socket = new Socket(gateway.host(), gateway.port())) {
            socket.setSoTimeout(60_000);
            String request = first + "Host: " + gateway.host() + ":" + gateway.port() + "\r\n";
            socket.getOutputStream().write((request + rest).getBytes(StandardCharsets.US_ASCII));
            var reader = socket.getInputStream();
            var answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = reader.read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
            }
            return answer.toString().lines().takeWhile(line -> !line.isEmpty()).toList();
        }
    }
}
