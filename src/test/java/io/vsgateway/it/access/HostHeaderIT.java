package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests without a `Host` or with one that is no host, on a raw socket: each gets the answer
/// that RFC 9112 (3.2) asks for, and none a word in the log.
class HostHeaderIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
    }

    @AfterAll
    static void no_request_makes_a_noise_in_the_log() {
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1alpha1/server, 401",
        "/api/v1alpha1/nope, 404",
        "/nope, 404",
        "//nope//a%20b, 404",
        "/ws/stats, 401",
        "/ws/health, 200",
        "/q/health/live, 200",
        "/terminal/, 404"
    })
    void http_1_0_may_leave_it_out(String path, int status) throws IOException {
        assertThat(answer("GET " + path + " HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 " + status + " ");
    }

    @Test
    void a_problem_names_the_path_without_it() throws IOException {
        String answer = answer("GET /api/v1alpha1/n%20pe?key=secret HTTP/1.0\r\n\r\n");

        assertThat(body(answer).path("instance").asText()).isEqualTo("/api/v1alpha1/n%20pe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b:c\r\n", "Host: a:b\r\n"})
    void http_1_1_needs_a_good_one(String host) throws IOException {
        String answer =
                answer(
                        "GET /api/v1alpha1/server HTTP/1.1\r\n"
                                + host
                                + "Connection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(body(answer).path("instance").asText()).isEqualTo("/api/v1alpha1/server");
        assertThat(body(answer).path("detail").asText()).contains("Host");
    }

    private static JsonNode body(String answer) {
        return Client.parse(answer.substring(answer.indexOf("\r\n\r\n")));
    }

    private static String answer(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
