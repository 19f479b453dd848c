package io.vsgateway.feed;

import org.jspecify.annotations.Nullable;

/// The [Ring] of a feed in its present epoch, and the gaps for readers that come from before its
/// oldest entry or from another epoch. Used by one thread at a time.
final class Memory<T> {
    private final Ring<T> ring;
    private String epoch;
    private int run;

    /// Where the previous epoch ended; in the first epoch, where it began.
    private Position before;

    Memory(String epoch, Ring<T> ring) {
        this.epoch = epoch;
        this.ring = ring;
        this.before = new Position(epoch, ring.forgotten());
    }

    Ring<T> ring() {
        return ring;
    }

    /// Number of restarts.
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

    /// Continues an epoch that an earlier run of the gateway began; only before the first entry.
    void resume(Position before) {
        this.before = before;
        epoch = before.epoch();
        ring.resume(before.offset());
        run++;
    }

    /// Places a reader at its first entry and records what it has missed by then.
    void begin(Cursor<T> cursor, Start start) {
        switch (start) {
            case Start.Last(int count) ->
                    beginAt(cursor, Math.max(ring.oldest(), ring.last() + 1 - count));
            case Start.After(Position seen) when seen.epoch().equals(epoch) ->
                    cursor.begin(
                            run, ring.indexAfter(seen.offset()), seen.offset(), gapBehind(seen));
            case Start.After(Position seen) -> beginAnew(cursor, seen);
            case Start.Anew(Position claimed) -> beginAnew(cursor, claimed);
        }
    }

    /// Places a reader before the entry with this index.
    void beginAt(Cursor<T> cursor, long index) {
        cursor.begin(run, index, ring.forgotten(), null);
    }

    /// The gap behind an offset. In a feed that counts its entries, [#read] finds it.
    private @Nullable Gap gapBehind(Position seen) {
        return ring.isSparse() && seen.offset() < ring.forgotten()
                ? gap(seen.offset() + 1, Gap.UNCOUNTED)
                : null;
    }

    /// Begins a reader that comes from another epoch.
    private void beginAnew(Cursor<T> cursor, Position seen) {
        long count = ring.isSparse() ? Gap.UNCOUNTED : ring.oldest() - 1;
        if (ring.isDense()) {
            count = ring.forgotten();
        }
        var gap = new Gap(seen, new Position(epoch, ring.forgotten()), count, false);
        cursor.begin(run, ring.oldest(), ring.forgotten(), gap);
    }

    /// Copies what is remembered from the reader's place on: at most `maxCount` entries, none
    /// behind the offset `upTo`, ending with the one that reaches `maxWeight`.
    Batch<T> read(Cursor<T> cursor, int maxCount, long maxWeight, long upTo) {
        if (cursor.run() != run) {
            beginAnew(cursor, before);
        }
        long from = cursor.next();
        long first = Math.max(from, ring.oldest());
        Gap missed =
                first == from
                        ? null
                        : gap(
                                missedFrom(cursor, from),
                                ring.isUncounted(from, first) ? Gap.UNCOUNTED : first - from);
        return ring.copy(missed, epoch, first, maxCount, maxWeight, upTo);
    }

    /// Offset of the first entry that a reader has missed, which it was to read at this index.
    private long missedFrom(Cursor<T> cursor, long index) {
        if (ring.isDense()) {
            return ring.lastPosition() - ring.last() + index;
        }
        return ring.isSparse() ? cursor.seen() + 1 : index;
    }

    /// Copies what is remembered from an index on.
    Batch<T> read(long from, int maxCount) {
        long first = Math.max(from, ring.oldest());
        return ring.copy(null, epoch, first, maxCount, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private Gap gap(long from, long count) {
        long forgotten = ring.forgotten();
        return new Gap(
                new Position(epoch, from),
                new Position(epoch, forgotten),
                ring.isDense() ? forgotten - from + 1 : count,
                true);
    }
}
