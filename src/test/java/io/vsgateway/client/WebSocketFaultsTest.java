package io.vsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection becomes when the server, or the network, does what it should not.
@Timeout(60)
class WebSocketFaultsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .with()
                    .pingInterval(Duration.ZERO)
                    .openTimeout(Duration.ofSeconds(30))
                    .closeTimeout(SOON)
                    .build();
    private static final WebSocketConfig PINGING =
            CONFIG.with().pingInterval(Duration.ofMillis(20)).pingTimeout(SOON).build();

    private static WebSocketClient connect(RawServer server, WebSocketConfig config)
            throws InterruptedException {
        return new WebSocketClient(server.endpoint(), config).connect();
    }

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

    @ParameterizedTest
    @CsvSource({"401, false", "403, true"})
    void a_handshake_that_is_refused_for_the_credential(int status, boolean forbidden) {
        try (var server = answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n")) {
            var refused =
                    catchThrowableOfType(
                            AuthenticationException.class, () -> connect(server, CONFIG));

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
            assertThatThrownBy(() -> connect(server, CONFIG.with().openTimeout(SOON).build()))
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

    static Stream<Arguments> wrongFrames() {
        return Stream.of(
                Arguments.of("a reserved bit", new byte[] {(byte) 0xC1, 1, 'x'}),
                Arguments.of("an unknown opcode", new byte[] {(byte) 0x83, 0}),
                Arguments.of(
                        "a masked frame", new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 1}),
                Arguments.of("a continuation of nothing", new byte[] {(byte) 0x80, 0}),
                Arguments.of("a fragmented ping", new byte[] {0x09, 0}),
                Arguments.of("a ping that is too long", new byte[] {(byte) 0x89, 126, 0, 126}),
                Arguments.of("a message within a message", new byte[] {1, 0, (byte) 0x81, 0}),
                Arguments.of("a length that could be shorter", new byte[] {(byte) 0x82, 126, 0, 9}),
                Arguments.of("text that is not UTF-8", new byte[] {(byte) 0x81, 2, -1, -1}),
                Arguments.of("half a close code", new byte[] {(byte) 0x88, 1, 3}),
                Arguments.of("a code that is none", new byte[] {(byte) 0x88, 2, 3, (byte) 0xED}),
                Arguments.of(
                        "a length without end",
                        new byte[] {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFrames")
    void frames_that_are_wrong_end_the_connection(String what, byte[] bytes) throws Exception {
        var told = new CompletableFuture<Integer>();
        try (var server =
                        RawServer.open(c -> {
                            c.raw(bytes);
                            told.complete(c.next(RawServer.CLOSE).code());
                            c.listen();
                        });
                var socket = connect(server, CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            int code = what.endsWith("UTF-8") ? 1007 : 1002;
            assertThat(end.code()).isEqualTo(code);
            assertThat(told.get()).isEqualTo(code);
            assertThat(end.reason()).startsWith("the server ");
        }
    }

    @Test
    void a_server_that_is_gone_in_the_middle_of_a_message() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.text("whole");
                            c.frame(RawServer.TEXT_BEGIN, (byte) 'h');
                        });
                var socket = connect(server, CONFIG)) {
            assertThat(socket.receive()).isEqualTo(new Message.Text("whole"));
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
            assertThat(end.isOrderly()).isFalse();
        }
    }

    @Test
    void a_close_in_the_middle_of_a_message() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.frame(RawServer.TEXT_BEGIN, (byte) 'h');
                            c.leave(1001, "bye");
                            c.listen();
                        });
                var socket = connect(server, CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(1001);
        }
    }

    @Test
    void a_connection_that_is_reset() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::reset);
                var socket = connect(server, CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
            assertThatThrownBy(() -> socket.send("x")).isSameAs(end);
            assertThatThrownBy(() -> socket.iterator().hasNext()).isSameAs(end);
        }
    }

    @Test
    void a_close_without_a_code() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.frame(RawServer.CLOSE);
                            c.listen();
                        });
                var socket = connect(server, CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(ConnectionClosedException.NO_CODE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 40_000, 5_000_000})
    void a_message_that_is_too_large_ends_the_connection(int size) throws Exception {
        var close = new CompletableFuture<RawServer.Frame>();
        try (var server =
                        RawServer.open(c -> {
                            c.text("x".repeat(size));
                            close.complete(c.next(RawServer.CLOSE));
                        });
                var socket = connect(server, CONFIG.with().maxMessageSize(1000).build())) {
            if (size == 1000) {
                assertThat(socket.receive()).isEqualTo(new Message.Text("x".repeat(size)));
                return;
            }
            var end = catchThrowableOfType(MessageTooLargeException.class, socket::receive);

            assertThat(end.limit()).isEqualTo(1000);
            assertThat(close.get().code()).isEqualTo(1009);
        }
    }

    @Test
    void the_size_of_a_message_is_that_of_all_its_parts_in_bytes() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.text("ü".repeat(5));
                            c.frame(RawServer.TEXT_BEGIN, new byte[6]);
                            c.frame(RawServer.CONTINUATION_END, new byte[5]);
                            c.listen();
                        });
                var socket = connect(server, CONFIG.with().maxMessageSize(10).build())) {
            assertThat(socket.receive()).isEqualTo(new Message.Text("üüüüü"));
            assertThatThrownBy(socket::receive).isInstanceOf(MessageTooLargeException.class);
        }
    }

    @Test
    void a_slow_receiver_makes_the_server_wait_and_loses_nothing() throws Exception {
        int count = 2000;
        var sent = new AtomicInteger();
        String padding = "x".repeat(50_000);
        try (var server =
                        RawServer.open(c -> {
                            for (int i = 0; i < count; i++) {
                                c.text(i + padding);
                                sent.incrementAndGet();
                            }
                            c.leave(1000, "");
                            c.listen();
                        });
                // Its pings are answered by nobody: it is not the server's fault.
                var socket = connect(server, PINGING.with().maxQueueSize(4).build())) {
            var stalled = new AtomicInteger(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        int now = sent.get();
                        return now > 0 && stalled.getAndSet(now) == now;
                    });
            assertThat(sent).hasValueLessThan(count);
            assertThat(socket.ending()).isNull();

            int next = 0;
            for (Message message : socket) {
                assertThat(((Message.Text) message).text()).startsWith(next + "x");
                next++;
            }
            assertThat(next).isEqualTo(count);
        }
    }

    @Test
    void the_time_of_a_ping_and_its_pong_is_measured() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.frame(RawServer.PONG, (byte) 1);
                            while (true) {
                                c.frame(RawServer.PONG, c.next(RawServer.PING).payload());
                            }
                        });
                var socket = connect(server, PINGING.with().pingTimeout(Duration.ZERO).build())) {
            Awaitility.await().until(() -> socket.latency().isPresent());

            assertThat(socket.latency().orElseThrow()).isPositive();
        }
    }

    @Test
    void a_server_that_says_nothing_any_more_is_given_up() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::listen);
                var socket = connect(server, PINGING)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
            assertThat(end.reason()).isEqualTo("nothing was heard for 0.1 s after a ping");
        }
    }

    @Test
    void a_send_that_nobody_takes_ends_with_the_connection() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = RawServer.open(_ -> release.await());
                var socket = connect(server, PINGING)) {
            ByteBuffer much = ByteBuffer.allocate(16 * 1024 * 1024);

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.send(much.duplicate());
                                }
                            })
                    .isInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("nothing was heard");
            release.countDown();
        }
    }

    @Test
    void a_server_that_answers_no_ping_but_speaks_is_alive() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            // Each text answers a ping, for some time-outs on end.
                            for (int i = 0; i < 10; i++) {
                                c.next(RawServer.PING);
                                c.text("still here");
                            }
                            c.leave(1000, "");
                            c.listen();
                        });
                var socket = connect(server, PINGING)) {
            assertThat(socket).hasSize(10);
        }
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
