package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens on the channels: what is published, what the gateway says, and what becomes of the
/// connection. Times are as the gateway writes them, ISO 8601 in UTC. `src/docs/protocol.md` says
/// more of each message.
public sealed interface ChannelEvent {
    /// Something was published. Events of all topics come in one order, each once.
    ///
    /// @param json the message as it came, with all its members
    record Published(String type, String eventId, String timestamp, String topic, JsonNode json)
            implements ChannelEvent {}

    /// The latest value of something, such as a retained event.
    record Value(String type, String timestamp, String topic, JsonNode json)
            implements ChannelEvent {}

    /// Events that were missed, in place of them.
    ///
    /// @param count how many; null if it cannot be known
    /// @param recovered false if what follows replaces all that is known of the topic
    record Gap(String topic, String from, String to, @Nullable Long count, boolean recovered)
            implements ChannelEvent {}

    /// All that was missed has come.
    record Resumed(boolean recovered) implements ChannelEvent {}

    /// A topic has been subscribed to.
    ///
    /// @param recovered whether nothing is missing; null if nothing was to be recovered
    record Subscribed(String topic, @Nullable Boolean recovered) implements ChannelEvent {}

    /// @param reason `requested`, `permission`, `removed`, `sanction` or `ended`
    record Unsubscribed(String topic, String reason) implements ChannelEvent {}

    /// A piece of a topic's past.
    ///
    /// @param hasMore whether more is remembered from before
    /// @param isFinal whether no other piece follows
    record Past(String topic, List<Published> events, boolean hasMore, boolean isFinal)
            implements ChannelEvent {}

    /// Who is in a topic.
    record Present(String topic, long count, List<Person> users) implements ChannelEvent {}

    /// One of them.
    record Person(String userId, @Nullable String user, @Nullable String since) {}

    /// Somebody has come to a topic, or gone.
    record PresenceChanged(String topic, Person who, boolean joined) implements ChannelEvent {}

    /// The credential ends soon: see [ChannelClient#renew].
    record TokenExpiring(Duration in) implements ChannelEvent {}

    /// The gateway says something of itself, such as `shutdown`.
    record Notice(String code, String message) implements ChannelEvent {}

    /// Something that nobody waits for an answer to was not taken.
    record Error(String code, String message) implements ChannelEvent {}

    /// It is done.
    ///
    /// @param eventId of what was published; null if nothing was
    /// @param duplicate whether it had been published before, under the same key of idempotency
    record Done(@Nullable String eventId, boolean duplicate) implements ChannelEvent {}

    /// A connection is open.
    ///
    /// @param userId null for somebody anonymous
    /// @param after the id behind which it goes on; null if it begins anew
    record Connected(
            String connectionId,
            @Nullable String userId,
            String role,
            List<String> topics,
            @Nullable String after)
            implements ChannelEvent {}

    /// The connection was lost, or could not be had; it is tried again after the delay.
    record Reconnecting(int attempt, Duration delay, WebSocketException why)
            implements ChannelEvent {}

    /// The last one: the connection is over, and there is no other.
    record Ended(WebSocketException why) implements ChannelEvent {}
}
