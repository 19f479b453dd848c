package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One connection, against servers that do what the test says.
@Timeout(60)
class WebSocketClientTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG = RawServer.CLIENT;

    private static String text(Message message) {
        return ((Message.Text) message).text();
    }

    @Test
    void text_binary_and_json_are_sent_as_they_are() throws Exception {
        var frames = new CompletableFuture<List<RawServer.Frame>>();
        try (var server =
                        RawServer.open(c -> {
                            frames.complete(List.of(c.next(), c.next(), c.next()));
                            c.listen();
                        });
                var socket = server.connect(CONFIG.with().closeTimeout(SOON).build())) {
            socket.send("grüße 🎲");
            socket.send(ByteBuffer.wrap(new byte[] {0, -1}));
            socket.sendJson(JsonNodeFactory.instance.objectNode().put("a", "ü"));

            List<RawServer.Frame> sent = frames.get();
            assertThat(sent)
                    .extracting(RawServer.Frame::first)
                    .containsExactly(RawServer.TEXT, RawServer.BINARY, RawServer.TEXT);
            assertThat(sent.get(0).payload())
                    .isEqualTo("grüße 🎲".getBytes(StandardCharsets.UTF_8));
            assertThat(sent.get(1).payload()).containsExactly(0, -1);
            assertThat(new String(sent.get(2).payload(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":\"ü\"}");
        }
    }

    @Test
    void messages_are_received_whole_and_in_their_order() throws Exception {
        byte[] half = "grü".getBytes(StandardCharsets.UTF_8);
        try (var server =
                        RawServer.open(c -> {
                            c.frame(RawServer.TEXT_BEGIN, half);
                            c.frame(RawServer.PING, (byte) 1);
                            c.frame(
                                    RawServer.CONTINUATION_END,
                                    "ße".getBytes(StandardCharsets.UTF_8));
                            c.frame(RawServer.BINARY, (byte) 7, (byte) 8);
                            c.text("x".repeat(100_000));
                            c.text("");
                            c.leave(1000, "done");
                            c.listen();
                        });
                var socket = server.connect(CONFIG)) {
            var received = new ArrayList<Message>();
            socket.forEach(received::add);

            assertThat(received)
                    .containsExactly(
                            new Message.Text("grüße"),
                            new Message.Binary(ByteBuffer.wrap(new byte[] {7, 8})),
                            new Message.Text("x".repeat(100_000)),
                            new Message.Text(""));
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket.ending())
                    .isInstanceOfSatisfying(
                            ConnectionClosedException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(1000);
                                assertThat(e.reason()).isEqualTo("done");
                            });
        }
    }

    @Test
    void json_that_is_none_is_told_and_the_connection_stays() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.text("{");
                            c.frame(RawServer.BINARY, (byte) 7);
                            c.text("{\"a\":1}");
                            c.next();
                        });
                var socket = server.connect(CONFIG)) {
            assertThatThrownBy(socket::receiveJson).isInstanceOf(InvalidMessageException.class);
            assertThatThrownBy(socket::receiveJson).isInstanceOf(InvalidMessageException.class);
            assertThat(socket.receiveJson().path("a").asInt()).isEqualTo(1);
        }
    }

    @Test
    void headers_and_subprotocols_go_out_and_the_choice_comes_back() throws Exception {
        var head = new CompletableFuture<String>();
        try (var server =
                new RawServer(c -> {
                    head.complete(c.shakeHands("Sec-WebSocket-Protocol: b\r\n"));
                    c.next();
                })) {
            Endpoint endpoint =
                    server.endpoint().header("Authorization", "Bearer x").subprotocols("a", "b");
            try (var socket = new WebSocketClient(endpoint, CONFIG).connect()) {
                assertThat(head.get())
                        .contains("Authorization: Bearer x\r\n")
                        .contains("Sec-WebSocket-Protocol: a, b\r\n");
                assertThat(socket.subprotocol()).isEqualTo("b");
                assertThat(socket.url()).isEqualTo(endpoint.url());
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    @Test
    void a_receive_that_waits_too_long_is_told_and_the_connection_stays() throws Exception {
        try (var server =
                        RawServer.open(c ->
                                c.text(new String(c.next().payload(), StandardCharsets.UTF_8)));
                var socket = server.connect(CONFIG)) {
            assertThatThrownBy(() -> socket.receive(Duration.ofMillis(1)))
                    .isInstanceOf(WebSocketTimeoutException.class)
                    .hasMessage("no message within 0.001 s");

            socket.send("late");
            assertThat(text(socket.receive())).isEqualTo("late");
        }
    }

    @Test
    void an_interrupted_iteration_ends() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::listen);
                var socket = server.connect(CONFIG.with().closeTimeout(SOON).build())) {
            Thread.currentThread().interrupt();

            assertThat(socket.iterator().hasNext()).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothing_can_be_done_before_it_is_connected_and_it_connects_once() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::next)) {
            var socket = new WebSocketClient(server.endpoint(), CONFIG);
            assertThatIllegalStateException().isThrownBy(() -> socket.send("x"));
            assertThatIllegalStateException().isThrownBy(socket::receive);
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket.latency()).isEmpty();

            socket.connect();
            assertThatIllegalStateException().isThrownBy(socket::connect);
            socket.close();
        }
    }

    @Test
    void half_a_character_is_not_sent() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::next);
                var socket = server.connect(CONFIG)) {
            assertThatIllegalArgumentException().isThrownBy(() -> socket.send("a\uD83C"));
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void many_threads_may_send_at_once() throws Exception {
        int threads = 8;
        int each = 50;
        try (var server =
                        RawServer.open(c -> {
                            for (int i = 0; i < threads * each; i++) {
                                c.frame(RawServer.TEXT, c.next(RawServer.TEXT).payload());
                            }
                            c.listen();
                        });
                var socket = server.connect(CONFIG.with().closeTimeout(SOON).build())) {
            var senders = new ArrayList<Thread>();
            for (int t = 0; t < threads; t++) {
                String mark = "m" + t;
                senders.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        for (int i = 0; i < each; i++) {
                                            socket.send(mark);
                                        }
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                }));
            }
            var counts = new AtomicInteger[threads];
            for (int t = 0; t < threads; t++) {
                counts[t] = new AtomicInteger();
            }
            for (int i = 0; i < threads * each; i++) {
                counts[text(socket.receive()).charAt(1) - '0'].incrementAndGet();
            }

            assertThat(counts).allSatisfy(count -> assertThat(count).hasValue(each));
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }
}
