package io.vsgateway.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests over a Unix socket, to a server that answers with what the test says.
class UnixHttpTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LONGEST = 100;

    private final CompletableFuture<String> received = new CompletableFuture<>();
    private ServerSocketChannel server;
    private Path socket;

    @TempDir Path folder;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("http.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void the_request_is_sent_whole_and_asks_for_the_end_of_the_connection() throws Exception {
        answering("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}");

        UnixHttp.Answer answer = post("{\"a\":1}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).asString().isEqualTo("{}");
        assertThat(received.get())
                .startsWith("POST /api/x?y=%20 HTTP/1.1\r\nHost: localhost\r\n")
                .contains("\r\nConnection: close\r\n", "\r\nContent-Length: 7\r\n")
                .contains("\r\nAuthorization: Bearer key\r\n")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello and more",
                "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
                "Connection: close\r\n\r\nhello"
            })
    void a_body_ends_where_the_server_says(String rest) throws Exception {
        answering("HTTP/1.1 200 OK\r\n" + rest);

        assertThat(post("").body()).asString().isEqualTo("hello");
    }

    @Test
    void an_answer_without_a_body_has_none() throws Exception {
        answering("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(post("").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nConte",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n"
            })
    void what_breaks_off_or_is_no_answer_is_a_failure(String answer) {
        answering(answer);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(""));
    }

    @Test
    void an_answer_that_is_too_long_is_not_read_to_its_end() {
        answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LONGEST + 1));

        assertThatThrownBy(() -> post("")).hasMessageContaining("longer than 100 bytes");
    }

    @Test
    void one_that_does_not_come_is_not_waited_for() {
        var http = new UnixHttp(socket, LONGEST);

        // The system accepts the connection, and nobody ever reads.
        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.send(request(), new byte[0], Duration.ofMillis(50)));
    }

    @Test
    void closing_it_ends_a_request_under_way() throws Exception {
        var http = new UnixHttp(socket, LONGEST);
        var failure = new CompletableFuture<Exception>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        http.send(request(), new byte[0], LONG);
                    } catch (IOException | InterruptedException e) {
                        failure.complete(e);
                    }
                });
        // Connected: what follows is the answer that is waited for.
        SocketChannel connection = server.accept();

        http.close();

        assertThat(failure.get()).isInstanceOf(IOException.class);
        connection.close();
    }

    @Test
    void where_nobody_listens_that_is_told() throws Exception {
        server.close();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> post(""));

        Files.delete(socket);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> post(""));

        Files.writeString(socket, "notes");
        assertThatThrownBy(() -> post("")).hasMessage("it is no socket");
    }

    @Test
    void a_path_that_is_too_long_for_the_system_is_a_failure() {
        socket = folder.resolve("x".repeat(200));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(""));
    }

    private UnixHttp.Answer post(String body) throws IOException, InterruptedException {
        try (var http = new UnixHttp(socket, LONGEST)) {
            return http.send(request(), body.getBytes(StandardCharsets.UTF_8), LONG);
        }
    }

    private static HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://localhost/api/x?y=%20"))
                .header("Authorization", "Bearer key")
                .method("POST", HttpRequest.BodyPublishers.noBody())
                .build();
    }

    /// Answers one connection, and ends it.
    private void answering(String answer) {
        Thread.ofVirtual()
                .start(() -> {
                    try (SocketChannel connection = server.accept()) {
                        ByteBuffer request = ByteBuffer.allocate(4096);
                        while (!isWhole(request)) {
                            connection.read(request);
                        }
                        received.complete(text(request));
                        connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    } catch (IOException e) {
                        received.completeExceptionally(e);
                    }
                });
    }

    private static boolean isWhole(ByteBuffer request) {
        String text = text(request);
        int body = text.indexOf("\r\n\r\n") + 4;
        return body > 3 && text.contains("Content-Length: " + (text.length() - body) + "\r\n");
    }

    private static String text(ByteBuffer request) {
        return new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
    }
}
