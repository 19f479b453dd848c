package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pings, and what becomes of a connection whose other end says nothing any more.
@Timeout(60)
class HeartbeatTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig PINGING =
            RawServer.CLIENT
                    .with()
                    .closeTimeout(SOON)
                    .pingInterval(Duration.ofMillis(20))
                    .pingTimeout(SOON)
                    .build();

    @Test
    void the_time_of_a_ping_and_its_pong_is_measured() throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.frame(RawServer.PONG, (byte) 1);
                            while (true) {
                                c.frame(RawServer.PONG, c.next(RawServer.PING).payload());
                            }
                        });
                var socket = server.connect(PINGING.with().pingTimeout(Duration.ZERO).build())) {
            Awaitility.await().until(() -> socket.latency().isPresent());

            assertThat(socket.latency().orElseThrow()).isPositive();
        }
    }

    @Test
    void a_server_that_says_nothing_any_more_is_given_up() throws Exception {
        try (var server = RawServer.open(RawServer.Connection::listen);
                var socket = server.connect(PINGING)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
            assertThat(end.reason()).isEqualTo("nothing was heard for 0.1 s after a ping");
        }
    }

    @Test
    void a_send_that_nobody_takes_ends_with_the_connection() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = RawServer.open(_ -> release.await());
                var socket = server.connect(PINGING)) {
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
                var socket = server.connect(PINGING)) {
            assertThat(socket).hasSize(10);
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
                var socket =
                        server.connect(
                                PINGING.with()
                                        .pingTimeout(Duration.ofMillis(1500))
                                        .maxQueueSize(4)
                                        .build())) {
            var stalled = new AtomicInteger(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2000))
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
}
