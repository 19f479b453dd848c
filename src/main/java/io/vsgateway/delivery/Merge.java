package io.vsgateway.delivery;

import io.vsgateway.feed.Delays;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides which of several feeds of one order comes next on a connection, and how far: the written
/// offsets rise strictly over all feeds, and an entry of several feeds is written once. Used by one
/// thread at a time.
///
/// @param <S> a reader of one of the feeds
final class Merge<S extends Merge.Source> {
    /// A reader of one feed.
    interface Source {
        /// Offset of the next entry; [Long#MAX_VALUE] if there is none.
        long nextOffset();

        Feed<?> feed();
    }

    private final LongSupplier end;
    private final List<S> sources = new ArrayList<>(4);
    private final Delays delays;
    private long written;
    private String epoch = "";

    /// Up to where the reader has got something elsewhere; null if that is nothing.
    private @Nullable Position elsewhere;

    /// Up to here, something may be written long after it got its place because its reader came
    /// long after that.
    private long past;

    private long from;
    private long upTo;

    /// Message to send when everything up to an offset is written; null for none.
    private @Nullable String milestone;

    private long milestoneAt;

    /// @param end offset of the last entry that all feeds have: anything behind it may still be
    ///   missing in one of them
    /// @param delays are told what is written
    Merge(LongSupplier end, Delays delays) {
        this.end = end;
        this.delays = delays;
    }

    void add(S source) {
        sources.add(source);
        past = end.getAsLong();
    }

    void remove(S source) {
        sources.remove(source);
    }

    List<S> sources() {
        return sources;
    }

    /// Sets a message to send once, when all that exists now is written.
    void milestone(String message) {
        milestone = message;
        milestoneAt = end.getAsLong();
    }

    /// The milestone, if all up to it is written; to be called before each [#next].
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

    /// The reader whose turn it is; null if none has anything.
    @Nullable S next() {
        // Read before the feeds are: what they have up to here is final.
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
        from = smallest;
        upTo = Math.max(smallest, Math.min(bound, second - 1));
        return smallest <= bound ? first : null;
    }

    /// Whether what the one whose turn it is has next was not written for another feed.
    boolean isNextNew() {
        return isNew(from);
    }

    /// How far the reader whose turn it is may go, as an offset.
    long upTo() {
        return upTo;
    }

    /// Up to this place nothing is written, whatever gap is told before.
    void skipTo(Position seen) {
        elsewhere = seen;
        written = Math.max(written, seen.offset());
    }

    /// A feed has begun another epoch, whose offsets may be lower; the others are to follow. Gaps
    /// come before all entries, so nothing of it was written yet.
    void began(String epoch) {
        if (!epoch.equals(this.epoch)) {
            this.epoch = epoch;
            Position skipped = elsewhere;
            written = skipped != null && skipped.epoch().equals(epoch) ? skipped.offset() : 0;
        }
    }

    /// Whether an entry has not been written for another feed.
    boolean isNew(long offset) {
        return offset > written;
    }

    /// Records that entries of a reader up to this offset were written.
    void wrote(S source, long offset) {
        if (offset > written) {
            delays.handed(source.feed(), Math.max(written, past), offset);
            written = offset;
        }
    }
}
