package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What connecting comes to when there is no server, or one that answers as it should not.
@Timeout(60)
class HandshakeFaultsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG =
            RawServer.CLIENT.with().closeTimeout(SOON).build();

    private static ConnectionFailedException failure(Endpoint endpoint) {
        return catchThrowableOfType(
                ConnectionFailedException.class,
                () -> new WebSocketClient(endpoint, CONFIG).connect());
    }

    @Test
    void nobody_listens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        ConnectionFailedException failed = failure(Endpoint.of("ws://127.0.0.1:" + port + "/"));

        assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.NETWORK);
        assertThat(failed)
                .hasMessage("cannot connect to ws://127.0.0.1:" + port + "/: connection refused");
    }

    @Test
    void no_such_host() {
        ConnectionFailedException failed = failure(Endpoint.of("ws://no.such.host.invalid/x"));

        assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.NETWORK);
        assertThat(failed)
                .hasMessage("cannot connect to ws://no.such.host.invalid/x: no such host");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 429, 500, 503})
    void a_handshake_that_is_answered_with_another_status(int status) {
        try (var server = answering("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\nno")) {
            ConnectionFailedException failed = failure(server.endpoint());

            assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.HANDSHAKE);
            assertThat(failed.status()).isEqualTo(status);
            assertThat(failed)
                    .hasMessage(server.endpoint() + " answered the handshake with " + status);
        }
    }

    @Test
    void when_it_may_be_tried_again_is_told() {
        try (var server =
                answering("HTTP/1.1 429 No\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(failure(server.endpoint()))
                    .hasMessage(
                            server.endpoint()
                                    + " answered the handshake with 429, to be tried again in 30 s");
        }
    }

    @ParameterizedTest
    @CsvSource({"401, false", "403, true"})
    void a_handshake_that_is_refused_for_the_credential(int status, boolean forbidden) {
        try (var server = answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n")) {
            var refused =
                    catchThrowableOfType(
                            AuthenticationException.class, () -> server.connect(CONFIG));

            assertThat(refused.code()).isEqualTo(status);
            assertThat(refused.isForbidden()).isEqualTo(forbidden);
        }
    }

    @Test
    void a_redirect_is_told_and_not_followed() {
        try (var server =
                answering(
                        "HTTP/1.1 302 Found\r\nLocation: https://other.example/ws\r\n"
                                + "Content-Length: 0\r\n\r\n")) {
            ConnectionFailedException failed = failure(server.endpoint());

            assertThat(failed.status()).isEqualTo(302);
            assertThat(failed).hasMessageEndingWith("with 302, see https://other.example/ws");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_wrong_accept() {
        try (var server =
                answering(
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")) {
            ConnectionFailedException failed = failure(server.endpoint());

            assertThat(failed.status()).isEqualTo(101);
            assertThat(failed)
                    .hasMessageContaining("its Sec-WebSocket-Accept does not fit our key");
        }
    }

    @Test
    void a_subprotocol_that_nobody_offered() {
        try (var server =
                new RawServer(c -> {
                    c.shakeHands("Sec-WebSocket-Protocol: other\r\n");
                    c.listen();
                })) {
            assertThat(failure(server.endpoint())).hasMessageContaining("other");
        }
    }

    @Test
    void an_extension_that_nobody_offered() {
        try (var server =
                new RawServer(c -> {
                    c.shakeHands("Sec-WebSocket-Extensions: permessage-deflate\r\n");
                    c.listen();
                })) {
            assertThat(failure(server.endpoint())).hasMessageContaining("extension");
        }
    }

    @Test
    void an_answer_whose_head_has_no_end() {
        try (var server =
                new RawServer(c -> {
                    c.head();
                    c.send("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        c.send("X-More: 1\r\n");
                    }
                })) {
            assertThat(failure(server.endpoint())).hasMessageContaining("has no end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 101 Switching", "SSH-2.0-OpenSSH_9.7\r\n\r\n"})
    void an_answer_that_breaks_off_or_is_none(String answer) {
        try (var server = answering(answer)) {
            assertThat(failure(server.endpoint()).at())
                    .isEqualTo(ConnectionFailedException.At.NETWORK);
        }
    }

    @Test
    void no_answer_at_all() {
        try (var server = new RawServer(RawServer.Connection::listen)) {
            assertThatThrownBy(() -> server.connect(CONFIG.with().openTimeout(SOON).build()))
                    .isInstanceOf(WebSocketTimeoutException.class)
                    .hasMessageEndingWith("was not open within 0.1 s");
        }
    }

    private static RawServer answering(String answer) {
        return new RawServer(c -> {
            c.head();
            c.send(answer);
        });
    }

    @Test
    void a_connection_that_ends_before_tls_has_begun_is_worth_another_try() {
        try (var server = new RawServer(_ -> {})) {
            var failed =
                    catchThrowableOfType(
                            ConnectionFailedException.class,
                            () ->
                                    new WebSocketClient(
                                                    Endpoint.of("wss://127.0.0.1:" + server.port()),
                                                    CONFIG)
                                            .connect());

            assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.NETWORK);
            assertThat(ReconnectPolicy.standard().reconnects(failed)).isTrue();
        }
    }
}
