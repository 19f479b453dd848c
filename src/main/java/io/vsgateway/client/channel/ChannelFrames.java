package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the messages of the channels from JSON. A newer gateway may send unknown members and
/// types: such members are ignored; messages of such a type are values if they have a topic.
final class ChannelFrames {
    private ChannelFrames() {}

    /// @param after the id after which the connection continues
    /// @return null if there is nothing to report
    static @Nullable ChannelEvent parse(JsonNode json, @Nullable String after) {
        String topic = text(json, "topic");
        if (json.hasNonNull("event_id") && !topic.isEmpty()) {
            return published(json);
        }
        return switch (text(json, "type")) {
            case "connected" ->
                    new ChannelEvent.Connected(
                            text(json, "connection_id"),
                            optional(json, "user_id"),
                            text(json, "role"),
                            json.path("topics").valueStream().map(JsonNode::asText).toList(),
                            after);
            case "subscribed" ->
                    new ChannelEvent.Subscribed(
                            topic,
                            json.has("recovered") ? json.path("recovered").asBoolean() : null);
            case "unsubscribed" -> new ChannelEvent.Unsubscribed(topic, text(json, "reason"));
            case "gap" -> gap(json);
            case "resumed" -> new ChannelEvent.Resumed(json.path("recovered").asBoolean(true));
            case "ack" ->
                    new ChannelEvent.Done(
                            optional(json, "event_id"), json.path("duplicate").asBoolean());
            case "error" -> new ChannelEvent.Error(text(json, "code"), text(json, "message"));
            case "history" ->
                    new ChannelEvent.Past(
                            topic,
                            json.path("events")
                                    .valueStream()
                                    .map(ChannelFrames::remembered)
                                    .toList(),
                            json.path("has_more").asBoolean(),
                            json.path("final").asBoolean());
            case "presence" -> present(json, topic);
            case "presence_join" -> new ChannelEvent.PresenceChanged(topic, person(json), true);
            case "presence_leave" -> new ChannelEvent.PresenceChanged(topic, person(json), false);
            case "token_expiring" ->
                    new ChannelEvent.TokenExpiring(
                            Duration.ofSeconds(json.path("expires_in_seconds").asLong()));
            case "system" -> new ChannelEvent.Notice(text(json, "code"), text(json, "message"));
            default ->
                    topic.isEmpty()
                            ? null
                            : new ChannelEvent.Value(
                                    text(json, "type"), text(json, "timestamp"), topic, json);
        };
    }

    private static ChannelEvent.Remembered remembered(JsonNode json) {
        boolean isGap = !json.hasNonNull("event_id") && text(json, "type").equals("gap");
        return isGap ? gap(json) : published(json);
    }

    private static ChannelEvent.Gap gap(JsonNode json) {
        return new ChannelEvent.Gap(
                text(json, "topic"),
                text(json, "from"),
                text(json, "to"),
                json.has("count") ? json.path("count").asLong() : null,
                json.path("recovered").asBoolean(true));
    }

    private static ChannelEvent.Published published(JsonNode json) {
        return new ChannelEvent.Published(
                text(json, "type"),
                text(json, "event_id"),
                text(json, "timestamp"),
                text(json, "topic"),
                json);
    }

    private static ChannelEvent.Present present(JsonNode json, String topic) {
        List<ChannelEvent.Person> users =
                json.path("users").valueStream().map(ChannelFrames::person).toList();
        return new ChannelEvent.Present(topic, json.path("count").asLong(users.size()), users);
    }

    private static ChannelEvent.Person person(JsonNode json) {
        return new ChannelEvent.Person(
                text(json, "user_id"), optional(json, "user"), optional(json, "since"));
    }

    static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isNull() ? "" : value.asText();
    }

    static @Nullable String optional(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.path(member).asText() : null;
    }
}
