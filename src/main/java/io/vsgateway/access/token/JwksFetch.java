package io.vsgateway.access.token;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Fetches a JWK set over HTTP, with bounds on time and size, and without holding a thread while it
/// waits. It follows no redirects.
final class JwksFetch {
    static final int MOST_BYTES = 256 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final URI url;
    private final Duration patience;
    private final Set<String> algorithms;

    /// @param patience the most time it may take in total
    /// @param algorithms the permitted ones; empty for all
    JwksFetch(Vertx vertx, URI url, Duration patience, Set<String> algorithms) {
        this.vertx = vertx;
        this.url = url;
        this.patience = patience;
        this.algorithms = algorithms;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setConnectTimeout(Math.toIntExact(patience.toMillis())));
    }

    CompletionStage<List<VerificationKey>> get() {
        Promise<Buffer> body = Promise.promise();
        String late = "no answer within " + patience.toSeconds() + "s";
        long timer = vertx.setTimer(patience.toMillis(), _ -> body.tryFail(problem(late)));
        body.future().onComplete(_ -> vertx.cancelTimer(timer));
        var asked =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url.toString())
                        .setFollowRedirects(false)
                        .putHeader("Accept", "application/jwk-set+json, application/json");
        http.request(asked).onFailure(body::tryFail).onSuccess(request -> send(request, body));
        return body.future()
                // This builds keys from big numbers, which an event loop should not do.
                .compose(json ->
                        vertx.executeBlocking(
                                () ->
                                        JwkSet.read(
                                                json.toString(StandardCharsets.UTF_8), algorithms),
                                false))
                .toCompletionStage();
    }

    private static void send(HttpClientRequest request, Promise<Buffer> body) {
        body.future().onFailure(_ -> request.connection().close());
        request.send()
                .onFailure(body::tryFail)
                .onSuccess(response -> {
                    if (response.statusCode() == 200) {
                        read(response, body);
                    } else {
                        body.tryFail(problem("status " + response.statusCode()));
                    }
                });
    }

    private static void read(HttpClientResponse response, Promise<Buffer> body) {
        Buffer got = Buffer.buffer();
        response.handler(part -> {
            if (got.length() + part.length() > MOST_BYTES) {
                body.tryFail(problem("more than " + MOST_BYTES + " bytes"));
            } else {
                got.appendBuffer(part);
            }
        });
        response.exceptionHandler(body::tryFail);
        response.endHandler(_ -> body.tryComplete(got));
    }

    private static IOException problem(String text) {
        return new IOException(text);
    }

    void close() {
        http.close();
    }
}
