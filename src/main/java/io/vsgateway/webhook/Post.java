package io.vsgateway.webhook;

import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Posts over HTTP, with a bound on the time of it, without holding a thread while it waits. Of the
/// answer only the head is read; certificates and their names are checked; redirections are not
/// followed.
final class Post {
    private final Vertx vertx;
    private final HttpClient http;
    private final Duration patience;

    /// @param patience the most time that one attempt may take
    Post(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setConnectTimeout(Math.toIntExact(patience.toMillis())));
    }

    /// What became of it; it does not fail.
    CompletionStage<Answer> send(URI url, Map<String, String> headers, byte[] body) {
        Promise<Answer> answer = Promise.promise();
        long timer =
                vertx.setTimer(
                        patience.toMillis(),
                        _ ->
                                answer.tryComplete(
                                        later("no answer within " + patience.toSeconds() + "s")));
        answer.future().onComplete(_ -> vertx.cancelTimer(timer));
        var asked =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url.toString())
                        .setFollowRedirects(false)
                        .setHeaders(
                                MultiMap.caseInsensitiveMultiMap()
                                        .addAll(headers)
                                        .add("Content-Type", "application/json")
                                        .add("User-Agent", "vs-gateway"));
        http.request(asked)
                .onFailure(e -> answer.tryComplete(later(wording(e))))
                .onSuccess(request -> send(request, body, answer));
        return answer.future().toCompletionStage();
    }

    private static void send(HttpClientRequest request, byte[] body, Promise<Answer> answer) {
        answer.future().onComplete(_ -> request.connection().close());
        request.send(Buffer.buffer(body))
                .onFailure(e -> answer.tryComplete(later(wording(e))))
                .onSuccess(response ->
                        answer.tryComplete(
                                Answer.of(
                                        response.statusCode(),
                                        response.getHeader("Retry-After"),
                                        Instant.now())));
    }

    /// Without the message, which may quote the address.
    private static String wording(Throwable problem) {
        return problem.getClass().getSimpleName();
    }

    private static Answer later(String why) {
        return new Answer.Later(why, Duration.ZERO);
    }

    void close() {
        http.close();
    }
}
