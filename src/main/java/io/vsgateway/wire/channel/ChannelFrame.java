package io.vsgateway.wire.channel;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the gateway tells a client of the channels, but for the events: those are encoded once for
/// all, by [EventBody#event]. An `id` is that of the message which is answered.
///
/// A `topic` is one, or the beginning of some and `*`, as the client subscribed to it.
public sealed interface ChannelFrame {
    /// The WebSocket subprotocol of the channels.
    String SUBPROTOCOL = "vs.channels.v1.json";

    /// The text of the WebSocket message.
    default String encode() {
        return ChannelEncoder.encode(this);
    }

    /// The first one on a connection.
    ///
    /// @param userId null for somebody anonymous, and so is `user`
    /// @param lastEventId where the connection begins; null if nothing has been published yet
    /// @param expiresAt when the credential ends; null if it does not
    record Connected(
            Instant timestamp,
            String connectionId,
            @Nullable String userId,
            @Nullable String user,
            String role,
            String node,
            List<String> topics,
            @Nullable Position lastEventId,
            long heartbeatSeconds,
            @Nullable Instant expiresAt)
            implements ChannelFrame {
        public Connected {
            topics = List.copyOf(topics);
        }
    }

    /// Comes before the topic's first event.
    ///
    /// @param id null if the client did not ask
    /// @param lastEventId the place behind which it goes on; null if nothing has been published yet
    /// @param recovered whether nothing is missing behind the id that the client came with; null if
    ///   it came with none
    record Subscribed(
            Instant timestamp,
            @Nullable String id,
            String topic,
            @Nullable Position lastEventId,
            @Nullable Boolean recovered)
            implements ChannelFrame {}

    record Unsubscribed(Instant timestamp, @Nullable String id, String topic, Reason reason)
            implements ChannelFrame {
        /// Why.
        public enum Reason {
            /// The client wanted it.
            REQUESTED,
            /// A new credential has not the right.
            PERMISSION,
            /// A back-end took it from the client.
            REMOVED,
            /// A moderator did.
            SANCTION,
            /// The topic is no more.
            ENDED;

            /// The name on the wire.
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /// Events that the client did not get, in place of them.
    ///
    /// @param from the first one missed; if `recovered` is false, the id the client came with
    /// @param to the last one missed
    /// @param count null if it cannot be known
    /// @param recovered false if what follows replaces all that the client has of the topic
    record Gap(
            Instant timestamp,
            String topic,
            Position from,
            Position to,
            @Nullable Long count,
            boolean recovered)
            implements ChannelFrame {}

    /// All that was missed has been sent.
    ///
    /// @param recovered whether nothing is missing
    record Resumed(Instant timestamp, boolean recovered) implements ChannelFrame {}

    /// It is done.
    ///
    /// @param eventId of what was published; null if nothing was
    /// @param duplicate whether it had been published before, under the same key of idempotency
    record Ack(Instant timestamp, String id, @Nullable Position eventId, boolean duplicate)
            implements ChannelFrame {}

    /// Something the client sent was not taken.
    ///
    /// @param message constant words, never made from input
    record Error(
            Instant timestamp,
            @Nullable String id,
            ErrorCode code,
            String message,
            @Nullable Long retryAfterMs)
            implements ChannelFrame {
        public Error(Instant timestamp, @Nullable String id, ErrorCode code, String message) {
            this(timestamp, id, code, message, null);
        }
    }

    /// A piece of a topic's past.
    ///
    /// @param events as [EventBody#event] gave them, the oldest first
    /// @param hasMore whether more is remembered from before
    /// @param isFinal whether no other piece follows
    record History(
            Instant timestamp,
            @Nullable String id,
            String topic,
            List<String> events,
            boolean hasMore,
            boolean isFinal)
            implements ChannelFrame {
        public History {
            events = List.copyOf(events);
        }
    }

    /// Who is in a topic.
    ///
    /// @param count all, also where `users` has only some of them
    record Presence(Instant timestamp, String id, String topic, long count, List<User> users)
            implements ChannelFrame {
        public Presence {
            users = List.copyOf(users);
        }

        /// One of them.
        public record User(String userId, @Nullable String user, Instant since) {}
    }

    record PresenceJoin(Instant timestamp, String topic, String userId, @Nullable String user)
            implements ChannelFrame {}

    record PresenceLeave(Instant timestamp, String topic, String userId, @Nullable String user)
            implements ChannelFrame {}

    /// A new one should be sent by `auth`.
    record TokenExpiring(Instant timestamp, long expiresInSeconds) implements ChannelFrame {}

    /// Something of the gateway itself, such as `shutdown`.
    record System(Instant timestamp, String code, String message, @Nullable Long reconnectAfterMs)
            implements ChannelFrame {}

    /// To be answered with `{"type":"pong"}`, or anything else.
    record Ping(Instant timestamp) implements ChannelFrame {}

    /// The answer to a client's ping.
    record Pong(Instant timestamp, @Nullable String id) implements ChannelFrame {}

    /// The latest value of something. It has the form of an event, but no id.
    record StateValue(Instant timestamp, TopicName topic, EventBody body) implements ChannelFrame {}
}
