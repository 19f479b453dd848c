package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// The messages that an answer is waited for, by their ids. For any thread.
final class Requests {
    private final Map<String, CompletableFuture<ChannelEvent>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final Duration limit;

    /// @param limit how long an answer may take
    Requests(Duration limit) {
        this.limit = limit;
    }

    /// One of them.
    record Request(String id, CompletableFuture<ChannelEvent> answer) {}

    Request open() {
        String id = Long.toString(last.incrementAndGet());
        var answer = new CompletableFuture<ChannelEvent>();
        waiting.put(id, answer);
        var _ =
                answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((_, _) -> waiting.remove(id, answer));
        return new Request(
                id, answer.exceptionallyCompose(why -> CompletableFuture.failedFuture(named(why))));
    }

    private Throwable named(Throwable why) {
        return why instanceof TimeoutException
                ? new WebSocketTimeoutException("no answer", limit)
                : why;
    }

    /// @return whether somebody waits for it
    boolean answered(JsonNode json, ChannelEvent event) {
        CompletableFuture<ChannelEvent> answer = waiting.get(ChannelFrames.text(json, "id"));
        if (answer == null) {
            return false;
        }
        if (event instanceof ChannelEvent.Error(String code, String message)) {
            return answer.completeExceptionally(
                    new RefusedException(code, message, json.path("retry_after_ms").asLong(-1)));
        }
        return answer.complete(event);
    }

    /// Nobody will answer them any more: what became of them is not known.
    void lost(WebSocketException why) {
        waiting.values().forEach(answer -> answer.completeExceptionally(why));
    }

    void lost(String id, WebSocketException why) {
        CompletableFuture<ChannelEvent> answer = waiting.get(id);
        if (answer != null) {
            answer.completeExceptionally(why);
        }
    }
}
