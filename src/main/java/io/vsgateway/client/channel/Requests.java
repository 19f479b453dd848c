package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// The messages that await an answer, by their ids. For any thread.
final class Requests {
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final Duration limit;

    /// @param limit how long an answer may take
    Requests(Duration limit) {
        this.limit = limit;
    }

    /// @param pieces of a history that comes in several messages; used by the reading thread
    private record Waiting(
            CompletableFuture<ChannelEvent> answer, List<ChannelEvent.Remembered> pieces) {}

    /// A message that awaits an answer.
    record Request(String id, CompletableFuture<ChannelEvent> answer) {}

    Request open() {
        String id = Long.toString(last.incrementAndGet());
        var answer = new CompletableFuture<ChannelEvent>();
        var one = new Waiting(answer, new ArrayList<>());
        waiting.put(id, one);
        var _ =
                answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((_, _) -> waiting.remove(id));
        return new Request(
                id, answer.exceptionallyCompose(why -> CompletableFuture.failedFuture(named(why))));
    }

    private Throwable named(Throwable why) {
        return why instanceof TimeoutException
                ? new WebSocketTimeoutException("no answer", limit)
                : why;
    }

    /// @return whether someone waits for it
    boolean answered(JsonNode json, ChannelEvent event) {
        Waiting one = waiting.get(ChannelFrames.text(json, "id"));
        if (one == null) {
            return false;
        }
        switch (event) {
            case ChannelEvent.Error(String code, String message) ->
                    one.answer.completeExceptionally(
                            new RefusedException(
                                    code, message, json.path("retry_after_ms").asLong(-1)));
            case ChannelEvent.Past past -> {
                one.pieces.addAll(past.entries());
                if (past.isFinal()) {
                    one.answer.complete(
                            new ChannelEvent.Past(
                                    past.topic(), List.copyOf(one.pieces), past.hasMore(), true));
                }
            }
            default -> one.answer.complete(event);
        }
        return true;
    }

    /// They will not be answered any more: their outcome is unknown.
    void lost(WebSocketException why) {
        waiting.values().forEach(one -> one.answer.completeExceptionally(why));
    }

    void lost(String id, WebSocketException why) {
        Waiting one = waiting.get(id);
        if (one != null) {
            one.answer.completeExceptionally(why);
        }
    }
}
