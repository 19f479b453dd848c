package io.vsgateway.channel.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.Json;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a back-end has published, read and found good or not. It is an event, `{"type":…}`, or one
/// with what else a service may say: `{"event":{"type":…},"exclude_user":…,"retain":…,
/// "idempotency_key":…}`.
sealed interface Arrived {
    String BROADCAST = "ws:broadcast";
    String USER = "ws:user:";
    String CONNECTION = "ws:connection:";

    /// More is not even read.
    int MOST_CHARACTERS = 128 * 1024;

    /// @param connection the one to which it goes; null if it goes elsewhere
    record Good(Change.Publication change, @Nullable String key, @Nullable String connection)
            implements Arrived {}

    /// @param why for the log, made of constant words
    record Bad(String why) implements Arrived {}

    /// @param name on which it was published
    static Arrived read(String name, String text) {
        String connection =
                name.startsWith(CONNECTION) ? name.substring(CONNECTION.length()) : null;
        Optional<TopicName> topic = topic(name, connection);
        if (topic.isEmpty()) {
            return new Bad("nobody can have that id");
        }
        if (text.length() > MOST_CHARACTERS) {
            return new Bad("it is too long");
        }
        return Json.object(text)
                .map(json -> read(topic.get(), connection, json))
                .orElseGet(() -> new Bad("it is no JSON object"));
    }

    private static Optional<TopicName> topic(String name, @Nullable String connection) {
        if (connection != null) {
            return TopicName.of("connection", connection);
        }
        return name.startsWith(USER)
                ? Topics.ofUser(name.substring(USER.length()))
                : Optional.of(Topics.EVERYBODY);
    }

    private static Arrived read(TopicName topic, @Nullable String connection, JsonNode json) {
        boolean isWrapped = json.path("event").isObject() && !json.has("type");
        String exclude = isWrapped ? json.path("exclude_user").textValue() : null;
        String retain = isWrapped ? json.path("retain").textValue() : null;
        String key = isWrapped ? json.path("idempotency_key").textValue() : null;
        if (!ChannelMessage.isKey(retain) || !ChannelMessage.isKey(key)) {
            return new Bad(ChannelMessage.BAD_KEY);
        }
        return switch (EventBody.read(isWrapped ? json.path("event") : json)) {
            case EventBody.Reading.Bad(_, String why) -> new Bad(why);
            case EventBody.Reading.Good(EventBody body) ->
                    new Good(
                            new Change.Publication(List.of(topic), body, exclude, retain),
                            key,
                            connection);
        };
    }
}
