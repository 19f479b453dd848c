package io.vsgateway.client;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One attempt to open a WebSocket. It has a client of the JDK of its own, whose threads end with
/// the connection.
final class Handshake {
    private final Endpoint endpoint;
    private final WebSocketConfig config;
    private final HttpClient http;
    private final CompletableFuture<WebSocket> result = new CompletableFuture<>();

    Handshake(Endpoint endpoint, WebSocketConfig config) {
        this.endpoint = endpoint;
        this.config = config;
        http = Http.client(endpoint.tls());
    }

    /// Waits for the server's answer.
    WebSocket open(WebSocket.Listener listener) throws InterruptedException {
        try {
            begin(listener);
            WebSocket socket = result.get(config.openTimeout().toNanos(), TimeUnit.NANOSECONDS);
            http.shutdown();
            return socket;
        } catch (TimeoutException _) {
            throw cancelled(new WebSocketTimeoutException("not connected", config.openTimeout()));
        } catch (InterruptedException e) {
            cancel(new ConnectionClosedException(ConnectionClosedException.LOST, "interrupted"));
            throw e;
        } catch (ExecutionException e) {
            throw cancelled(failure(Http.cause(e)));
        }
    }

    private void begin(WebSocket.Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        endpoint.headers().forEach(builder::header);
        List<String> offered = endpoint.subprotocols();
        if (!offered.isEmpty()) {
            builder.subprotocols(
                    offered.getFirst(), offered.subList(1, offered.size()).toArray(String[]::new));
        }
        builder.buildAsync(endpoint.url(), listener)
                .whenComplete((socket, error) -> {
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else if (!result.complete(socket)) {
                        // Nobody waits for it any more.
                        socket.abort();
                    }
                });
    }

    /// Gives up; who waits is told why.
    void cancel(WebSocketException why) {
        result.completeExceptionally(why);
        http.shutdownNow();
    }

    private RuntimeException cancelled(RuntimeException why) {
        result.completeExceptionally(why);
        http.shutdownNow();
        return why;
    }

    private RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case WebSocketHandshakeException refused -> refused(refused);
            case IllegalArgumentException ours -> ours;
            default -> Http.failure(endpoint.toString(), cause);
        };
    }

    private WebSocketException refused(WebSocketHandshakeException refused) {
        HttpResponse<?> answer = refused.getResponse();
        int status = answer == null ? 0 : answer.statusCode();
        String what = endpoint + " answered the handshake with " + status;
        if (status == 401 || status == 403) {
            return new AuthenticationException(status, what, refused);
        }
        if (status == 101) {
            Throwable why = refused.getCause();
            what = endpoint + " answered wrongly: " + (why == null ? refused : why).getMessage();
        } else if (status >= 300 && status < 400) {
            what += answer.headers().firstValue("Location").map(to -> ", see " + to).orElse("");
        }
        return new ConnectionFailedException(
                ConnectionFailedException.At.HANDSHAKE, status, what, refused);
    }
}
