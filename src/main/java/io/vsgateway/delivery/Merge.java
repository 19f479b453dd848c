package io.vsgateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which of several feeds that are parts of one order comes next on a connection, and how far: what
/// is written so rises strictly over all of them, and an entry of several feeds is written once.
/// Used by one thread at a time.
///
/// @param <S> a reader of one of the feeds
final class Merge<S extends Merge.Source> {
    /// A reader of one feed.
    interface Source {
        /// Offset of what it has next; [Long#MAX_VALUE] if there is nothing.
        long nextOffset();
    }

    private final LongSupplier end;
    private final List<S> sources = new ArrayList<>(4);
    private long written;
    private long upTo;

    /// What is said when all up to an offset is written; null for nothing.
    private @Nullable String milestone;

    private long milestoneAt;

    /// @param end offset of the last entry that all feeds have: what is behind it may still be
    ///   missing in one of them
    Merge(LongSupplier end) {
        this.end = end;
    }

    void add(S source) {
        sources.add(source);
    }

    void remove(S source) {
        sources.remove(source);
    }

    List<S> sources() {
        return sources;
    }

    /// What is to be said once, when all that there is now is written.
    void milestone(String message) {
        milestone = message;
        milestoneAt = end.getAsLong();
    }

    /// That, if all up to there is written; to be asked before each [#next].
    @Nullable String reached() {
        String message = milestone;
        if (message == null || smallest() <= milestoneAt) {
            return null;
        }
        milestone = null;
        return message;
    }

    private long smallest() {
        long smallest = Long.MAX_VALUE;
        for (S source : sources) {
            smallest = Math.min(smallest, source.nextOffset());
        }
        return smallest;
    }

    /// The reader whose turn it is; null if nobody has anything.
    @Nullable S next() {
        // Asked before the feeds are: what they have up to here they have for good.
        long bound = end.getAsLong();
        S first = null;
        long smallest = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (int i = 0; i < sources.size(); i++) {
            long offset = sources.get(i).nextOffset();
            if (offset < smallest) {
                second = smallest;
                smallest = offset;
                first = sources.get(i);
            } else if (offset < second) {
                second = offset;
            }
        }
        upTo = Math.max(smallest, Math.min(bound, second - 1));
        return smallest <= bound ? first : null;
    }

    /// How far the one whose turn it is may go, as an offset.
    long upTo() {
        return upTo;
    }

    /// Whether an entry was not written for another feed.
    boolean isNew(long offset) {
        return offset > written;
    }

    /// Entries up to this one were written.
    void wrote(long offset) {
        written = Math.max(written, offset);
    }
}
