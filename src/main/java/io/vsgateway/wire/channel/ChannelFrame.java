package io.vsgateway.wire.channel;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the gateway sends a client of the channels, except for events: those are encoded once for
/// all, by [EventBody#event]. An `id` is that of the message being answered.
///
/// A `topic` is a single one, or a prefix and `*`, as the client subscribed to it.
public sealed interface ChannelFrame {
    /// The WebSocket subprotocol of the channels.
    String SUBPROTOCOL = "vs.channels.v1.json";

    /// The text of the WebSocket message.
    default String encode() {
        return ChannelEncoder.encode(this);
    }

    /// The first frame on a connection.
    ///
    /// @param userId null for an anonymous client, as is `user`
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

    /// Precedes the topic's first event.
    ///
    /// @param id null if the client did not ask
    /// @param lastEventId the place after which it continues; null if nothing has been published
    ///   yet
    /// @param recovered whether nothing is missing after the id that the client came with; null if
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
            /// The client requested it.
            REQUESTED,
            /// A new credential lacks the right.
            PERMISSION,
            /// A back-end removed the client.
            REMOVED,
            /// A moderator removed the client.
            SANCTION,
            /// The topic no longer exists.
            ENDED;

            /// The name on the wire.
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /// Events that the client did not get, reported in place of them.
    ///
    /// @param from the first missed one; if `recovered` is false, the id the client came with
    /// @param to the last missed one
    /// @param count null if unknown
    /// @param recovered false if what follows replaces everything that the client has of the topic
    record Gap(
            Instant timestamp,
            String topic,
            Position from,
            Position to,
            @Nullable Long count,
            boolean recovered)
            implements ChannelFrame {}

    /// Everything that was missed has been sent.
    ///
    /// @param recovered whether nothing is missing
    record Resumed(Instant timestamp, boolean recovered) implements ChannelFrame {}

    /// The request was carried out.
    ///
    /// @param eventId id of what was published; null if nothing was
    /// @param duplicate whether it had been published before, under the same idempotency key
    record Ack(Instant timestamp, String id, @Nullable Position eventId, boolean duplicate)
            implements ChannelFrame {}

    /// Something that the client sent was rejected.
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

    /// A part of a topic's history.
    ///
    /// @param events as from [EventBody#event], oldest first
    /// @param hasMore whether earlier events are remembered
    /// @param isFinal whether no other part follows
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
    /// @param count of all users, even if `users` has only some of them
    record Presence(Instant timestamp, String id, String topic, long count, List<User> users)
            implements ChannelFrame {
        public Presence {
            users = List.copyOf(users);
        }

        /// One of the users.
        public record User(String userId, @Nullable String user, Instant since) {}
    }

    /// That somebody writes a message, or does no more.
    ///
    /// @param topic where; for a private message the topic of the user who is told
    /// @param channel as in the message, such as `guild`
    record Typing(
            Instant timestamp,
            String topic,
            String channel,
            String userId,
            @Nullable String user,
            boolean typing)
            implements ChannelFrame {}

    record PresenceJoin(Instant timestamp, String topic, String userId, @Nullable String user)
            implements ChannelFrame {}

    record PresenceLeave(Instant timestamp, String topic, String userId, @Nullable String user)
            implements ChannelFrame {}

    /// Somebody who is somewhere in the world.
    ///
    /// @param z null if nobody said
    record Whereabouts(
            String userId,
            @Nullable String user,
            String zone,
            double x,
            double y,
            @Nullable Double z) {}

    /// Somebody within sight is somewhere else, as of `timestamp`; of several movements since the
    /// last one only the last is told.
    record PlayerMovement(Instant timestamp, String topic, Whereabouts at)
            implements ChannelFrame {}

    /// Somebody has come within sight.
    record PlayerNearby(Instant timestamp, String topic, Whereabouts at) implements ChannelFrame {}

    /// Somebody is within sight no more.
    record PlayerAway(
            Instant timestamp, String topic, String userId, @Nullable String user, String zone)
            implements ChannelFrame {}

    /// All who are within sight. It replaces all that the client knew of that, in whichever zone.
    ///
    /// @param plane `xy` or `xz`: which two coordinates a map shows
    /// @param isFirst false for more of the same: many do not come in one message
    /// @param isFinal whether no other part follows
    record WorldSnapshot(
            Instant timestamp,
            String topic,
            String zone,
            String plane,
            List<Whereabouts> players,
            boolean isFirst,
            boolean isFinal)
            implements ChannelFrame {
        public WorldSnapshot {
            players = List.copyOf(players);
        }
    }

    /// A movement was not believed.
    ///
    /// @param at where the client is still thought to be
    record MoveRejected(Instant timestamp, String topic, ErrorCode code, Whereabouts at)
            implements ChannelFrame {}

    /// The client should send a new credential with `auth`.
    record TokenExpiring(Instant timestamp, long expiresInSeconds) implements ChannelFrame {}

    /// A notice of the gateway itself, such as `shutdown`.
    record System(Instant timestamp, String code, String message, @Nullable Long reconnectAfterMs)
            implements ChannelFrame {}

    /// To be answered with `{"type":"pong"}`, or anything else.
    record Ping(Instant timestamp) implements ChannelFrame {}

    /// The answer to a client's ping.
    record Pong(Instant timestamp, @Nullable String id) implements ChannelFrame {}

    /// The latest value of something. It has the form of an event, but no id.
    record StateValue(Instant timestamp, TopicName topic, EventBody body) implements ChannelFrame {}
}
