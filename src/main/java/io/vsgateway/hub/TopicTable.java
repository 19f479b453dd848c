package io.vsgateway.hub;

import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All topics, within bounds: of their number and of the bytes they take. One that waits for
/// something to be sent to the user it is for has no place among that number. One that nobody
/// follows and in which nothing is remembered is not there; of the others, those that nobody
/// follows leave first, and of these the one that was used longest ago. Those where anybody may
/// write take half of the bytes at most. Of a topic that left, what it was up to is remembered, so
/// that who comes back to it is told that something is missing. Used by one thread at a time.
final class TopicTable {
    private final Function<TopicPattern, TopicClass> classes;
    private final int maxTopics;
    private final long maxBytes;

    /// The one that was used longest ago comes first.
    private final Map<String, Topic> topics = new LinkedHashMap<>(16, 0.75f, true);

    /// Those that nobody follows, in the same order.
    private final Map<String, Topic> idle = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Topic> wildcards = new ArrayList<>();

    private final Departed departed = new Departed();

    /// How many topics have a place.
    private int places;

    private long bytes;
    private long keptBytes;
    private long openBytes;

    TopicTable(Function<TopicPattern, TopicClass> classes, int maxTopics, long maxBytes) {
        this.classes = classes;
        this.maxTopics = maxTopics;
        this.maxBytes = maxBytes;
    }

    /// A topic that is there; it counts as used.
    @Nullable Topic find(String name) {
        Topic _ = idle.get(name);
        return topics.get(name);
    }

    /// The topic of that name, which is made if need be.
    ///
    /// @param end the end of the order: what was before, one for several topics does not know
    /// @param isTrusted whether the last places are there for who asks
    /// @return null if there are too many
    @Nullable Topic get(String name, Position end, boolean isTrusted) {
        Topic there = find(name);
        if (there != null) {
            return there;
        }
        if (!hasPlaceLeft(isTrusted)) {
            return null;
        }
        Topic topic = make(new TopicPattern(name), end);
        takePlace(topic);
        return topic;
    }

    /// The same for somebody who uses it from now on.
    @Nullable Topic follow(String name, Position end, boolean isTrusted) {
        Topic topic = find(name);
        if (topic == null) {
            var pattern = new TopicPattern(name);
            topic =
                    classes.apply(pattern).isInbox()
                            ? make(pattern, end)
                            : get(name, end, isTrusted);
        }
        if (topic != null) {
            use(topic, 1);
        }
        return topic;
    }

    private boolean hasPlaceLeft(boolean isTrusted) {
        int most = isTrusted ? maxTopics : maxTopics / 2;
        return places < most || (isTrusted && removeIdle());
    }

    private void takePlace(Topic topic) {
        topic.hasPlace(true);
        places++;
    }

    private void leavePlace(Topic topic) {
        if (topic.hasPlace()) {
            topic.hasPlace(false);
            places--;
        }
    }

    private Topic make(TopicPattern pattern, Position end) {
        String name = pattern.text();
        boolean isKnown = departed.has(name);
        long before = pattern.isWildcard() ? end.offset() : departed.comeBack(name);
        long start = isKnown ? 0 : before;
        var topic =
                new Topic(
                        pattern,
                        classes.apply(pattern),
                        new Position(end.epoch(), before),
                        new Position(end.epoch(), start));
        topics.put(name, topic);
        idle.put(name, topic);
        changed(topic, topic.bytes());
        if (pattern.isWildcard()) {
            wildcards.add(topic);
        }
        return topic;
    }

    /// Those that take the events of several topics.
    List<Topic> wildcards() {
        return wildcards;
    }

    /// One more uses a topic, or one less.
    void use(Topic topic, int change) {
        topic.use(change);
        String name = topic.name().text();
        if (topic.isUsed()) {
            idle.remove(name);
            if (change < 0 && topic.isWaiting()) {
                leavePlace(topic);
            }
        } else if (topic.isEmpty()) {
            remove(topic);
        } else {
            idle.put(name, topic);
        }
    }

    private boolean removeIdle() {
        for (Topic topic : idle.values()) {
            if (!topic.isKept()) {
                remove(topic);
                return true;
            }
        }
        return false;
    }

    private void remove(Topic topic) {
        String name = topic.name().text();
        topics.remove(name);
        idle.remove(name);
        wildcards.remove(topic);
        topic.leave();
        leavePlace(topic);
        changed(topic, -topic.bytes());
        if (!topic.name().isWildcard()) {
            departed.left(name, topic.feed().lastOffset());
        }
    }

    /// What is remembered elsewhere takes the place of what is here, or follows it.
    ///
    /// @param isAnew whether what is here is of another epoch
    void renew(Recollection memory, boolean isAnew) {
        departed.renew(memory.leftOut());
        for (Topic topic : all()) {
            Recollection.Remembered found =
                    topic.name().isWildcard()
                            ? new Recollection.Remembered(
                                    memory.end().offset(), List.of(), List.of())
                            : memory.topics().get(TopicName.of(topic.name().text()));
            long before = topic.bytes();
            topic.renew(memory.end().epoch(), found, isAnew);
            changed(topic, topic.bytes() - before);
            if (!topic.isUsed() && topic.isEmpty()) {
                remove(topic);
            }
        }
        memory.topics().forEach((name, found) -> renew(name, found, memory.end()));
        keepWithinBounds();
    }

    private void renew(TopicName name, Recollection.Remembered found, Position end) {
        if (topics.containsKey(name.text())) {
            return;
        }
        Topic topic = get(name.text(), end, true);
        if (topic == null) {
            // There is no room for what it remembers, but it is known that there is something.
            departed.left(name.text(), end.offset());
            return;
        }
        long before = topic.bytes();
        topic.renew(end.epoch(), found, true);
        changed(topic, topic.bytes() - before);
        if (topic.isEmpty()) {
            remove(topic);
        }
    }

