package io.vsgateway.wire.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of a channel client. Each has an `id` of 1 to 64 characters, chosen by the client to
/// find the answer; without one the client gets only errors. Unknown members are ignored.
public sealed interface ChannelMessage {
    /// Most topics in one message.
    int MAX_TOPICS = 128;

    /// Most events requested at once.
    int MAX_HISTORY = 1000;

    /// Most characters of an idempotency key, and of the key of a retained event.
    int MAX_KEY = 128;

    /// What is wrong with a key that is none.
    String BAD_KEY = "a key (idempotency_key, retain) has 1 to " + MAX_KEY + " characters";

    /// Whether it can be such a key; none is fine, too.
    static boolean isKey(@Nullable String key) {
        return key == null || (!key.isEmpty() && Characters.count(key) <= MAX_KEY);
    }

    /// Most seconds of a mute or a ban: ten years of 365 days.
    long MAX_SECONDS = 10L * 365 * 24 * 3600;

    /// Most moves in one message.
    int MAX_MOVES = 1000;

    @Nullable String id();

    /// Reads a text message, whose size was bounded before. Never throws.
    static ChannelMessage parse(String text) {
        return MessageReader.read(text);
    }

    /// Reads the members of [Positions] that came by another way than as a message. Never throws.
    ///
    /// @return [Positions] or [Invalid]
    static ChannelMessage positions(ObjectNode members) {
        return MessageReader.positions(members);
    }

    /// @param lastEventId null to begin with new events
    /// @param history how many of the last events come first; null for the endpoint's default
    record Subscribe(
            @Nullable String id,
            List<TopicPattern> topics,
            @Nullable Position lastEventId,
            @Nullable Integer history)
            implements ChannelMessage {
        public Subscribe {
            topics = List.copyOf(topics);
        }
    }

    record Unsubscribe(@Nullable String id, TopicPattern topic) implements ChannelMessage {}

    /// Subscribes to `room:<room>`.
    record JoinRoom(@Nullable String id, TopicName room) implements ChannelMessage {}

    record LeaveRoom(@Nullable String id, TopicName room) implements ChannelMessage {}

    /// @param excludeUser id of a user who does not get it
    /// @param idempotencyKey only one of several events with the same key is published
    /// @param retain the key under which it is kept as the latest value
    record Publish(
            @Nullable String id,
            TopicName topic,
            EventBody event,
            @Nullable String excludeUser,
            @Nullable String idempotencyKey,
            @Nullable String retain)
            implements ChannelMessage {}

    /// @param before the event before which to begin; null for the end
    record History(@Nullable String id, TopicName topic, int limit, @Nullable Position before)
            implements ChannelMessage {
        public static final int DEFAULT_LIMIT = 50;
    }

    record Presence(@Nullable String id, TopicName topic) implements ChannelMessage {}

    /// @param channel `global`, `guild`, `party` or `private`
    /// @param party which party, for a party message
    /// @param to id of the user, for a private message
    record ChatMessage(
            @Nullable String id,
            String channel,
            String content,
            @Nullable String party,
            @Nullable String to)
            implements ChannelMessage {
        /// Most characters of what is told to others.
        public static final int MAX_CONTENT = 500;
    }

    /// Has the same targets as a [ChatMessage].
    record Typing(
            @Nullable String id,
            String channel,
            boolean typing,
            @Nullable String party,
            @Nullable String to)
            implements ChannelMessage {}

    /// @param action `delete`, or `mute`, `unmute`, `ban`, `unban` or `kick`
    /// @param userId the target, for all but `delete`
    /// @param topic where; null for everywhere
    /// @param eventId what is deleted
    /// @param seconds how long; null for permanently
    record Moderate(
            @Nullable String id,
            String action,
            @Nullable String userId,
            @Nullable TopicName topic,
            @Nullable Position eventId,
            @Nullable Long seconds,
            @Nullable String reason)
            implements ChannelMessage {}

    /// Data about the connection that others may see.
    ///
    /// @param data an encoded JSON object of at most 1 KiB
    record Metadata(@Nullable String id, String data) implements ChannelMessage {
        public static final int MAX_BYTES = 1024;
    }

    /// Everything up to here has been handled.
    record Ack(@Nullable String id, Position eventId) implements ChannelMessage {}

    /// A new credential for this connection.
    record Auth(@Nullable String id, String token) implements ChannelMessage {
        public static final int MAX_TOKEN = 8192;

        @Override
        public String toString() {
            return "Auth[id=" + id + ", token=…]";
        }
    }

    /// To be answered at once.
    record Ping(@Nullable String id) implements ChannelMessage {}

    /// The answer to a ping.
    record Pong(@Nullable String id) implements ChannelMessage {}

    /// @param event the whole event, including what only the game's rules know
    record CombatAction(
            @Nullable String id,
            String combatSessionId,
            @Nullable Long turn,
            String action,
            @Nullable String target,
            EventBody event)
            implements ChannelMessage {}

    record PlayerMovement(@Nullable String id, String zone, double x, double y, @Nullable Double z)
            implements ChannelMessage {}

    /// Which place to watch from afar.
    ///
    /// @param radius null for the largest allowed
    record Look(
            @Nullable String id,
            String zone,
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double z,
            @Nullable Double radius)
            implements ChannelMessage {}

    /// Many movements, from the game's back-end.
    record Positions(@Nullable String id, String zone, List<Move> moves) implements ChannelMessage {
        public Positions {
            moves = List.copyOf(moves);
        }

        /// One movement.
        ///
        /// @param user the name that others are shown; null to show none
        public record Move(
                String userId, @Nullable String user, double x, double y, @Nullable Double z) {}
    }

    /// Not a message; `message` says why in constant words, not those of the input.
    record Invalid(@Nullable String id, ErrorCode code, String message) implements ChannelMessage {}
}
