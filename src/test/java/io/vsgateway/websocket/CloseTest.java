package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a connection is closed, by the server and by us.
@Timeout(60)
class CloseTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG = RawServer.CLIENT;

    @ParameterizedTest
    @CsvSource({"1001, ''", "1011, oh", "1013, later", "3000, ours", "4009, heartbeat missed"})
    void the_servers_close_code_and_reason_are_told(int code, String reason) throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.leave(code, reason);
                            c.listen();
                        });
                var socket = server.connect(CONFIG)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(code);
            assertThat(end.reason()).isEqualTo(reason);
            assertThatThrownBy(() -> socket.send("more")).isSameAs(end);
        }
    }

    @ParameterizedTest
    @CsvSource({"4001, false", "4003, true"})
    void what_the_gateway_says_of_credentials_has_a_type_of_its_own(int code, boolean forbidden)
            throws Exception {
        try (var server =
                        RawServer.open(c -> {
                            c.leave(code, "no");
                            c.listen();
                        });
                var socket = server.connect(CONFIG)) {
            var end = catchThrowableOfType(AuthenticationException.class, socket::receive);

            assertThat(end.code()).isEqualTo(code);
            assertThat(end.isForbidden()).isEqualTo(forbidden);
        }
    }

    @Test
    void our_close_sends_code_and_reason_and_waits_for_the_answer() throws Exception {
        var seen = new CompletableFuture<RawServer.Frame>();
        try (var server =
                RawServer.open(c -> {
                    RawServer.Frame close = c.next();
                    seen.complete(close);
                    c.frame(RawServer.CLOSE, close.payload());
                })) {
            WebSocketClient socket = server.connect(CONFIG);

            socket.close(4100, "enough");

            assertThat(seen.get().code()).isEqualTo(4100);
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket).isEmpty();
        }
    }

    @Test
    void a_server_that_does_not_answer_our_close_is_left() throws Exception {
        var gone = new CountDownLatch(1);
        try (var server =
                RawServer.open(c -> {
                    c.listen();
                    gone.countDown();
                })) {
            server.connect(CONFIG.with().closeTimeout(SOON).build()).close();

            gone.await();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1005, 1006, 1015, 2999, 5000})
    void a_code_that_may_not_be_sent_is_refused_and_the_connection_stays(int code)
            throws Exception {
        try (var server =
                        RawServer.open(c ->
                                c.text(new String(c.next().payload(), StandardCharsets.UTF_8)));
                var socket = server.connect(CONFIG)) {
            assertThatIllegalArgumentException().isThrownBy(() -> socket.close(code, ""));

            socket.send("still here");
            assertThat(socket.receive()).isEqualTo(new Message.Text("still here"));
        }
    }

    @Test
    void close_ends_a_receive_on_another_thread() throws Exception {
        try (var server = RawServer.open(c -> c.frame(RawServer.CLOSE, c.next().payload()))) {
            WebSocketClient socket = server.connect(CONFIG);
            var seen = new CompletableFuture<List<Message>>();
            Thread.ofVirtual()
                    .start(() -> {
                        var all = new ArrayList<Message>();
                        socket.forEach(all::add);
                        seen.complete(all);
                    });

            socket.close();

            assertThat(seen.get()).isEmpty();
        }
    }

    @Test
    void close_ends_connecting_on_another_thread() throws Exception {
        var asked = new CountDownLatch(1);
        try (var server =
                new RawServer(c -> {
                    c.head();
                    asked.countDown();
                    c.listen();
                })) {
            var socket = new WebSocketClient(server.endpoint(), CONFIG);
            var result = new CompletableFuture<Throwable>();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            result.complete(new AssertionError(socket.connect().toString()));
                        } catch (WebSocketException | InterruptedException e) {
                            result.complete(e);
                        }
                    });
            asked.await();

            socket.close();

            assertThat(result.get()).isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void the_connection_is_gone_when_close_returns() throws Exception {
        var gone = new CountDownLatch(1);
        try (var server =
                RawServer.open(c -> {
                    c.frame(RawServer.CLOSE, c.next().payload());
                    c.listen();
                    gone.countDown();
                })) {
            server.connect(CONFIG.with().closeTimeout(Duration.ofHours(1)).build()).close();

            gone.await();
        }
    }
}
