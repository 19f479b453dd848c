package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens on the channels: what is published, what the gateway sends, and what becomes of the
/// connection. Times are as the gateway writes them, ISO 8601 in UTC. `src/docs/protocol.md`
/// describes each message.
public sealed interface ChannelEvent {
    /// What a topic's past consists of.
    sealed interface Remembered extends ChannelEvent {}

    /// Something was published. Events of all topics arrive in one order, each once.
    ///
    /// @param json the message as received, with all its members
    record Published(String type, String eventId, String timestamp, String topic, JsonNode json)
            implements Remembered {}

    /// The latest value of something, such as a retained event.
    record Value(String type, String timestamp, String topic, JsonNode json)
            implements ChannelEvent {}

    /// Missed events, reported in place of them.
    ///
    /// @param count how many; null if unknown
    /// @param recovered false if what follows replaces everything known of the topic
    record Gap(String topic, String from, String to, @Nullable Long count, boolean recovered)
            implements Remembered {}

    /// Everything that was missed has arrived.
    record Resumed(boolean recovered) implements ChannelEvent {}

    /// A topic has been subscribed to.
    ///
    /// @param recovered whether nothing is missing; null if nothing was to be recovered
    record Subscribed(String topic, @Nullable Boolean recovered) implements ChannelEvent {}

    /// @param reason `requested`, `permission`, `removed`, `sanction` or `ended`
    record Unsubscribed(String topic, String reason) implements ChannelEvent {}

    /// A part of a topic's history.
    ///
    /// @param entries the events, and gaps where some are missing, oldest first
    /// @param hasMore whether earlier events are remembered
    /// @param isFinal whether no other part follows
    record Past(String topic, List<Remembered> entries, boolean hasMore, boolean isFinal)
            implements ChannelEvent {
        /// The events alone.
        public List<Published> events() {
            return entries.stream()
                    .filter(Published.class::isInstance)
                    .map(Published.class::cast)
                    .toList();
        }
    }

    /// Who is in a topic.
    record Present(String topic, long count, List<Person> users) implements ChannelEvent {}

    /// One of the users.
    record Person(String userId, @Nullable String user, @Nullable String since) {}

    /// Someone has joined a topic, or left it.
    record PresenceChanged(String topic, Person who, boolean joined) implements ChannelEvent {}

    /// The credential expires soon: see [ChannelClient#renew].
    record TokenExpiring(Duration in) implements ChannelEvent {}

    /// A notice of the gateway itself, such as `shutdown`.
    record Notice(String code, String message) implements ChannelEvent {}

    /// Something was rejected for which nobody awaits an answer.
    record Error(String code, String message) implements ChannelEvent {}

    /// The request was carried out.
    ///
    /// @param eventId id of what was published; null if nothing was
    /// @param duplicate whether it had been published before, under the same idempotency key
    record Done(@Nullable String eventId, boolean duplicate) implements ChannelEvent {}

    /// A connection is open.
    ///
    /// @param userId null for an anonymous client
    /// @param after the id after which it continues; null if it begins anew
    record Connected(
            String connectionId,
            @Nullable String userId,
            String role,
            List<String> topics,
            @Nullable String after)
            implements ChannelEvent {}

    /// The connection was lost, or could not be opened; it is retried after the delay.
    record Reconnecting(int attempt, Duration delay, WebSocketException why)
            implements ChannelEvent {}

    /// The last event: the connection is over, and there will be no other.
    record Ended(WebSocketException why) implements ChannelEvent {}
}
