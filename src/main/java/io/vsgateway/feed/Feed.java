package io.vsgateway.feed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// An ordered log with a bounded memory. One writer at a time appends; any number of readers
/// follow, each with its own [Cursor].
///
/// The writer never waits for a reader: when the memory is full the oldest entries are dropped, and
/// a cursor that had not reached them gets one [Gap]. So memory does not grow with slow readers,
/// and every reader gets every entry in order, once, or is told exactly what it missed. History and
/// live entries come from the same log, so nothing can fall between them.
///
/// Entries are counted one by one: this is their *index* and, unless the writer gives others, their
/// offset in a [Position]. A writer with an order of its own, of which this feed holds a part,
/// gives rising offsets with holes between them; for such a feed [#restart] begins another epoch.
///
/// All methods may be called from any thread. The one lock is held only to copy references;
/// listeners and readers are woken after it is released.
///
/// @param <T> the entries; immutable
public final class Feed<T> {
    private final Map<Executor, ReaderBell> bells = new ConcurrentHashMap<>(1);
    private final Set<Cursor<T>> cursors = ConcurrentHashMap.newKeySet(1);

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Ring<T> ring;

    @GuardedBy("lock")
    private final Memory<T> memory;

    /// Index of the newest entry. This and those below are written under the lock and read without
    /// it.
    private volatile long last;

    private volatile long oldest = 1;

    private volatile long lastOffset;

    private volatile long bytes;

    private volatile int run;

    private volatile int revision;

    /// A feed that numbers its entries itself.
    ///
    /// @param epoch names this run of the feed, see [Position]
    /// @param maxEntries at most this many entries are remembered, at least 1
    /// @param maxBytes at most this weight is remembered; the newest entry always is
    /// @param weigher weight of an entry in bytes; must give the same answer each time
    public Feed(String epoch, int maxEntries, long maxBytes, ToLongFunction<? super T> weigher) {
        this(new Position(epoch, 0), new Ring<>(maxEntries, maxBytes, weigher, null, false));
    }

    private Feed(Position before, Ring<T> ring) {
        this.ring = ring;
        this.memory = new Memory<>(before.epoch(), ring);
        this.lastOffset = before.offset();
        this.last = ring.last();
        this.oldest = ring.oldest();
    }

    /// A feed whose writer gives the offsets.
    ///
    /// @param before the end of what this feed does not know: a reader that comes from before it
    ///   gets a gap
    public static <T> Feed<T> ofOrder(
            Position before, int maxEntries, long maxBytes, ToLongFunction<? super T> weigher) {
        return new Feed<>(
                before, new Ring<>(maxEntries, maxBytes, weigher, before.offset(), false));
    }

    /// A feed that continues one that is elsewhere: its writer gives the offsets that the entries
    /// have there, and leaves none out but by [#lose]. A reader that comes from beyond its end gets
    /// nothing until it is there.
    public static <T> Feed<T> ofCopy(
            Position before, int maxEntries, long maxBytes, ToLongFunction<? super T> weigher) {
        return new Feed<>(before, new Ring<>(maxEntries, maxBytes, weigher, before.offset(), true));
    }

    /// Appends an entry and wakes the waiting readers; returns its offset.
    public long append(T entry) {
        long offset;
        lock.lock();
        try {
            offset = ring.append(entry);
            publish();
        } finally {
            lock.unlock();
        }
        ring();
        return offset;
    }

    /// Appends an entry at its place in the writer's order and wakes nobody: if an entry goes into
    /// several feeds, their readers are woken once all of them have it.
    ///
    /// @param offset greater than that of the previous entry
    public void append(long offset, T entry) {
        lock.lock();
        try {
            ring.append(offset, entry);
            publish();
        } finally {
            lock.unlock();
        }
    }

    /// Lets those who ask without the lock see a change.
    @GuardedBy("lock")
    private void publish() {
        oldest = ring.oldest();
        bytes = ring.bytes();
        lastOffset = ring.lastPosition();
        revision = ring.revision();
        last = ring.last();
    }

    /// Wakes the waiting readers.
    public void ring() {
        for (ReaderBell bell : bells.values()) {
            bell.ring();
        }
    }

    /// Forgets everything and begins another epoch in place: the readers stay, and are told that an
    /// unknown number of entries is missing.
    ///
    /// @param before the place before the first entry of the new epoch
    public void restart(Position before) {
        lock.lock();
        try {
            memory.restart(before);
            run = memory.run();
            publish();
        } finally {
            lock.unlock();
        }
        ring();
    }

    /// Continues where an earlier run of the gateway ended, with the entries that are still known
    /// of it; only before the first entry is appended. Readers that began before are told a gap.
    ///
    /// @param before the place before the first of the entries
    public void resume(Position before, List<? extends T> entries) {
        lock.lock();
        try {
            memory.resume(before);
            entries.forEach(ring::append);
            run = memory.run();
            publish();
        } finally {
            lock.unlock();
        }
        ring();
    }

    /// Entries up to this offset are missing behind the last, and nobody has them any more: with
    /// them everything before is forgotten, and readers are told a gap.
    public void lose(long upTo) {
        lock.lock();
        try {
            ring.lose(upTo);
            publish();
        } finally {
            lock.unlock();
        }
    }

