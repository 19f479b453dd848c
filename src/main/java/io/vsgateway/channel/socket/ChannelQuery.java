package io.vsgateway.channel.socket;

import io.vsgateway.feed.Position;
import io.vsgateway.session.QueryParameters;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a client asked for when it connected. What is out of its bounds is left out, and the client
/// is told.
///
/// @param topics besides the endpoint's own
/// @param channels whose own topics are to be followed, too
/// @param look the place in the world that is to be seen; null if the client does not say
/// @param seen what the client saw last; null if it does not come back
/// @param history how many remembered events come first; null if the client does not say
/// @param metadata what the client says of itself, as a JSON object
/// @param complaints one text for each parameter that was not taken
record ChannelQuery(
        List<TopicPattern> topics,
        Set<String> channels,
        ChannelMessage.@Nullable Look look,
        @Nullable Position seen,
        @Nullable Integer history,
        String metadata,
        List<String> complaints) {
    private static final String META = "meta.";

    /// What clients send for an id that they do not have.
    private static final Set<String> NO_ID = Set.of("", "null", "undefined");

    /// @param query the query string as it was sent, if any
    static ChannelQuery read(@Nullable String query) {
        QueryParameters parameters = QueryParameters.of(query);
        var complaints = new ArrayList<String>();
        var topics = new LinkedHashSet<TopicPattern>();
        topics.addAll(list(parameters, "topics", TopicPattern::parse, complaints));
        ChannelMessage.Look look = look(parameters, complaints);
        if (look != null) {
            TopicName.of("world", look.zone()).map(TopicPattern::of).ifPresent(topics::add);
        }
        topics.addAll(
                list(
                        parameters,
                        "rooms",
                        room -> TopicName.parse("room:" + room).map(TopicPattern::of),
                        complaints));
        Set<String> channels =
                Set.copyOf(
                        list(
                                parameters,
                                "channels",
                                name -> Optional.of(name).filter(Members.CHANNELS::contains),
                                complaints));
        return new ChannelQuery(
                topics.stream().limit(ChannelMessage.MAX_TOPICS).toList(),
                channels,
                look,
                seen(parameters, complaints),
                history(parameters, complaints),
                metadata(parameters, complaints),
                List.copyOf(complaints));
    }

    private static <T> List<T> list(
            QueryParameters parameters,
            String name,
            Function<String, Optional<T>> reader,
            List<String> complaints) {
        List<Optional<T>> read =
                parameters.all(name).stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .map(reader)
                        .toList();
        if (read.stream().anyMatch(Optional::isEmpty)) {
            complaints.add(name + " has something that is none");
        }
        if (read.size() > ChannelMessage.MAX_TOPICS) {
            complaints.add(name + " has too many: the first 128 were taken");
        }
        return read.stream().flatMap(Optional::stream).toList();
    }

    private static ChannelMessage.@Nullable Look look(
            QueryParameters parameters, List<String> complaints) {
        String zone = parameters.first("zone");
        if (zone.isEmpty()) {
            return null;
        }
        if (TopicName.of("world", zone).isEmpty()) {
            complaints.add("there can be no zone of that name");
            return null;
        }
        Double radius = null;
        String text = parameters.first("radius");
        if (!text.isEmpty()) {
            if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                radius = Double.valueOf(text);
            } else {
                complaints.add("radius must be a number, not below 0");
            }
        }
        return new ChannelMessage.Look(null, zone, null, null, null, radius);
    }

    private static @Nullable Position seen(QueryParameters parameters, List<String> complaints) {
        String text = parameters.first("last_event_id");
        if (NO_ID.contains(text)) {
            return null;
        }
        Optional<Position> position = Position.parse(text);
        if (position.isEmpty()) {
            complaints.add("last_event_id is not an id that a gateway gave");
        }
        return position.orElse(null);
    }

    private static @Nullable Integer history(QueryParameters parameters, List<String> complaints) {
        String text = parameters.first("history");
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= ChannelMessage.MAX_HISTORY) {
            return Integer.valueOf(text);
        }
        complaints.add("history must be a number from 0 to " + ChannelMessage.MAX_HISTORY);
        return null;
    }

    private static String metadata(QueryParameters parameters, List<String> complaints) {
        var members = new LinkedHashMap<String, String>();
        for (String name : parameters.names()) {
            if (name.startsWith(META) && name.length() > META.length()) {
                members.put(name.substring(META.length()), parameters.first(name));
            }
        }
        if (members.isEmpty()) {
            return Metadata.NONE;
        }
        Optional<String> metadata = Metadata.of(members);
        if (metadata.isEmpty()) {
            complaints.add("meta is longer than 1 KiB");
        }
        return metadata.orElse(Metadata.NONE);
    }
}
