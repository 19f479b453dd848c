package io.vsgateway.channel.rest;

import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request to publish, read and found good or not.
sealed interface Publication {
    /// Most topics of one event.
    int MOST_TOPICS = 100;

    /// @param connection the one to which it goes; null if it goes elsewhere
    record Good(Change.Publication change, @Nullable String key, @Nullable String connection)
            implements Publication {}

    /// @param why one sentence without its full stop, made of constant words
    record Bad(String why) implements Publication {}

    static Publication of(PublishRequest request) {
        if (request.event() == null) {
            return new Bad("event is missing");
        }
        if (!ChannelMessage.isKey(request.idempotencyKey())
                || !ChannelMessage.isKey(request.retain())) {
            return new Bad(ChannelMessage.BAD_KEY);
        }
        List<List<Optional<TopicName>>> targets = targets(request);
        if (targets.size() != 1 || targets.getFirst().isEmpty()) {
            return new Bad("it takes one of all, user, connection, room, topic and topics");
        }
        List<Optional<TopicName>> topics = targets.getFirst();
        if (topics.size() > MOST_TOPICS) {
            return new Bad("topics has more than 100");
        }
        if (topics.stream().anyMatch(Optional::isEmpty)) {
            return new Bad("that is no topic, room, user or connection");
        }
        if (topics.contains(Optional.of(Topics.CONNECTIONS))) {
            return new Bad("only the gateway tells who is connected");
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

    /// The topics of each way to say where it goes.
    private static List<List<Optional<TopicName>>> targets(PublishRequest request) {
        var targets = new ArrayList<List<Optional<TopicName>>>();
        if (Boolean.TRUE.equals(request.all())) {
            targets.add(List.of(Optional.of(Topics.EVERYBODY)));
        }
        add(targets, request.user(), Topics::ofUser);
        add(targets, request.connection(), id -> TopicName.of("connection", id));
        add(targets, request.room(), room -> TopicName.parse("room:" + room));
        add(targets, request.topic(), TopicName::parse);
        List<String> several = request.topics();
        if (several != null) {
            targets.add(
                    several.stream()
                            .map(one -> Optional.ofNullable(one).flatMap(TopicName::parse))
                            .toList());
        }
        return targets;
    }

    private static void add(
            List<List<Optional<TopicName>>> targets,
            @Nullable String one,
            Function<String, Optional<TopicName>> reader) {
        if (one != null) {
            targets.add(List.of(reader.apply(one)));
        }
    }
}
