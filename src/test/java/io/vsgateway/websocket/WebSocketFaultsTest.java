package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.MessageTooLargeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection becomes when the server, or the network, does what it should not.
@Timeout(60)
class WebSocketFaultsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG =
            RawServer.CLIENT.with().closeTimeout(SOON).build();

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
                var socket = server.connect(CONFIG)) {
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
                var socket = server.connect(CONFIG)) {
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
                var socket = server.connect(CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(1001);
        }
    }

    @Test
    void a_connection_that_is_reset() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::reset);
                var socket = server.connect(CONFIG)) {
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
                var socket = server.connect(CONFIG)) {
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
                var socket = server.connect(CONFIG.with().maxMessageSize(1000).build())) {
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
                var socket = server.connect(CONFIG.with().maxMessageSize(10).build())) {
            assertThat(socket.receive()).isEqualTo(new Message.Text("üüüüü"));
            assertThatThrownBy(socket::receive).isInstanceOf(MessageTooLargeException.class);
        }
    }
}
