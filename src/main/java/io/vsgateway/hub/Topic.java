package io.vsgateway.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One topic, or all that begin alike: its events, and the latest values that are retained. Read by
/// any thread; written by the [Hub] alone.
public final class Topic {
    /// Most keys with a retained value, and most bytes of these values.
    static final int MOST_RETAINED = 64;

    static final long MOST_RETAINED_BYTES = 64 * 1024;

    /// How long an event is new.
    private static final Duration NEW = Duration.ofSeconds(5);

    /// What a topic takes besides its events.
    private static final long OWN_BYTES = 1024;

    private final TopicPattern name;
    private final TopicClass type;
    private final Feed<Event> feed;
    private final ReentrantLock lock = new ReentrantLock();

    /// Null as long as there is none, as in most.
    @GuardedBy("lock")
    private @Nullable Map<String, Event> retained;

    @GuardedBy("lock")
    private long retainedBytes;

    @GuardedBy("lock")
    private Position start;

    /// The rest is the hub's, under its lock.
    private int users;

    private boolean isGone;
    private boolean hasPlace;

    /// @param before what was up to here, the topic does not know
    /// @param start the place before the first event that there may have been
    Topic(TopicPattern name, TopicClass type, Position before, Position start) {
        this.name = name;
        this.type = type;
        this.start = start;
        // One that is kept is bounded by refusals, not by forgetting.
        this.feed =
                Feed.ofOrder(
                        before,
                        type.maxEvents() + type.burst(),
                        type.isKept() ? Long.MAX_VALUE : type.maxBytes(),
                        Event::bytes);
    }

    /// The topic, or the beginning of several.
    public TopicPattern name() {
        return name;
    }

    /// Its events, in the order of the hub.
    public Feed<Event> feed() {
        return feed;
    }

    /// Where to begin for who was never here: they get all that is remembered, and are told a gap
    /// if it is known that something was forgotten.
    public Position start() {
        lock.lock();
        try {
            return start;
        } finally {
            lock.unlock();
        }
    }

    /// Begins another epoch, of which it knows nothing yet.
    ///
    /// @param before what was up to here, it does not know
    void restart(Position before) {
        lock.lock();
        try {
            start = new Position(before.epoch(), 0);
        } finally {
            lock.unlock();
        }
        retainNothing();
        feed.restart(before);
    }

