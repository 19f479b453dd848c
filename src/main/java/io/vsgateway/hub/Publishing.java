package io.vsgateway.hub;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts a publication into all of its topics, those for all that begin alike among them. Used under
/// the lock of the [Hub].
final class Publishing {
    private final TopicTable topics;

    /// Whether others have the same order: then what has its place there is refused by nobody.
    private final boolean isShared;

    Publishing(TopicTable topics, boolean isShared) {
        this.topics = topics;
        this.isShared = isShared;
    }

    boolean hasRoomFor(Change.Publication publication) {
        for (TopicName topic : publication.topics()) {
            if (!topics.wouldHaveRoomFor(publication.body(), topic.text())) {
                return false;
            }
        }
        return true;
    }

    /// @param end the last entry that all topics have
    /// @return the topics that have it, or tell that they miss it; null if one has no room and it
    ///   is therefore in none
    @Nullable List<Topic> put(Entry entry, Change.Publication publication, Position end) {
        // Under which name the event is told in a topic, or in one for all that begin alike.
        var into = new LinkedHashMap<Topic, TopicName>();
        var touched = new ArrayList<Topic>();
        try {
            for (TopicName name : publication.topics()) {
                Topic topic = topics.get(name.text(), end, true);
                if (topic == null || !topics.haveRoomFor(publication.body(), topic)) {
                    if (!isShared) {
                        return null;
                    }
                    topics.miss(name.text(), topic, entry.position().offset());
                    if (topic != null) {
                        touched.add(topic);
                    }
                    continue;
                }
                // It must not leave while room is made for the others.
                topics.use(topic, 1);
                into.put(topic, name);
            }
            for (Topic wildcard : topics.wildcards()) {
                TopicName told = firstOf(publication.topics(), wildcard.name());
                if (told != null) {
                    topics.use(wildcard, 1);
                    into.put(wildcard, told);
                }
            }
            for (Map.Entry<Topic, TopicName> one : into.entrySet()) {
                append(entry, publication, one.getValue(), one.getKey());
            }
            touched.addAll(into.keySet());
            return touched;
        } finally {
            for (Topic topic : into.keySet()) {
                topics.use(topic, -1);
            }
        }
    }

    private static @Nullable TopicName firstOf(List<TopicName> names, TopicPattern pattern) {
        for (TopicName name : names) {
            if (pattern.matches(name)) {
                return name;
            }
        }
        return null;
    }

    private void append(Entry entry, Change.Publication publication, TopicName name, Topic topic) {
        var event = new Event(entry.at(), name, publication.body(), publication.exclude());
        long before = topic.bytes();
        topic.append(entry.position().offset(), event, publication.retain());
        topics.grew(topic, topic.bytes() - before);
    }
}