    /// Puts another entry, which must not weigh more, in the place of one that is remembered. Who
    /// reads it from now on gets the new one; who has read it is not told.
    ///
    /// @return whether an entry with this offset is remembered
    public boolean replace(long offset, T entry) {
        lock.lock();
        try {
            boolean isThere = ring.replace(offset, entry);
            if (isThere) {
                publish();
            }
            return isThere;
        } finally {
            lock.unlock();
        }
    }

    /// How many entries were replaced: what was made of the entries before the last change of it
    /// may be out of date.
    public int revision() {
        return revision;
    }

    /// Forgets the oldest entries while they match.
    public void forgetWhile(Predicate<? super T> isOld) {
        lock.lock();
        try {
            ring.forgetWhile(isOld);
            publish();
        } finally {
            lock.unlock();
        }
    }

    /// A reader that begins at `start`. It counts in [#lag] until it is closed.
    public Cursor<T> cursor(Start start) {
        var cursor = new Cursor<>(this, start);
        cursors.add(cursor);
        return cursor;
    }

    /// A reader that does not count in [#lag] and need not be closed.
    public Cursor<T> detachedCursor(Start start) {
        return new Cursor<>(this, start);
    }

    /// The same, beginning at the entry with this index.
    public Cursor<T> detachedCursor(long index) {
        var cursor = new Cursor<>(this, new Start.Last(0));
        lock.lock();
        try {
            memory.beginAt(cursor, index);
        } finally {
            lock.unlock();
        }
        return cursor;
    }

    void forget(Cursor<T> cursor) {
        cursors.remove(cursor);
    }

    /// The entries from `start` on, in batches, without end. Each batch is made on demand and
    /// delivered on the executor, one after another; a late subscriber gets what is still
    /// remembered, and the gap. Cancelling frees the reader at once.
    ///
    /// @param executor runs the readers; should be one of few, such as the event loops, because
    ///   readers that share one are woken by one task
    public Multi<Batch<T>> stream(Start start, Executor executor) {
        return Multi.createFrom().publisher(new FeedPublisher<>(this, start, executor));
    }

    /// Runs the reader once, on the executor, after the next append. To miss no entry, a reader
    /// registers first and then looks for entries. Registering twice has the effect of once.
    public void awaitAppend(Executor executor, Runnable reader) {
        bell(executor).await(reader);
    }

    /// Cancels a registration.
    public void forget(Executor executor, Runnable reader) {
        bell(executor).forget(reader);
    }

    /// The bell that wakes the readers of this executor.
    ReaderBell bell(Executor executor) {
        return bells.computeIfAbsent(executor, ReaderBell::new);
    }

    /// The position of the newest entry.
    public Position end() {
        lock.lock();
        try {
            return memory.end();
        } finally {
            lock.unlock();
        }
    }

    /// Offset of the newest entry.
    public long lastOffset() {
        return lastOffset;
    }

    /// The entry with this index; null if it is not remembered.
    public @Nullable T at(long index) {
        lock.lock();
        try {
            return ring.at(index);
        } finally {
            lock.unlock();
        }
    }

    /// Offset of the entry with this index; `missing` if it is no longer remembered.
    long offsetFrom(long index, long missing) {
        lock.lock();
        try {
            return index >= ring.oldest() ? ring.position(index) : missing;
        } finally {
            lock.unlock();
        }
    }

    long last() {
        return last;
    }

    int run() {
        return run;
    }

    /// Number of entries that the slowest reader has yet to read, remembered or not; 0 without
    /// readers.
    public long lag() {
        long end = last;
        long slowest = end;
        for (Cursor<T> cursor : cursors) {
            slowest = Math.min(slowest, cursor.next() - 1);
        }
        return Math.max(0, end - slowest);
    }

    /// Number of open readers.
    public int readers() {
        return cursors.size();
    }

    /// Number of readers that have read everything and wait for more.
    public int waiting() {
        return bells.values().stream().mapToInt(ReaderBell::waiting).sum();
    }

    /// Number of remembered entries.
    public int count() {
        return (int) Math.max(0, last + 1 - oldest);
    }

    /// Total weight of the remembered entries.
    public long bytes() {
        return bytes;
    }

    /// Index of the oldest remembered entry; one past the newest if there is none.
    public long oldest() {
        return oldest;
    }

    void begin(Cursor<T> cursor, Start start) {
        lock.lock();
        try {
            memory.begin(cursor, start);
        } finally {
            lock.unlock();
        }
    }

    Batch<T> read(Cursor<T> cursor, int maxCount, long maxWeight, long upTo) {
        lock.lock();
        try {
            return memory.read(cursor, maxCount, maxWeight, upTo);
        } finally {
            lock.unlock();
        }
    }

    /// The newest entries before an offset, at most `maxCount`, oldest first.
    public Batch<T> before(long offset, int maxCount) {
        lock.lock();
        try {
            long after = Math.min(ring.last() + 1, ring.indexAfter(offset - 1));
            long behind = Math.max(ring.oldest(), after);
            long from = Math.max(ring.oldest(), behind - maxCount);
            return memory.read(from, (int) (behind - from));
        } finally {
            lock.unlock();
        }
    }

    /// Whether every entry behind this position is still remembered.
    public boolean remembersAllSince(Position seen) {
        lock.lock();
        try {
            return memory.end().epoch().equals(seen.epoch()) && seen.offset() >= ring.forgotten();
        } finally {
            lock.unlock();
        }
    }

    /// The remembered entries from an index on, for a [Search].
    Batch<T> read(long from, int maxCount) {
        lock.lock();
        try {
            return memory.read(from, maxCount);
        } finally {
            lock.unlock();
        }
    }
}
