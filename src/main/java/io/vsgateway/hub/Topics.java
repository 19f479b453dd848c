package io.vsgateway.hub;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All topics, within bounds: of their number and of the bytes they take. Those that were not used
/// for longest leave first, and those that nobody follows before the others. Of a topic that left,
/// what it was up to is remembered, so that who comes back to it is told that something is missing.
/// Used by one thread at a time.
final class Topics {
    /// Topics that left and are remembered one by one.
    private static final int MOST_GONE = 10_000;

    private final Function<TopicPattern, TopicClass> classes;
    private final int maxTopics;
    private final long maxBytes;

    /// The one that was used longest ago comes first.
    private final Map<String, Topic> topics = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Topic> wildcards = new ArrayList<>();

    /// Up to where topics knew their events, when they left.
    private final Map<String, Long> gone = new LinkedHashMap<>();

    /// The same of those that are not remembered one by one: the greatest.
    private long floor;

    private long bytes;

    /// @param floor the place before the first event of the order
    Topics(Function<TopicPattern, TopicClass> classes, int maxTopics, long maxBytes, long floor) {
        this.classes = classes;
        this.maxTopics = maxTopics;
        this.maxBytes = maxBytes;
        this.floor = floor;
    }

    /// A topic that is there; it counts as used.
    @Nullable Topic find(String name) {
        return topics.get(name);
    }

    /// The topic of that name, which is made if need be.
    ///
    /// @return null if there are too many, and all are followed
    @Nullable Topic get(String name, String epoch) {
        Topic there = topics.get(name);
        if (there != null) {
            return there;
        }
        if (topics.size() >= maxTopics && !removeUnused()) {
            return null;
        }
        Long end = gone.remove(name);
        var before = new Position(epoch, end == null ? floor : end);
        var pattern = new TopicPattern(name);
        var topic = new Topic(pattern, classes.apply(pattern), before);
        topics.put(name, topic);
        bytes += topic.bytes();
        if (pattern.isWildcard()) {
            wildcards.add(topic);
        }
        return topic;
    }

    /// Those that take the events of several topics.
    List<Topic> wildcards() {
        return wildcards;
    }

    private boolean removeUnused() {
        for (Iterator<Topic> all = topics.values().iterator(); all.hasNext(); ) {
            Topic topic = all.next();
            if (!topic.isUsed() && !topic.isKept()) {
                all.remove();
                left(topic);
                return true;
            }
        }
        return false;
    }

    private void left(Topic topic) {
        bytes -= topic.bytes();
        wildcards.remove(topic);
        gone.put(topic.name().text(), topic.feed().lastOffset());
        if (gone.size() > MOST_GONE) {
            Iterator<Long> oldest = gone.values().iterator();
            floor = Math.max(floor, oldest.next());
            oldest.remove();
        }
    }

    /// A topic grew or shrank by some bytes.
    void grew(long by) {
        bytes += by;
        if (bytes > maxBytes) {
            shrink();
        }
    }

    /// First those that nobody follows, then the events of others; of one that is kept, nothing.
    private void shrink() {
        while (bytes > maxBytes && removeUnused()) {}
        for (Topic topic : topics.values()) {
            if (bytes <= maxBytes) {
                return;
            }
            if (!topic.isKept()) {
                long before = topic.bytes();
                topic.forgetAll();
                bytes += topic.bytes() - before;
            }
        }
    }

    /// Forgets what is old, and topics in which nothing is left and that nobody follows.
    void sweep(Instant now) {
        for (Iterator<Topic> all = topics.values().iterator(); all.hasNext(); ) {
            Topic topic = all.next();
            long before = topic.bytes();
            boolean holdsSomething = topic.forgetOld(now);
            bytes += topic.bytes() - before;
            if (!holdsSomething && !topic.isUsed()) {
                all.remove();
                left(topic);
            }
        }
    }

    List<Topic> all() {
        return new ArrayList<>(topics.values());
    }

    long uses() {
        return topics.values().stream().mapToLong(Topic::uses).sum();
    }

    int count() {
        return topics.size();
    }

    long bytes() {
        return bytes;
    }
}
