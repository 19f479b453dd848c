package io.vsgateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vsgateway.connection.Connections;
import io.vsgateway.connection.TcpHook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real connections to a server of the platform's, with what the gateway puts into their pipelines.
/// It echoes messages.
class TcpGuardTest {
    private static final int PLACES = 5;
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(5);

    private Connections connections = serving(LONG);
    private final List<Socket> open = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    private static Connections serving(Duration headTimeout) {
        var connections = new Connections(PLACES, headTimeout, OptionalLong.empty());
        TcpHook.install(connections);
        return connections;
    }

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.route().handler(Handshakes::handle);
        router.get("/page").handler(context -> context.end("a page"));
        router.route()
                .handler(context -> {
                    var channel =
                            ((ConnectionBase) context.request().connection())
                                    .channelHandlerContext();
                    FrameGuard.install(channel, 16 * 1024, () -> {});
                    context.request()
                            .toWebSocket()
                            .onSuccess(
                                    socket -> socket.textMessageHandler(socket::writeTextMessage));
                });
        server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        await().until(() -> connections.all() == 0 && connections.plain() == 0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void one_too_many_is_ended_and_a_place_is_free_again_when_one_has_left() throws IOException {
        for (int i = 0; i < PLACES; i++) {
            connect();
            int place = i + 1;
            await().until(() -> connections.plain() == place);
        }

        assertThat(everything(connect())).isEmpty();

        open.getFirst().close();
        await().until(() -> connections.plain() < PLACES);
        Socket next = connect();
        send(next, "GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(everything(next)).endsWith("a page");
    }

    @Test
    void a_connection_that_asks_for_nothing_is_ended() throws IOException {
        connections = serving(SHORT);

        assertThat(everything(connect())).isEmpty();
    }

    @Test
    void a_head_that_drips_in_is_ended_too_the_second_as_the_first() throws IOException {
        connections = serving(SHORT);
        Socket socket = connect();
        send(socket, "GET /page HTTP/1.1\r\nHost: x\r\n\r\n");
        readUntil(socket, "a page");

        await().until(() -> {
            try {
                send(socket, "x");
                return false;
            } catch (IOException _) {
                return true;
            }
        });
    }

    @Test
    void a_broken_handshake_is_told_why() throws IOException {
        assertThat(answer(UPGRADE.replace(": 13", ": 12")))
                .startsWith("HTTP/1.1 426 ")
                .containsIgnoringCase("Sec-WebSocket-Version: 13");
        assertThat(answer(UPGRADE.replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=")))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answer(UPGRADE.replaceAll("Sec-WebSocket-Key:[^\r]*\r\n", "")))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answer(UPGRADE.replace("HTTP/1.1", "HTTP/1.0"))).contains(" 400 ");
        assertThat(answer(UPGRADE.replace("GET", "POST"))).startsWith("HTTP/1.1 405 ");
        assertThat(answer(UPGRADE.replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbody")))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void fragments_are_joined_empty_ones_too_and_the_end_comes_with_the_closing_handshake()
            throws IOException {
        Socket socket = connect();
        socket.setSoTimeout(4000);
        send(socket, UPGRADE);
        readUntil(socket, "\r\n\r\n");

        // Fragments of text: empty, "hi", empty, and an empty end.
        send(socket, frame(0x01, ""), frame(0x00, "hi"), frame(0x00, ""), frame(0x80, ""));
        assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x81, 2, 'h', 'i');
        send(socket, frame(0x88, "\u0003\u00e8"));

        // The answer to the close frame, and then nothing.
        assertThat(socket.getInputStream().readAllBytes()).startsWith(0x88, 2, 3, 0xe8);
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(10_000);
        open.add(socket);
        return socket;
    }

    private String answer(String request) throws IOException {
        Socket socket = connect();
        send(socket, request);
        return readUntil(socket, "\r\n\r\n");
    }

    private static void send(Socket socket, String... parts) throws IOException {
        for (String part : parts) {
            socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// A frame whose mask changes nothing.
    private static String frame(int first, String payload) {
        return "" + (char) first + (char) (0x80 | payload.length()) + "\0\0\0\0" + payload;
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended behind: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String everything(Socket socket) throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException _) {
            // ended by a reset
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
