package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconnectingClientTest {
    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .with()
                    .pingInterval(Duration.ZERO)
                    .closeTimeout(Duration.ofSeconds(30))
                    .reconnectBackoffBase(Duration.ofMillis(1))
                    .reconnectBackoffMax(Duration.ofMillis(4))
                    .reconnectJitter(0)
                    .build();

    private final List<Retry> retries = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    private ReconnectingClient client(RawServer server, WebSocketConfig config) {
        return new ReconnectingClient(
                server::endpoint, config, ReconnectPolicy.standard(), retries::add, clock::get);
    }

    @Test
    void a_lost_connection_is_followed_by_the_next_until_one_ends_as_it_should() {
        var count = new AtomicInteger();
        try (var server =
                        RawServer.open(c -> {
                            int number = count.incrementAndGet();
                            c.text("from " + number);
                            if (number == 3) {
                                c.leave(1000, "done");
                                c.listen();
                            }
                        });
                var connections = client(server, CONFIG)) {
            var seen = new ArrayList<Message>();
            for (WebSocketClient socket : connections) {
                try {
                    socket.forEach(seen::add);
                } catch (ConnectionClosedException _) {
                    continue;
                }
            }

            assertThat(seen)
                    .containsExactly(
                            new Message.Text("from 1"),
                            new Message.Text("from 2"),
                            new Message.Text("from 3"));
            assertThat(retries).extracting(Retry::attempt).containsExactly(1, 2);
        }
    }

    @Test
    void attempts_are_counted_and_waits_grow_to_the_cap() {
        try (var server = new RawServer(_ -> {});
                var connections = client(server, CONFIG)) {
            assertThatThrownBy(connections::connect).isInstanceOf(ConnectionFailedException.class);

            assertThat(retries)
                    .extracting(retry -> retry.delay().toMillis())
                    .containsExactly(1L, 2L, 4L, 4L, 4L);
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void a_connection_that_has_held_begins_the_count_anew() throws Exception {
        try (var server = RawServer.open(_ -> {});
                var connections = client(server, CONFIG)) {
            for (int i = 0; i < 10; i++) {
                lose(connections.connect());
                clock.addAndGet(Duration.ofMillis(4).toNanos());
            }

            assertThat(retries).extracting(Retry::attempt).containsOnly(1);
        }
    }

    @Test
    void a_server_that_drops_each_connection_at_once_is_given_up() throws Exception {
        try (var server = RawServer.open(_ -> {});
                var connections = client(server, CONFIG)) {
            for (int i = 0; i < 6; i++) {
                lose(connections.connect());
            }

            assertThatThrownBy(connections::connect).isInstanceOf(ConnectionClosedException.class);
            assertThat(retries).extracting(Retry::attempt).containsExactly(1, 2, 3, 4, 5);
        }
    }

    private static void lose(WebSocketClient socket) {
        assertThatThrownBy(socket::receive).isInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void zero_attempts_are_endless_ones() throws Exception {
        var count = new AtomicInteger();
        try (var server =
                        new RawServer(c -> {
                            if (count.incrementAndGet() > 20) {
                                c.shakeHands();
                                c.listen();
                            }
                        });
                var connections =
                        client(
                                server,
                                CONFIG.with()
                                        .reconnectMaxAttempts(0)
                                        .closeTimeout(Duration.ofMillis(1))
                                        .build())) {
            assertThat(connections.connect().isConnected()).isTrue();
            assertThat(retries).hasSize(20);
        }
    }

    @Test
    void nothing_is_tried_again_when_that_is_off() {
        try (var server = new RawServer(_ -> {});
                var connections = client(server, CONFIG.with().reconnectEnabled(false).build())) {
            assertThatThrownBy(connections::connect).isInstanceOf(ConnectionFailedException.class);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void what_is_meant_is_not_tried_again() {
        try (var server =
                        new RawServer(c -> {
                            c.head();
                            c.send("HTTP/1.1 401 No\r\n\r\n");
                        });
                var connections = client(server, CONFIG)) {
            assertThatThrownBy(connections::connect).isInstanceOf(AuthenticationException.class);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void each_attempt_asks_anew_where_to_go_and_with_what() throws Exception {
        var tickets = new AtomicInteger();
        var heads = new CopyOnWriteArrayList<String>();
        try (var server =
                        new RawServer(c -> {
                            heads.add(c.head());
                            c.send("HTTP/1.1 503 No\r\n\r\n");
                        });
                var connections =
                        new ReconnectingClient(
                                () ->
                                        server.endpoint()
                                                .header(
                                                        "X-Ticket",
                                                        "t" + tickets.incrementAndGet()),
                                CONFIG.with().reconnectMaxAttempts(2).build())) {
            var end = catchThrowableOfType(ConnectionFailedException.class, connections::connect);

            assertThat(end.status()).isEqualTo(503);
            assertThat(heads)
                    .satisfiesExactly(
                            one -> assertThat(one).contains("X-Ticket: t1\r\n"),
                            two -> assertThat(two).contains("X-Ticket: t2\r\n"),
                            three -> assertThat(three).contains("X-Ticket: t3\r\n"));
        }
    }

    @Test
    void close_ends_a_wait() throws Exception {
        var waits = new CountDownLatch(1);
        WebSocketConfig patient =
                CONFIG.with()
                        .reconnectBackoffBase(Duration.ofHours(1))
                        .reconnectBackoffMax(Duration.ofHours(1))
                        .build();
        try (var server = new RawServer(_ -> {})) {
            var connections =
                    new ReconnectingClient(
                            server::endpoint,
                            patient,
                            ReconnectPolicy.standard(),
                            _ -> waits.countDown());
            var end = new CompletableFuture<List<WebSocketClient>>();
            Thread.ofVirtual()
                    .start(() -> {
                        var all = new ArrayList<WebSocketClient>();
                        connections.forEach(all::add);
                        end.complete(all);
                    });
            waits.await();

            connections.close();

            assertThat(end.get()).isEmpty();
        }
    }
}
