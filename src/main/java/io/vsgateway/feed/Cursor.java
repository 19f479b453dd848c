package io.vsgateway.feed;

import org.jspecify.annotations.Nullable;

/// One reader's place in a [Feed]. Used by one thread at a time; only [#next] may be read by
/// others. Reading never waits and never makes anyone wait.
public final class Cursor<T> implements AutoCloseable {
    private final Feed<T> feed;
    private @Nullable Gap untold;
    private volatile long next;
    private int run;

    /// Offset of the last entry read, or of the place where the reader began.
    private long seen;

    Cursor(Feed<T> feed, Start start) {
        this.feed = feed;
        feed.begin(this, start);
    }

    /// Begins a run of the feed, with the gap to report first.
    void begin(int run, long next, long seen, @Nullable Gap untold) {
        this.run = run;
        this.next = next;
        this.seen = seen;
        this.untold = untold;
    }

    /// Index of the entry to be read next. Indexes count entries from 1, whatever their offsets
    /// are.
    public long next() {
        return next;
    }

    /// Offset of the last entry read.
    long seen() {
        return seen;
    }

    /// The run of the feed that this cursor reads.
    int run() {
        return run;
    }

    /// Whether a gap must be reported before anything else, because the reader came from another
    /// epoch or the feed began a new one.
    public boolean isUntold() {
        return untold != null || run != feed.run();
    }

    /// Continues behind entries that were read by other means, such as from a copy that readers
    /// share.
    ///
    /// @param next index of the entry to be read next, not before the present one
    /// @param seen offset of the entry before it
    public void skipTo(long next, long seen) {
        if (next < this.next || untold != null) {
            throw new IllegalStateException("cannot skip from " + this.next + " to " + next);
        }
        this.next = next;
        this.seen = seen;
    }

    /// Whether [#read] would return something.
    public boolean isBehind() {
        return next <= feed.last() || isUntold();
    }

    /// Offset from which the next [#read] returns something: that of its first entry, or of the
    /// first one missing before it. A gap must be reported before later entries of other feeds of
    /// the same order: a reader that saw only those, and resumed behind them, would never hear of
    /// the gap. 0 if all of it is of another epoch or from before the reader began;
    /// [Long#MAX_VALUE] if there is nothing.
    public long nextOffset() {
        if (isUntold()) {
            return 0;
        }
        return next <= feed.last() ? feed.offsetFrom(next, seen + 1) : Long.MAX_VALUE;
    }

    /// The next entries: at most `maxCount`, ending with the one that reaches `maxBytes`, and
    /// preceded by the gap if entries were forgotten since the last call. Empty if there is nothing
    /// new.
    public Batch<T> read(int maxCount, long maxBytes) {
        return read(maxCount, maxBytes, Long.MAX_VALUE);
    }

    /// The same, without entries behind the offset `upTo`.
    public Batch<T> read(int maxCount, long maxBytes, long upTo) {
        Batch<T> batch = feed.read(this, maxCount, maxBytes, upTo);
        Gap before = untold;
        Gap told = before == null ? batch.gap() : joined(before, batch);
        untold = null;
        int count = batch.entries().size();
        next = batch.first() + count;
        if (count > 0) {
            seen = batch.offset(count - 1);
        } else if (told != null) {
            seen = told.to().offset();
        }
        return before == null
                ? batch
                : new Batch<>(told, batch.epoch(), batch.first(), batch.entries(), batch.offsets());
    }

    /// A reader that came from another epoch may be overrun before its first read: one gap reports
    /// both.
    private static Gap joined(Gap before, Batch<?> batch) {
        Gap since = batch.gap();
        if (since == null) {
            return before;
        }
        boolean isCounted = before.isCounted() && since.isCounted();
        return new Gap(
                before.from(),
                since.to(),
                isCounted ? before.count() + since.count() : Gap.UNCOUNTED,
                before.recovered() && since.recovered());
    }

    @Override
    public void close() {
        feed.forget(this);
    }
}
