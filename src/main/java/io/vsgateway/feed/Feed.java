package io.vsgateway.feed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// An ordered log with a bounded memory. One writer at a time appends; any number of readers
/// follow, each with a [Cursor] of its own.
///
/// The writer never waits for a reader: when the memory is full the oldest entries leave it, and a
/// cursor that had not reached them is told so by one [Gap]. So memory does not grow with slow
/// readers, and every reader gets every entry in order, once, or is told exactly what it missed.
/// History and live entries come from the same log, so nothing can fall between them.
///
/// All methods may be called from any thread. The one lock is held for the copying of references
/// only; listeners and readers are woken after it is released.
///
/// @param <T> the entries; immutable
public final class Feed<T> {
    private static final int FIRST_CAPACITY = 64;

    private final String epoch;
    private final int maxEntries;
    private final long maxBytes;
    private final ToLongFunction<? super T> weigher;

    private final Map<Executor, ReaderBell> bells = new ConcurrentHashMap<>();
    private final Set<Cursor<T>> cursors = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();

    /// Entry `offset` lies at `offset % ring.length`.
    @GuardedBy("lock")
    private Object[] ring = new Object[FIRST_CAPACITY];

    @GuardedBy("lock")
    private long bytes;

    /// Offset of the oldest entry in memory; `last + 1` if there is none.
    @GuardedBy("lock")
    private long oldest = 1;

    /// Written under the lock, read without.
    private volatile long last;

    /// @param epoch names this run of the feed, see [Position]
    /// @param maxEntries at most this many entries are remembered, at least 1
    /// @param maxBytes at most this weight is remembered; the newest entry always is
    /// @param weigher weight of an entry in bytes; must give the same answer each time
    public Feed(String epoch, int maxEntries, long maxBytes, ToLongFunction<? super T> weigher) {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "bounds must be positive: " + maxEntries + " entries, " + maxBytes + " bytes");
        }
        this.epoch = new Position(epoch, 0).epoch();
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.weigher = weigher;
    }

    /// Appends an entry and wakes the readers that wait for one; returns its offset.
    public long append(T entry) {
        long weight = weigher.applyAsLong(entry);
        long offset;
        lock.lock();
        try {
            offset = last + 1;
            bytes += weight;
            while (oldest < offset && (offset - oldest >= maxEntries || bytes > maxBytes)) {
                forgetOldest();
            }
            makeRoom(offset);
            ring[(int) (offset % ring.length)] = entry;
            last = offset;
        } finally {
            lock.unlock();
        }
        for (ReaderBell bell : bells.values()) {
            bell.ring();
        }
        return offset;
    }

    @GuardedBy("lock")
    private void forgetOldest() {
        int index = (int) (oldest % ring.length);
        bytes -= weigher.applyAsLong(entryAt(index));
        ring[index] = null;
        oldest++;
    }

    @GuardedBy("lock")
    private void makeRoom(long offset) {
        if (offset - oldest < ring.length) {
            return;
        }
        var larger = new Object[Math.min(maxEntries, ring.length * 2)];
        for (long o = oldest; o < offset; o++) {
            larger[(int) (o % larger.length)] = ring[(int) (o % ring.length)];
        }
        ring = larger;
    }

    @SuppressWarnings("unchecked")
    @GuardedBy("lock")
    private T entryAt(int index) {
        return (T) ring[index];
    }

    /// A reader that begins at `start`. It holds a place in [#lag] until it is closed.
    public Cursor<T> cursor(Start start) {
        var cursor = new Cursor<>(this, start);
        cursors.add(cursor);
        return cursor;
    }

    /// A reader that is no [#lag] of anybody's and need not be closed.
    public Cursor<T> detachedCursor(Start start) {
        return new Cursor<>(this, start);
    }

    void forget(Cursor<T> cursor) {
        cursors.remove(cursor);
    }

    /// The entries from `start` on, in batches, without end. Each batch is made when it is asked
    /// for and delivered on the executor, one after another; a subscriber that asks late gets what
    /// is then remembered, and the gap. Cancelling frees the reader at once.
    ///
    /// @param executor runs the readers; should be one of few, such as the event loops, as those
    ///   that share one are woken by one task
    public Multi<Batch<T>> stream(Start start, Executor executor) {
        return Multi.createFrom().publisher(new FeedPublisher<>(this, start, executor));
    }

    /// Runs the reader once, on the executor, after the next append. A reader registers first and
    /// looks for entries then, so that it misses none. Registering twice is as once.
    public void awaitAppend(Executor executor, Runnable reader) {
        bell(executor).await(reader);
    }

    /// Takes a registration back.
    public void forget(Executor executor, Runnable reader) {
        bell(executor).forget(reader);
    }

    /// What wakes the readers that run on this executor.
    ReaderBell bell(Executor executor) {
        return bells.computeIfAbsent(executor, ReaderBell::new);
    }

    /// The position of the newest entry.
    public Position end() {
        return new Position(epoch, last);
    }

    /// The entry with this offset; null if it is not remembered.
    public @Nullable T at(long offset) {
        lock.lock();
        try {
            boolean isRemembered = offset >= oldest && offset <= last;
            return isRemembered ? entryAt((int) (offset % ring.length)) : null;
        } finally {
            lock.unlock();
        }
    }

    long last() {
        return last;
    }

    String epoch() {
        return epoch;
    }

    /// Number of entries that the slowest reader has still to read, remembered or not; 0 without
    /// one.
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

    /// Number of readers that have read everything and wait to be woken.
    public int waiting() {
        return bells.values().stream().mapToInt(ReaderBell::waiting).sum();
    }

    /// The weight that is remembered now.
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Offset of the oldest entry that is remembered; one past the newest if there is none.
    public long oldest() {
        lock.lock();
        try {
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /// Where a reader that begins at `start` reads first, and what it has missed by then.
    Batch<T> begin(Start start) {
        lock.lock();
        try {
            return switch (start) {
                case Start.Last(int count) -> nothingAt(Math.max(oldest, last + 1 - count));
                case Start.After(Position seen) when seen.epoch().equals(epoch) ->
                        nothingAt(Math.min(seen.offset(), last) + 1);
                case Start.After(Position seen) -> {
                    var gap = new Gap(seen, new Position(epoch, oldest - 1), oldest - 1, false);
                    yield new Batch<>(gap, epoch, oldest, List.of());
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private Batch<T> nothingAt(long offset) {
        return new Batch<>(null, epoch, offset, List.of());
    }

    /// Copies what is remembered from `from` on, at most `maxCount` entries, and stops behind the
    /// entry with which `maxWeight` is reached.
    Batch<T> read(long from, int maxCount, long maxWeight) {
        lock.lock();
        try {
            long first = Math.max(from, oldest);
            var gap =
                    first == from
                            ? null
                            : new Gap(
                                    new Position(epoch, from),
                                    new Position(epoch, first - 1),
                                    first - from,
                                    true);
            int count = (int) Math.min(maxCount, last + 1 - first);
            var entries = new ArrayList<T>(count);
            long weight = 0;
            for (int i = 0; i < count && weight < maxWeight; i++) {
                T entry = entryAt((int) ((first + i) % ring.length));
                weight += weigher.applyAsLong(entry);
                entries.add(entry);
            }
            return new Batch<>(gap, epoch, first, entries);
        } finally {
            lock.unlock();
        }
    }
}
