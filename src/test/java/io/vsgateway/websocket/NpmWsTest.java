package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.MessageTooLargeException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against a server that was not written for it: npm's `ws`.
@Timeout(60)
class NpmWsTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final WebSocketConfig CONFIG = WebSocketConfig.DEFAULT;
    private static final WebSocketConfig PINGING =
            CONFIG.with()
                    .pingInterval(Duration.ofMillis(50))
                    .pingTimeout(Duration.ofMillis(500))
                    .closeTimeout(SOON)
                    .build();

    private static WsServer server;

    @BeforeAll
    static void start() {
        server = WsServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static WebSocketClient connect(String path) throws InterruptedException {
        return new WebSocketClient(server.endpoint(path), CONFIG).connect();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_000})
    void text_and_binary_of_any_length_come_back_as_they_were(int length) throws Exception {
        String text = "ü".repeat(length / 2) + "x".repeat(length % 2);
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        try (var socket = connect("echo")) {
            socket.send(text);
            socket.send(ByteBuffer.wrap(bytes));

            assertThat(socket.receive()).isEqualTo(new Message.Text(text));
            assertThat(socket.receive()).isEqualTo(new Message.Binary(ByteBuffer.wrap(bytes)));
        }
    }

    @Test
    void a_message_in_pieces_is_one() throws Exception {
        try (var socket = connect("pieces")) {
            assertThat(socket.receive())
                    .isEqualTo(new Message.Text("piece 0 piece 1 piece 2 piece 3 piece 4 "));
        }
    }

    @Test
    void headers_and_the_subprotocol_arrive() throws Exception {
        Endpoint endpoint =
                server.endpoint("headers").header("X-Mine", "a b").subprotocols("other", "chosen");
        try (var socket = new WebSocketClient(endpoint, CONFIG).connect()) {
            JsonNode headers = socket.receiveJson();

            assertThat(headers.path("x-mine").asText()).isEqualTo("a b");
            assertThat(headers.path("sec-websocket-protocol").asText()).isEqualTo("other, chosen");
            assertThat(socket.subprotocol()).isEqualTo("chosen");
        }
    }

    @ParameterizedTest
    @CsvSource({"1001, away", "1011, oh", "4000, ours"})
    void its_close_is_told(int code, String reason) throws Exception {
        try (var socket = connect("close?code=" + code + "&reason=" + reason)) {
            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);

            assertThat(end.code()).isEqualTo(code);
            assertThat(end.reason()).isEqualTo(reason);
        }
    }

    @Test
    void our_close_is_understood() throws Exception {
        connect("echo").close(4321, "grüße");

        server.await(line -> line.equals("closed 4321 grüße"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void a_refusal_has_its_status(int status) {
        var failed =
                catchThrowableOfType(
                        ConnectionFailedException.class, () -> connect(Integer.toString(status)));

        assertThat(failed.status()).isEqualTo(status);
    }

    @Test
    void a_refused_credential_is_told_as_such() {
        assertThatThrownBy(() -> connect("401")).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void no_answer_ends_with_the_time() {
        var config = CONFIG.with().openTimeout(SOON).build();

        assertThatThrownBy(() -> new WebSocketClient(server.endpoint("never"), config).connect())
                .isInstanceOf(WebSocketTimeoutException.class);
    }

    @Test
    void a_message_that_is_too_large_is_refused_with_1009() throws Exception {
        try (var socket = connect("big?bytes=1048577")) {
            assertThatThrownBy(socket::receive).isInstanceOf(MessageTooLargeException.class);

            server.await(line -> line.startsWith("closed 1009"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vanish", "vanish-in-message"})
    void a_server_that_ends_tcp_right_behind_a_message_is_noticed(String path) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var socket = connect(path)) {
                var seen = new ArrayList<Message>();
                var end =
                        catchThrowableOfType(
                                ConnectionClosedException.class, () -> socket.forEach(seen::add));

                assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
                assertThat(seen).hasSize(path.equals("vanish") ? 1 : 0);
            }
        }
    }

    @Test
    void a_server_that_is_killed_is_noticed() throws Exception {
        try (var other = WsServer.start();
                var socket = new WebSocketClient(other.endpoint("echo"), CONFIG).connect()) {
            other.kill();

            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);
            assertThat(end.code()).isEqualTo(ConnectionClosedException.LOST);
        }
    }

    @Test
    void half_open_tcp_is_noticed_by_pings() throws Exception {
        try (var proxy = new FreezingProxy(server.port());
                var socket = new WebSocketClient(proxy.endpoint("echo"), PINGING).connect()) {
            socket.send("there");
            socket.receive();
            Awaitility.await().until(() -> socket.latency().isPresent());

            proxy.freeze();

            var end = catchThrowableOfType(ConnectionClosedException.class, socket::receive);
            assertThat(end.reason()).startsWith("nothing was heard for 0.5 s");
        }
    }

    @Test
    void a_server_that_does_not_answer_pings_is_given_up() throws Exception {
        try (var socket = new WebSocketClient(server.endpoint("mute"), PINGING).connect()) {
            assertThatThrownBy(socket::receive)
                    .isInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("nothing was heard");
        }
    }

    @Test
    void a_send_to_a_server_that_does_not_read_ends_with_the_connection() throws Exception {
        try (var socket = new WebSocketClient(server.endpoint("deaf"), PINGING).connect()) {
            ByteBuffer much = ByteBuffer.allocate(16 * 1024 * 1024);

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.send(much);
                                }
                            })
                    .isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void a_slow_receiver_makes_the_server_wait_and_loses_nothing() throws Exception {
        int count = 3000;
        var config = PINGING.with().maxQueueSize(2).build();
        Endpoint flood = server.endpoint("flood?bytes=20000&count=" + count);
        try (var socket = new WebSocketClient(flood, config).connect()) {
            // The same twice on end: nothing moves any more.
            Awaitility.await()
                    .until(() -> {
                        List<String> sent =
                                server.output().stream()
                                        .filter(line -> line.startsWith("sent "))
                                        .toList();
                        return sent.size() > 10
                                && sent.getLast().equals(sent.get(sent.size() - 4))
                                && !sent.getLast().endsWith("waiting 0");
                    });

            var next = new AtomicInteger();
            for (Message message : socket) {
                assertThat(((Message.Text) message).text())
                        .startsWith(next.getAndIncrement() + " ");
            }
            assertThat(next).hasValue(count);
            assertThat(socket.ending()).hasMessage("closed with 1000: all sent");
        }
    }

    @Test
    void a_restarted_server_is_found_again() throws Exception {
        var servers = new ArrayList<>(List.of(WsServer.start()));
        var config = CONFIG.with().reconnectBackoffBase(Duration.ofMillis(1)).build();
        try (var connections =
                new ReconnectingClient(() -> servers.getLast().endpoint("echo"), config)) {
            WebSocketClient first = connections.connect();
            servers.getLast().kill();
            assertThatThrownBy(first::receive).isInstanceOf(ConnectionClosedException.class);
            servers.add(WsServer.start());

            WebSocketClient second = connections.connect();
            second.send("again");
            assertThat(second.receive()).isEqualTo(new Message.Text("again"));
        } finally {
            servers.forEach(WsServer::close);
        }
    }
}