    private void retainNothing() {
        lock.lock();
        try {
            retained = null;
            retainedBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /// Takes what is remembered of it elsewhere.
    ///
    /// @param found null if nothing is
    /// @param isAnew whether what it knows is of another epoch; else what follows is taken, and
    ///   what was deleted or cleared meanwhile is so here
    void renew(String epoch, Recollection.@Nullable Remembered found, boolean isAnew) {
        long forgotten = found == null ? 0 : found.forgotten();
        if (isAnew) {
            restart(new Position(epoch, forgotten));
        } else if (forgotten > feed.lastOffset()) {
            feed.lose(forgotten);
        } else if (found != null) {
            forgetUpTo(forgotten);
            eraseAllBut(found.entries());
        }
        if (found == null) {
            return;
        }
        retainNothing();
        for (Entry entry : found.entries()) {
            if (entry.position().offset() > feed.lastOffset()) {
                append(entry);
            }
        }
        for (Entry entry : found.retained()) {
            if (entry.change() instanceof Change.Publication one && one.retain() != null) {
                retain(one.retain(), event(entry, one));
            }
        }
    }

    private void forgetUpTo(long offset) {
        int old = feed.before(offset + 1, feed.count()).entries().size();
        forgetOldest(old);
    }

    private void forgetOldest(int count) {
        var forgotten = new int[1];
        feed.forgetWhile(_ -> forgotten[0]++ < count);
    }

    private void eraseAllBut(List<Entry> remembered) {
        Set<Long> there =
                remembered.stream()
                        .map(entry -> entry.position().offset())
                        .collect(Collectors.toSet());
        Batch<Event> own = feed.before(feed.lastOffset() + 1, feed.count());
        for (int i = 0; i < own.entries().size(); i++) {
            if (!there.contains(own.offset(i))) {
                erase(own.offset(i));
            }
        }
    }

    private void append(Entry entry) {
        switch (entry.change()) {
            case Change.Publication one ->
                    append(entry.position().offset(), event(entry, one), null);
            case Change.Deletion one -> {
                erase(one.deleted().offset());
                append(
                        entry.position().offset(),
                        new Event(entry.at(), one.topic(), one.notice(), null),
                        null);
            }
            case Change.Membership _,
                    Change.Clearing _,
                    Change.Note _,
                    Change.NodeDown _,
                    Change.Unreadable _,
                    Change.Unknown _ -> {
                // They are in no topic.
            }
        }
    }

    private Event event(Entry entry, Change.Publication one) {
        return new Event(entry.at(), TopicName.of(name.text()), one.body(), one.exclude());
    }

    /// The latest value of each key, the oldest key first.
    public List<Event> retained() {
        lock.lock();
        try {
            return retained == null ? List.of() : List.copyOf(retained.values());
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is such a value.
    public boolean hasRetained() {
        lock.lock();
        try {
            return retained != null;
        } finally {
            lock.unlock();
        }
    }

    private void retain(String key, Event event) {
        lock.lock();
        try {
            if (retained == null) {
                retained = new LinkedHashMap<>();
            }
            Event before = retained.remove(key);
            retained.put(key, event);
            retainedBytes += event.bytes() - (before == null ? 0 : before.bytes());
            var oldest = retained.values().iterator();
            while (retained.size() > MOST_RETAINED
                    || (retainedBytes > MOST_RETAINED_BYTES && retained.size() > 1)) {
                retainedBytes -= oldest.next().bytes();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether it takes one more event; only one that is kept may not.
    boolean hasRoomFor(EventBody body) {
        return !type.isKept()
                || (feed.count() < type.maxEvents()
                        && feed.bytes() + Event.bytes(body) <= type.maxBytes());
    }

    /// Takes an event, and wakes nobody.
    void append(long order, Event event, @Nullable String retain) {
        feed.append(order, event);
        forgetTooMany(event.at());
        if (retain != null) {
            retain(retain, event);
        }
    }

    /// Puts the mark of a deletion in the place of an event, if it is remembered; it is the latest
    /// value of nothing any more.
    void erase(long order) {
        Batch<Event> last = feed.before(order + 1, 1);
        if (last.entries().isEmpty() || last.offset(0) != order) {
            return;
        }
        Event event = last.entries().getFirst();
        feed.replace(
                order,
                new Event(event.at(), event.topic(), event.body().erased(), event.exclude()));
        lock.lock();
        try {
            if (retained != null && retained.values().remove(event)) {
                retainedBytes -= event.bytes();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is older than its life.
    void forgetOld(Instant now) {
        Instant oldest = now.minus(type.life());
        feed.forgetWhile(event -> event.at().isBefore(oldest));
        forgetTooMany(now);
    }

    /// Forgets the oldest of more events than it remembers, unless they are new.
    private void forgetTooMany(Instant now) {
        int most = type.maxEvents();
        if (feed.count() > most) {
            Instant oldest = now.minus(NEW);
            var tooMany = new int[] {feed.count() - most};
            feed.forgetWhile(event -> tooMany[0]-- > 0 && event.at().isBefore(oldest));
        }
    }

    /// Forgets the older half of its events.
    void forgetHalf() {
        forgetOldest((feed.count() + 1) / 2);
    }

    /// Forgets all of its events, and what it retains.
    void forgetAll() {
        feed.forgetWhile(_ -> true);
        retainNothing();
    }

    /// It could not take an event: those who follow it are told that one is missing.
    void miss(long order) {
        feed.lose(order);
    }

    /// Whether there is nothing in it.
    boolean isEmpty() {
        return feed.count() == 0 && retained().isEmpty();
    }

    /// Whether it is one that is kept, and its time is over whatever it retains.
    boolean isOver() {
        return type.isKept() && feed.count() == 0;
    }

    boolean isKept() {
        return type.isKept();
    }

    boolean isOpen() {
        return type.isOpen();
    }

    /// Bytes that it takes.
    long bytes() {
        lock.lock();
        try {
            return OWN_BYTES + feed.bytes() + retainedBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Whether anybody follows it.
    boolean isUsed() {
        return users > 0;
    }

    int uses() {
        return users;
    }

    /// Whether it counts among the topics.
    boolean hasPlace() {
        return hasPlace;
    }

    void hasPlace(boolean hasPlace) {
        this.hasPlace = hasPlace;
    }

    /// Whether it need not: it only waits for something to be sent to its user.
    boolean isWaiting() {
        return type.isInbox() && isUsed() && isEmpty();
    }

    /// Whether it is not among the topics any more.
    boolean isGone() {
        return isGone;
    }

    void leave() {
        isGone = true;
    }

    void use(int change) {
        users += change;
    }
}
