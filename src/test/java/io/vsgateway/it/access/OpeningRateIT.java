package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How often one client address may ask for a WebSocket.
class OpeningRateIT {
    private static final int PER_MINUTE = 30;
    private static final String TOO_MANY = "HTTP/1.1 429 ";
    private static final String TAKEN = "HTTP/1.1 101 ";
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", Integer.toString(PER_MINUTE))
                        .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                        .set("VS_AUTH_FAILURES_BEFORE_DELAY", "1000")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void behind_a_proxy_each_client_has_its_own_and_gets_it_back() {
        double before = refused();
        List<String> answers = useUp("X-Forwarded-For: 198.51.100.1");

        // Some came back while it was tried.
        assertThat(answers).hasSizeGreaterThan(PER_MINUTE);
        assertThat(refused()).isEqualTo(before + 1);
        assertThat(answer("X-Forwarded-For: 198.51.100.2")).startsWith(TAKEN);
        assertThat(answer("X-Real-IP: 198.51.100.3")).startsWith(TAKEN);
        // The proxy itself, as if it asked for itself.
        assertThat(answer("X-Other: x")).startsWith(TAKEN);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answer("X-Forwarded-For: 198.51.100.1").startsWith(TAKEN));
    }

    @Test
    void a_refusal_says_when_to_come_again_and_why_in_the_log() {
        String answer = useUp("X-Forwarded-For: 198.51.100.10").getLast();

        // One comes back every two seconds.
        assertThat(answer).containsPattern("(?i)\r\nRetry-After: [1-3]\r\n");
        // An address has one line a second, and these were refused for other reasons, too.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    useUp("X-Forwarded-For: 198.51.100.10");
                    return gateway.output().stream()
                            .anyMatch(line ->
                                    line.contains("198.51.100.10")
                                            && line.contains("VS_SESSION_LIMITS_OPENS_PER_MINUTE"));
                });
    }

    @Test
    void rest_is_not_meant() {
        useUp("X-Forwarded-For: 198.51.100.20");

        for (int i = 0; i < 5; i++) {
            Rest.of(gateway)
                    .request()
                    .header("X-Forwarded-For", "198.51.100.20")
                    .get("/api/v1alpha1/server")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void a_foreign_page_uses_up_nothing() {
        String there = "X-Forwarded-For: 198.51.100.30";
        for (int i = 0; i < 2 * PER_MINUTE; i++) {
            assertThat(answer(there + "\r\nOrigin: http://evil.example"))
                    .startsWith("HTTP/1.1 403 ");
        }

        assertThat(answer(there)).startsWith(TAKEN);
    }

    /// Asks until it is refused, and returns all answers.
    private static List<String> useUp(String header) {
        var answers = new ArrayList<String>();
        while (answers.isEmpty() || !answers.getLast().startsWith(TOO_MANY)) {
            assertThat(answers).hasSizeLessThan(100 * PER_MINUTE);
            answers.add(answer(header));
        }
        return answers;
    }

    private static double refused() {
        return Rest.of(gateway).metric("vs_handshakes_refused_total{reason=\"too_many\"}");
    }

    private static String answer(String header) {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(60_000);
            String request =
                    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:"
                            + gateway.port()
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + header
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = socket.getInputStream().read();
                assertThat(c).as("bytes behind " + head).isNotNegative();
                head.append((char) c);
            }
            return head.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
