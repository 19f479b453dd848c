package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the next connection requests, so that it goes on where the last one ended: the topics that
/// were followed, and the last event that was seen; and what of it was already seen in the past of
/// a topic, which comes ahead of the events of the others. Any thread.
final class Resumption {
    /// Changed under the lock of this object.
    private volatile ChannelQuery query;

    /// By which requests the topics were subscribed to, whose past bears the same id.
    private final Map<String, String> requests = new HashMap<>();

    /// The last event of each topic's past, as far as it has come.
    private final Map<String, String> pasts = new HashMap<>();

    Resumption(ChannelQuery first) {
        query = first;
    }

    ChannelQuery query() {
        return query;
    }

    /// Whether it stood in the past of its topic, up to which everything was seen.
    synchronized boolean isRepeated(ChannelEvent event) {
        return event instanceof ChannelEvent.Published published
                && !isBehind(published.eventId(), pasts.get(published.topic()));
    }

    /// Whether an event comes after another one, or in another run of the gateway.
    private static boolean isBehind(String id, @Nullable String other) {
        int dash = id.lastIndexOf('-');
        if (other == null || !other.startsWith(id.substring(0, dash + 1))) {
            return true;
        }
        try {
            return Long.parseLong(id.substring(dash + 1))
                    > Long.parseLong(other.substring(dash + 1));
        } catch (NumberFormatException _) {
            return true;
        }
    }

    /// @param json the frame that the event was read from
    synchronized void remember(JsonNode json, ChannelEvent event) {
        switch (event) {
            case ChannelEvent.Published published -> query = query.after(published.eventId());
            case ChannelEvent.Connected _ -> {
                // A history is requested again if the connection is lost before it arrived.
                if (query.after() == null && query.history() == null) {
                    query = query.after(ChannelFrames.optional(json, "last_event_id"));
                }
            }
            case ChannelEvent.Subscribed subscribed -> {
                // Topics that the endpoint adds by itself come again by themselves.
                if (json.has("id")) {
                    change(topics -> topics.add(subscribed.topic()));
                    requests.put(subscribed.topic(), ChannelFrames.text(json, "id"));
                }
            }
            case ChannelEvent.Past past -> {
                boolean isOfSubscription =
                        ChannelFrames.text(json, "id").equals(requests.get(past.topic()));
                if (isOfSubscription && !past.events().isEmpty()) {
                    pasts.put(past.topic(), past.events().getLast().eventId());
                }
            }
            case ChannelEvent.Unsubscribed unsubscribed -> forget(unsubscribed.topic());
            default -> {}
        }
    }

    /// The topic is not wanted any more, whatever becomes of the connection.
    synchronized void forget(String topic) {
        change(topics -> topics.remove(topic));
        requests.remove(topic);
        pasts.remove(topic);
    }

    private void change(Consumer<Set<String>> how) {
        var topics = new LinkedHashSet<>(query.topics());
        how.accept(topics);
        query = query.topics(topics);
    }
}
