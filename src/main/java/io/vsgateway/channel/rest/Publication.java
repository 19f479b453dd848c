package io.vsgateway.channel.rest;

import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request to publish, read and found good or not.
sealed interface Publication {
    /// Most topics of one event.
    int MOST_TOPICS = 100;

    int LONGEST_KEY = 128;

    /// @param connection the one to which it goes; null if it goes elsewhere
    record Good(Change.Publication change, @Nullable String key, @Nullable String connection)
            implements Publication {}

    /// @param why one sentence without its full stop, made of constant words
    record Bad(String why) implements Publication {}

    static Publication of(PublishRequest request) {
        if (request.event() == null) {
            return new Bad("event is missing");
        }
        if (isTooLong(request.idempotencyKey()) || isTooLong(request.retain())) {
            return new Bad("idempotency_key and retain have 1 to 128 characters");
        }
        List<Optional<TopicName>> topics = topics(request);
        if (topics.size() > MOST_TOPICS) {
            return new Bad("topics has more than 100");
        }
        if (topics.stream().anyMatch(Optional::isEmpty)) {
            return new Bad("that is no topic, room, user or connection");
        }
        if (targets(request) != 1 || topics.isEmpty()) {
            return new Bad("it takes one of all, user, connection, room, topic and topics");
        }
        Set<TopicName> names = new LinkedHashSet<>(topics.stream().map(Optional::get).toList());
        return switch (EventBody.read(request.event())) {
            case EventBody.Reading.Bad(_, String why) -> new Bad(why);
            case EventBody.Reading.Good(EventBody body) ->
                    new Good(
                            new Change.Publication(
                                    List.copyOf(names),
                                    body,
                                    request.excludeUser(),
                                    request.retain()),
                            request.idempotencyKey(),
                            request.connection());
        };
    }

    private static boolean isTooLong(@Nullable String key) {
        return key != null && (key.isEmpty() || key.length() > LONGEST_KEY);
    }

    private static int targets(PublishRequest request) {
        int count = Boolean.TRUE.equals(request.all()) ? 1 : 0;
        count += request.user() == null ? 0 : 1;
        count += request.connection() == null ? 0 : 1;
        count += request.room() == null ? 0 : 1;
        count += request.topic() == null ? 0 : 1;
        count += request.topics() == null ? 0 : 1;
        return count;
    }

    private static List<Optional<TopicName>> topics(PublishRequest request) {
        var topics = new ArrayList<Optional<TopicName>>();
        if (Boolean.TRUE.equals(request.all())) {
            topics.add(Optional.of(Topics.EVERYBODY));
        }
        String user = request.user();
        if (user != null) {
            topics.add(Topics.ofUser(user));
        }
        String connection = request.connection();
        if (connection != null) {
            topics.add(TopicName.of("connection", connection));
        }
        String room = request.room();
        if (room != null) {
            topics.add(TopicName.parse("room:" + room));
        }
        String topic = request.topic();
        if (topic != null) {
            topics.add(TopicName.parse(topic));
        }
        List<String> several = request.topics();
        if (several != null) {
            several.forEach(one -> topics.add(Optional.ofNullable(one).flatMap(TopicName::parse)));
        }
        return topics;
    }
}
