package io.vsgateway.client.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to subscribe to on the channels from the start.
///
/// @param channel `game`, `chat`, `combat` or `world` for the endpoint of that channel; empty for
///   the endpoint of all channels
/// @param topics besides those that the endpoint adds by itself
/// @param after the `event_id` after which to continue; null to begin with new events
/// @param history how many of the last events of each topic come first, if `after` is null; null
///   for the endpoint's default
public record ChannelQuery(
        String channel, Set<String> topics, @Nullable String after, @Nullable Integer history) {
    public ChannelQuery {
        topics = Collections.unmodifiableSet(new LinkedHashSet<>(topics));
    }

    /// These topics, from now on.
    public static ChannelQuery of(String... topics) {
        return new ChannelQuery("", new LinkedHashSet<>(List.of(topics)), null, null);
    }

    public ChannelQuery channel(String name) {
        return new ChannelQuery(name, topics, after, history);
    }

    public ChannelQuery topics(Set<String> others) {
        return new ChannelQuery(channel, others, after, history);
    }

    public ChannelQuery after(@Nullable String id) {
        return new ChannelQuery(channel, topics, id, history);
    }

    public ChannelQuery history(@Nullable Integer count) {
        return new ChannelQuery(channel, topics, after, count);
    }

    /// The path of the WebSocket, including the query.
    String path() {
        var path = new StringBuilder(channel.isEmpty() ? "/ws" : "/ws/" + encoded(channel));
        char next = '?';
        if (!topics.isEmpty()) {
            next = add(path, next, "topics", String.join(",", topics));
        }
        if (after != null) {
            next = add(path, next, "last_event_id", after);
        } else if (history != null) {
            next = add(path, next, "history", history.toString());
        }
        return path.toString();
    }

    private static char add(StringBuilder path, char mark, String name, String value) {
        path.append(mark).append(name).append('=').append(encoded(value));
        return '&';
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
