package io.vsgateway.wire.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.Frame;
import io.vsgateway.wire.FrameEncoder;
import io.vsgateway.wire.Timestamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Frames of the channels as JSON objects. Their fields are written explicitly, in a fixed order,
/// so that nothing needs reflection.
public final class ChannelEncoder {
    /// How a channel session writes the frames that all sessions send; it has no words for frames
    /// of the console alone.
    public static final FrameEncoder SESSION = ChannelEncoder::encode;

    private static final JsonFactory JSON = new JsonFactory();

    private ChannelEncoder() {}

    private static @Nullable String encode(Frame frame) {
        return switch (frame) {
            case Frame.Ping(Instant at) -> encode(new ChannelFrame.Ping(at));
            case Frame.Pong(Instant at, String id) -> encode(new ChannelFrame.Pong(at, id));
            case Frame.Error error ->
                    encode(new ChannelFrame.Error(error.ts(), null, error.code(), error.message()));
            case Frame.Line _, Frame.Gap _, Frame.State _, Frame.Receipt _ -> null;
        };
    }

    static String encode(ChannelFrame frame) {
        if (frame instanceof ChannelFrame.StateValue(Instant at, TopicName topic, EventBody body)) {
            return body.state(at, topic);
        }
        var text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            new Fields(json).write(frame);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return text.toString();
    }

    private record Fields(JsonGenerator json) {
        void write(ChannelFrame frame) throws IOException {
            switch (frame) {
                case ChannelFrame.Connected connected -> connected(connected);
                case ChannelFrame.Subscribed subscribed -> {
                    type("subscribed");
                    text("id", subscribed.id());
                    text("topic", subscribed.topic());
                    position("last_event_id", subscribed.lastEventId());
                    truth("recovered", subscribed.recovered());
                    timestamp(subscribed.timestamp());
                }
                case ChannelFrame.Unsubscribed unsubscribed -> {
                    type("unsubscribed");
                    text("id", unsubscribed.id());
                    text("topic", unsubscribed.topic());
                    text("reason", unsubscribed.reason().label());
                    timestamp(unsubscribed.timestamp());
                }
                case ChannelFrame.Gap gap -> {
                    type("gap");
                    text("topic", gap.topic());
                    position("from", gap.from());
                    position("to", gap.to());
                    number("count", gap.count());
                    truth("recovered", gap.recovered());
                    timestamp(gap.timestamp());
                }
                case ChannelFrame.Resumed(Instant at, boolean recovered) -> {
                    type("resumed");
                    truth("recovered", recovered);
                    timestamp(at);
                }
                case ChannelFrame.Ack ack -> {
                    type("ack");
                    text("id", ack.id());
                    position("event_id", ack.eventId());
                    truth("duplicate", ack.duplicate() ? true : null);
                    timestamp(ack.timestamp());
                }
                case ChannelFrame.Error error -> {
                    type("error");
                    text("id", error.id());
                    text("code", error.code().label());
                    text("message", error.message());
                    number("retry_after_ms", error.retryAfterMs());
                    timestamp(error.timestamp());
                }
                case ChannelFrame.History history -> history(history);
                case ChannelFrame.Presence presence -> presence(presence);
                case ChannelFrame.Typing typing -> {
                    type("typing");
                    text("topic", typing.topic());
                    text("channel", typing.channel());
                    person(typing.userId(), typing.user());
                    truth("typing", typing.typing());
                    timestamp(typing.timestamp());
                }
                case ChannelFrame.PresenceJoin join -> {
                    type("presence_join");
                    text("topic", join.topic());
                    person(join.userId(), join.user());
                    timestamp(join.timestamp());
                }
                case ChannelFrame.PresenceLeave leave -> {
                    type("presence_leave");
                    text("topic", leave.topic());
                    person(leave.userId(), leave.user());
                    timestamp(leave.timestamp());
                }
                case ChannelFrame.PlayerMovement movement -> {
                    type("player_movement");
                    text("topic", movement.topic());
                    whereabouts(movement.at());
                    timestamp(movement.timestamp());
                }
                case ChannelFrame.PlayerNearby nearby -> {
                    type("player_nearby");
                    text("topic", nearby.topic());
                    whereabouts(nearby.at());
                    timestamp(nearby.timestamp());
                }
                case ChannelFrame.PlayerAway away -> {
                    type("player_away");
                    text("topic", away.topic());
                    person(away.userId(), away.user());
                    text("zone", away.zone());
                    timestamp(away.timestamp());
                }
                case ChannelFrame.WorldSnapshot snapshot -> snapshot(snapshot);
                case ChannelFrame.MoveRejected rejected -> {
                    type("move_rejected");
                    text("topic", rejected.topic());
                    text("code", rejected.code().label());
                    whereabouts(rejected.at());
                    timestamp(rejected.timestamp());
                }
                case ChannelFrame.TokenExpiring(Instant at, long seconds) -> {
                    type("token_expiring");
                    number("expires_in_seconds", seconds);
                    timestamp(at);
                }
                case ChannelFrame.System system -> {
                    type("system");
                    text("code", system.code());
                    text("message", system.message());
                    number("reconnect_after_ms", system.reconnectAfterMs());
                    timestamp(system.timestamp());
                }
                case ChannelFrame.Ping(Instant at) -> {
                    type("ping");
                    timestamp(at);
                }
                case ChannelFrame.Pong(Instant at, String id) -> {
                    type("pong");
                    text("id", id);
                    timestamp(at);
                }
                case ChannelFrame.StateValue _ ->
                        throw new IllegalArgumentException("encoded by its body");
            }
        }

