package io.vsgateway.feed;

import org.jspecify.annotations.Nullable;

/// One reader's place in a [Feed]. It is used by one thread at a time; only [#next] may be read by
/// others. Reading never waits and never makes anyone wait.
public final class Cursor<T> implements AutoCloseable {
    private final Feed<T> feed;
    private @Nullable Gap untold;
    private volatile long next;

    Cursor(Feed<T> feed, Start start) {
        this.feed = feed;
        Batch<T> begin = feed.begin(start);
        this.untold = begin.gap();
        this.next = begin.first();
    }

    /// Offset of the entry to be read next.
    public long next() {
        return next;
    }

    /// Whether there is a gap to be told before anything else, as the reader came from another
    /// epoch.
    public boolean isUntold() {
        return untold != null;
    }

    /// Goes on behind entries that were read by other means, such as from a copy that readers
    /// share.
    ///
    /// @param next offset of the entry to be read next, not before the present one
    public void skipTo(long next) {
        if (next < this.next || untold != null) {
            throw new IllegalStateException("cannot skip from " + this.next + " to " + next);
        }
        this.next = next;
    }

    /// Whether [#read] would give something.
    public boolean isBehind() {
        return untold != null || next <= feed.last();
    }

    /// The next entries, at most `maxCount`, stopping behind the entry with which `maxBytes` is
    /// reached, and before them the gap, if the memory has moved on since the last call; empty if
    /// there is nothing new.
    public Batch<T> read(int maxCount, long maxBytes) {
        Batch<T> batch = feed.read(next, maxCount, maxBytes);
        next = batch.first() + batch.entries().size();
        if (untold == null) {
            return batch;
        }
        Gap told = joined(untold, batch);
        untold = null;
        return new Batch<>(told, batch.epoch(), batch.first(), batch.entries());
    }

    /// A reader that came from another epoch may be overrun before its first read: one gap tells
    /// both.
    private static Gap joined(Gap before, Batch<?> batch) {
        Gap since = batch.gap();
        return since == null
                ? before
                : new Gap(
                        before.from(),
                        since.to(),
                        before.count() + since.count(),
                        before.recovered());
    }

    @Override
    public void close() {
        feed.forget(this);
    }
}