    private void changed(Topic topic, long by) {
        bytes += by;
        keptBytes += topic.isKept() ? by : 0;
        openBytes += topic.isOpen() ? by : 0;
        // Not where nothing was forgotten: it may have its place for what comes next.
        if (by < 0 && topic.isWaiting()) {
            leavePlace(topic);
        }
    }

    /// Whether a topic takes one more event, for which it gets a place if it has none. One that is
    /// kept may be full, as it forgets nothing.
    boolean haveRoomFor(EventBody body, Topic topic) {
        if (!topic.hasRoomFor(body) || (topic.isKept() && keptBytes >= maxBytes / 2)) {
            return false;
        }
        if (!topic.hasPlace()) {
            if (!hasPlaceLeft(true)) {
                return false;
            }
            takePlace(topic);
        }
        return true;
    }

    /// The same question of an event that is not placed yet; nothing is made or removed for it.
    boolean wouldHaveRoomFor(EventBody body, String name) {
        Topic there = topics.get(name);
        boolean isKept =
                there == null ? classes.apply(new TopicPattern(name)).isKept() : there.isKept();
        return (there == null || there.hasRoomFor(body))
                && !(isKept && keptBytes >= maxBytes / 2)
                && ((there != null && there.hasPlace()) || couldHavePlace());
    }

    private boolean couldHavePlace() {
        return places < maxTopics || idle.values().stream().anyMatch(topic -> !topic.isKept());
    }

    /// An event has its place in the order, and there is no room for it here.
    ///
    /// @param topic null if that is not there
    void miss(String name, @Nullable Topic topic, long offset) {
        if (topic == null) {
            departed.left(name, offset);
            return;
        }
        long before = topic.bytes();
        topic.miss(offset);
        changed(topic, topic.bytes() - before);
    }

    /// Something has its place in the order and cannot be read here.
    ///
    /// @param names whom it may concern; if there are none, all
    /// @return those that are there, and tell that they miss it
    List<Topic> miss(List<TopicName> names, long offset) {
        var missing = new LinkedHashSet<Topic>();
        if (names.isEmpty()) {
            // Of none that is not there it is known that it misses nothing.
            departed.renew(offset);
            missing.addAll(topics.values());
        }
        for (TopicName name : names) {
            Topic own = find(name.text());
            if (own == null) {
                departed.left(name.text(), offset);
            } else {
                missing.add(own);
            }
            wildcards.stream().filter(one -> one.name().matches(name)).forEach(missing::add);
        }
        missing.forEach(topic -> miss(topic.name().text(), topic, offset));
        return List.copyOf(missing);
    }

    /// Puts the mark of a deletion in the place of an event, also where its topic is among others.
    void erase(TopicName name, long offset) {
        Topic own = find(name.text());
        if (own != null) {
            erase(own, offset);
        }
        for (Topic wildcard : wildcards) {
            if (wildcard.name().matches(name)) {
                erase(wildcard, offset);
            }
        }
    }

    private void erase(Topic topic, long offset) {
        long before = topic.bytes();
        topic.erase(offset);
        changed(topic, topic.bytes() - before);
    }

    /// A topic grew by some bytes.
    void grew(Topic topic, long by) {
        changed(topic, by);
        keepWithinBounds();
    }

    private void keepWithinBounds() {
        if (openBytes > maxBytes / 2) {
            shrink(Topic::isOpen, () -> openBytes, maxBytes / 2);
        }
        if (bytes > maxBytes) {
            shrink(_ -> true, () -> bytes, maxBytes);
        }
    }

    /// Makes some room below the bound: first those that nobody follows leave, then others forget
    /// half of their events; of one that is kept, nothing.
    private void shrink(Predicate<Topic> which, LongSupplier taken, long bound) {
        long most = bound - bound / 10;
        for (Topic topic : new ArrayList<>(idle.values())) {
            if (taken.getAsLong() <= most) {
                return;
            }
            if (!topic.isKept() && which.test(topic)) {
                remove(topic);
            }
        }
        for (int round = 0; round < 2 && taken.getAsLong() > most; round++) {
            for (Topic topic : topics.values()) {
                if (taken.getAsLong() <= most) {
                    return;
                }
                if (!topic.isKept() && which.test(topic)) {
                    long before = topic.bytes();
                    topic.forgetHalf();
                    changed(topic, topic.bytes() - before);
                }
            }
        }
    }

    /// Forgets what is old in some of them, and topics in which nothing is left and that nobody
    /// follows.
    void sweep(List<Topic> some, Instant now) {
        for (Topic topic : some) {
            if (topic.isGone()) {
                continue;
            }
            long before = topic.bytes();
            topic.forgetOld(now);
            changed(topic, topic.bytes() - before);
            if (!topic.isUsed() && (topic.isEmpty() || topic.isOver())) {
                remove(topic);
            }
        }
    }

    /// Forgets all that is in a topic, and the topic if nobody follows it.
    void forget(Topic topic) {
        long before = topic.bytes();
        topic.forgetAll();
        changed(topic, topic.bytes() - before);
        if (!topic.isUsed() && topic.isEmpty()) {
            remove(topic);
        }
    }

    List<Topic> all() {
        return new ArrayList<>(topics.values());
    }

    long uses() {
        return topics.values().stream().mapToLong(Topic::uses).sum();
    }

    int count() {
        return places;
    }

    long bytes() {
        return bytes;
    }
}