        private void connected(ChannelFrame.Connected connected) throws IOException {
            type("connected");
            text("connection_id", connected.connectionId());
            text("user_id", connected.userId());
            text("user", connected.user());
            text("role", connected.role());
            text("node", connected.node());
            json.writeArrayFieldStart("topics");
            for (String topic : connected.topics()) {
                json.writeString(topic);
            }
            json.writeEndArray();
            position("last_event_id", connected.lastEventId());
            number("heartbeat_seconds", connected.heartbeatSeconds());
            time("expires_at", connected.expiresAt());
            timestamp(connected.timestamp());
        }

        private void history(ChannelFrame.History history) throws IOException {
            type("history");
            text("id", history.id());
            text("topic", history.topic());
            json.writeArrayFieldStart("events");
            for (String event : history.events()) {
                json.writeRawValue(event);
            }
            json.writeEndArray();
            truth("has_more", history.hasMore());
            truth("final", history.isFinal() ? true : null);
            timestamp(history.timestamp());
        }

        private void presence(ChannelFrame.Presence presence) throws IOException {
            type("presence");
            text("id", presence.id());
            text("topic", presence.topic());
            number("count", presence.count());
            json.writeArrayFieldStart("users");
            for (ChannelFrame.Presence.User one : presence.users()) {
                json.writeStartObject();
                person(one.userId(), one.user());
                time("since", one.since());
                json.writeEndObject();
            }
            json.writeEndArray();
            timestamp(presence.timestamp());
        }

        private void snapshot(ChannelFrame.WorldSnapshot snapshot) throws IOException {
            type("world_snapshot");
            text("topic", snapshot.topic());
            text("zone", snapshot.zone());
            text("plane", snapshot.plane());
            json.writeArrayFieldStart("players");
            for (ChannelFrame.Whereabouts one : snapshot.players()) {
                json.writeStartObject();
                whereabouts(one);
                json.writeEndObject();
            }
            json.writeEndArray();
            truth("first", snapshot.isFirst());
            truth("final", snapshot.isFinal());
            timestamp(snapshot.timestamp());
        }

        private void whereabouts(ChannelFrame.Whereabouts at) throws IOException {
            person(at.userId(), at.user());
            json.writeNumberField("x", at.x());
            json.writeNumberField("y", at.y());
            if (at.z() != null) {
                json.writeNumberField("z", at.z());
            }
            text("zone", at.zone());
        }

        private void type(String type) throws IOException {
            json.writeStringField("type", type);
        }

        private void person(String userId, @Nullable String user) throws IOException {
            text("user_id", userId);
            text("user", user);
        }

        // Null members are left out.

        private void text(String name, @Nullable String value) throws IOException {
            if (value != null) {
                json.writeStringField(name, value);
            }
        }

        private void position(String name, @Nullable Position value) throws IOException {
            if (value != null) {
                json.writeStringField(name, value.id());
            }
        }

        private void number(String name, @Nullable Long value) throws IOException {
            if (value != null) {
                json.writeNumberField(name, value);
            }
        }

        private void truth(String name, @Nullable Boolean value) throws IOException {
            if (value != null) {
                json.writeBooleanField(name, value);
            }
        }

        private void time(String name, @Nullable Instant value) throws IOException {
            if (value != null) {
                json.writeStringField(name, Timestamp.format(value));
            }
        }

        private void timestamp(Instant at) throws IOException {
            time("timestamp", at);
        }
    }
}
