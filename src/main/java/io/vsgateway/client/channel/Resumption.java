package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// What the next connection requests, so that it goes on where the last one ended: the topics that
/// were followed, and the last event that was seen. Any thread.
final class Resumption {
    /// Changed under the lock of this object.
    private volatile ChannelQuery query;

    Resumption(ChannelQuery first) {
        query = first;
    }

    ChannelQuery query() {
        return query;
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
                }
            }
            case ChannelEvent.Unsubscribed unsubscribed -> forget(unsubscribed.topic());
            default -> {}
        }
    }

    /// The topic is not wanted any more, whatever becomes of the connection.
    synchronized void forget(String topic) {
        change(topics -> topics.remove(topic));
    }

    private void change(Consumer<Set<String>> how) {
        var topics = new LinkedHashSet<>(query.topics());
        how.accept(topics);
        query = query.topics(topics);
    }
}
