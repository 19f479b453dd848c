package io.vsgateway.client;

import io.vsgateway.websocket.connection.Http;
import io.vsgateway.websocket.connection.UnixHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/// HTTP requests to a gateway, whichever way leads there. Methods block, and are for any thread.
sealed interface Exchanges extends AutoCloseable {
    /// Longest answer that is read. By default, the whole memory of a gateway's console is shorter.
    int MAX_BODY = 64 * 1024 * 1024;

    /// @param body sent with the request, which has none itself; nor has it a limit of its own
    /// @throws IOException if there is no answer; `HttpTimeoutException` if it takes too long
    UnixHttp.Answer send(HttpRequest request, byte[] body, Duration limit)
            throws IOException, InterruptedException;

    /// Ends requests under way.
    @Override
    void close();

    static Exchanges with(Gateway gateway) {
        Path socket = gateway.socket();
        return socket == null
                ? new Tcp(Http.client(gateway.tls()))
                : new Unix(new UnixHttp(socket, MAX_BODY));
    }

    /// By the JDK's client.
    record Tcp(HttpClient client) implements Exchanges {
        @Override
        public UnixHttp.Answer send(HttpRequest request, byte[] body, Duration limit)
                throws IOException, InterruptedException {
            HttpRequest whole =
                    HttpRequest.newBuilder(request, (_, _) -> true)
                            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body))
                            .timeout(limit)
                            .build();
            HttpResponse<byte[]> answer =
                    client.send(
                            whole,
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY));
            return new UnixHttp.Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Location").orElse(""),
                    answer.body());
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    /// By an exchange of our own.
    record Unix(UnixHttp client) implements Exchanges {
        @Override
        public UnixHttp.Answer send(HttpRequest request, byte[] body, Duration limit)
                throws IOException, InterruptedException {
            return client.send(request, body, limit);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
