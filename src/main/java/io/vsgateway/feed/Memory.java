package io.vsgateway.feed;

import org.jspecify.annotations.Nullable;

/// The [Ring] of a feed in its present epoch, and what readers are told who come from before what
/// it holds, or from another epoch. Used by one thread at a time.
final class Memory<T> {
    private final Ring<T> ring;
    private String epoch;
    private int run;

    /// Where the epoch before this one ended; in the first, where this one began.
    private Position before;

    Memory(String epoch, Ring<T> ring) {
        this.epoch = epoch;
        this.ring = ring;
        this.before = new Position(epoch, ring.forgotten());
    }

    Ring<T> ring() {
        return ring;
    }

    /// Counts the epochs.
    int run() {
        return run;
    }

    Position end() {
        return new Position(epoch, ring.lastPosition());
    }

    /// Forgets everything and begins another epoch.
    void restart(Position start) {
        before = end();
        epoch = start.epoch();
        ring.restart(start.offset());
        run++;
    }

    /// Puts a reader where it reads first, and says what it has missed by then.
    void begin(Cursor<T> cursor, Start start) {
        switch (start) {
            case Start.Last(int count) ->
                    beginAt(cursor, Math.max(ring.oldest(), ring.last() + 1 - count));
            case Start.After(Position seen) when seen.epoch().equals(epoch) ->
                    cursor.begin(
                            run, ring.indexAfter(seen.offset()), seen.offset(), gapBehind(seen));
            case Start.After(Position seen) -> beginAnew(cursor, seen);
        }
    }

    /// Puts a reader before the entry with this index.
    void beginAt(Cursor<T> cursor, long index) {
        cursor.begin(run, index, ring.forgotten(), null);
    }

    /// What is missing behind an offset. Where entries are counted it shows when it is read.
    private @Nullable Gap gapBehind(Position seen) {
        return ring.isSparse() && seen.offset() < ring.forgotten()
                ? gap(seen.offset() + 1, Gap.UNCOUNTED)
                : null;
    }

    /// For a reader that comes from another epoch.
    private void beginAnew(Cursor<T> cursor, Position seen) {
        long count = ring.isSparse() ? Gap.UNCOUNTED : ring.oldest() - 1;
        var gap = new Gap(seen, new Position(epoch, ring.forgotten()), count, false);
        cursor.begin(run, ring.oldest(), ring.forgotten(), gap);
    }

    /// Copies what is remembered from the reader's place on, at most `maxCount` entries, none
    /// behind the offset `upTo`, and none behind the one with which `maxWeight` is reached.
    Batch<T> read(Cursor<T> cursor, int maxCount, long maxWeight, long upTo) {
        if (cursor.run() != run) {
            beginAnew(cursor, before);
        }
        long from = cursor.next();
        long first = Math.max(from, ring.oldest());
        Gap missed =
                first == from
                        ? null
                        : gap(ring.isSparse() ? cursor.seen() + 1 : from, first - from);
        return ring.copy(missed, epoch, first, maxCount, maxWeight, upTo);
    }

    /// Copies what is remembered from an index on.
    Batch<T> read(long from, int maxCount) {
        long first = Math.max(from, ring.oldest());
        return ring.copy(null, epoch, first, maxCount, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private Gap gap(long from, long count) {
        return new Gap(
                new Position(epoch, from), new Position(epoch, ring.forgotten()), count, true);
    }
}
