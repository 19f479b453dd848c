package io.vsgateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vsgateway.access.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real servers that publish keys, or do something else.
class JwksFetchTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Issuer ONE = Issuer.with("one", "RS256");
    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void keys_are_got() throws Exception {
        answer(200, Issuer.jwks(ONE));

        assertThat(get(LONG)).extracting(VerificationKey::id).containsExactly("one");
    }

    @Test
    void an_empty_set_has_no_keys() throws Exception {
        answer(200, "{\"keys\":[]}");

        assertThat(get(LONG)).isEmpty();
    }

    @Test
    void what_is_no_set_is_an_error() {
        for (String body :
                List.of("", "null", "[]", "{}", "<html>", "{\"keys\":7}", "{\"keys\":[7]}")) {
            serve(exchange -> send(exchange, 200, body));
            assertThatThrownBy(() -> get(LONG)).as(body).hasMessageContaining("no JWK set");
        }
    }

    @Test
    void other_answers_are_errors_and_nobody_is_followed_elsewhere() {
        var elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", _ -> elsewhere.incrementAndGet());
        for (int status : List.of(204, 301, 302, 307, 401, 404, 500, 503)) {
            serve(exchange -> {
                exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            assertThatThrownBy(() -> get(LONG)).hasMessageContaining("status " + status);
        }
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void one_that_does_not_answer_is_given_up() {
        serve(_ -> await());

        assertThatThrownBy(() -> get(BRIEF)).hasMessageContaining("no answer within");
    }

    @Test
    void one_that_answers_a_byte_at_a_time_is_given_up_and_told_so() throws Exception {
        var broken = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (!over.await(5, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            } catch (IOException e) {
                broken.countDown();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertThatThrownBy(() -> get(BRIEF)).hasMessageContaining("no answer within");
        assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_never_ends_is_given_up() throws Exception {
        var broken = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } catch (IOException e) {
                broken.countDown();
            }
        });

        assertThatThrownBy(() -> get(LONG)).hasMessageContaining("more than 262144 bytes");
        assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_breaks_off_is_an_error() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(bytes("{\"keys\":["));
            exchange.getResponseBody().flush();
            throw new IOException("gone");
        });

        assertThatThrownBy(() -> get(LONG)).isInstanceOf(Exception.class);
    }

    @Test
    void one_that_is_away_or_speaks_something_else_is_an_error() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> get(URI.create("http://127.0.0.1:" + port + "/"), LONG))
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> get(URI.create("http://nowhere.invalid/"), LONG))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(
                        () -> get(URI.create(url("/").toString().replace("http:", "https:")), LONG))
                .isInstanceOf(Exception.class);
    }

    @Test
    void keys_that_come_and_go_do_so_over_the_wire() {
        Issuer two = Issuer.with("two", "ES256");
        serve(exchange -> send(exchange, 200, Issuer.jwks(ONE)));
        var fetch = new JwksFetch(VERTX, url("/"), LONG, Set.of());
        var keys = new PublishedKeys(fetch::get, new TestClock());
        keys.refresh();
        Awaitility.await().until(() -> keys.keys().size() == 1);
        VerificationKey first = keys.keys().getFirst();

        serve(exchange -> send(exchange, 200, Issuer.jwks(two)));
        keys.refresh();

        Awaitility.await().until(first::isRetired);
        assertThat(keys.keys()).extracting(VerificationKey::id).containsExactly("two");
        fetch.close();
    }

    private List<VerificationKey> get(Duration patience) throws Exception {
        return get(url("/"), patience);
    }

    private static List<VerificationKey> get(URI url, Duration patience) throws Exception {
        var fetch = new JwksFetch(VERTX, url, patience, Set.of());
        try {
            return fetch.get().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            fetch.close();
        }
    }

    private void serve(HttpHandler handler) {
        try {
            server.removeContext("/");
        } catch (IllegalArgumentException _) {
            // It is the first.
        }
        server.createContext("/", handler);
    }

    private void answer(int status, String body) {
        serve(exchange -> send(exchange, status, body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : bytes(body).length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes(body));
        }
    }

    private void await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
