package io.vsgateway.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The newest entries of a [Feed], bounded in number and weight. An entry has an *index*, which
/// counts the feed's entries from 1, and a *position*, which rises with it: either the same number
/// or one that the writer gives. Used by one thread at a time.
final class Ring<T> {
    private static final int FIRST_CAPACITY = 8;

    private final int maxEntries;
    private final long maxBytes;
    private final ToLongFunction<? super T> weigher;

    /// Whether the writer gives the positions and leaves none out: then they are the indexes, too.
    private final boolean isDense;

    /// Entry `index` and its position lie at `index % entries.length`.
    private Object[] entries = {};

    private long @Nullable [] positions;
    private long bytes;
    private long oldest = 1;
    private long last;
    private long forgotten;
    private int revision;

    /// Index that stands for an unknown number of entries; 0 if there is none.
    private long lost;

    /// @param forgotten if the writer gives the positions, the one before the first it may give;
    ///   null if they are the indexes
    /// @param isDense whether the writer leaves no position out
    Ring(
            int maxEntries,
            long maxBytes,
            ToLongFunction<? super T> weigher,
            @Nullable Long forgotten,
            boolean isDense) {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "bounds must be positive: " + maxEntries + " entries, " + maxBytes + " bytes");
        }
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.weigher = weigher;
        this.isDense = isDense;
        if (forgotten != null) {
            this.positions = new long[0];
            this.forgotten = forgotten;
            if (isDense) {
                this.last = forgotten;
                this.oldest = last + 1;
            }
        }
    }

    /// Whether the writer gives the positions.
    boolean isSparse() {
        return positions != null;
    }

    /// Whether the writer gives the positions and leaves none out.
    boolean isDense() {
        return isDense;
    }

    /// Index of the oldest entry; `last + 1` if there is none.
    long oldest() {
        return oldest;
    }

    /// Index of the newest entry ever appended.
    long last() {
        return last;
    }

    long bytes() {
        return bytes;
    }

    /// Position of the newest forgotten entry, or the one before the first entry.
    long forgotten() {
        return forgotten;
    }

    /// Position of the newest entry ever appended.
    long lastPosition() {
        return last < oldest ? forgotten : position(last);
    }

    /// The entry with this index; null if it is not remembered.
    @Nullable T at(long index) {
        return index >= oldest && index <= last ? entry(index) : null;
    }

    /// Appends an entry whose position is its index; returns the index.
    long append(T entry) {
        if (positions != null) {
            throw new IllegalStateException("the writer of this feed gives the offsets");
        }
        put(last + 1, entry);
        return last;
    }

    /// Appends an entry at a position greater than the last.
    void append(long position, T entry) {
        checkSparse();
        if (position <= lastPosition()) {
            throw new IllegalArgumentException(position + " is not behind " + lastPosition());
        }
        put(position, entry);
    }

    private void checkSparse() {
        if (positions == null) {
            throw new IllegalStateException("this feed counts its entries itself");
        }
    }

    private void put(long position, T entry) {
        bytes += weigher.applyAsLong(entry);
        while (oldest <= last && (last + 1 - oldest >= maxEntries || bytes > maxBytes)) {
            forgetOldest();
        }
        makeRoom();
        last++;
        entries[slot(last)] = entry;
        if (positions != null) {
            positions[slot(last)] = position;
        }
    }

    /// Begins behind entries that an earlier run of the gateway appended; only before the first
    /// entry.
    ///
    /// @param forgotten how many these are
    void resume(long forgotten) {
        if (positions != null || last > 0) {
            throw new IllegalStateException("only an empty feed that counts its entries resumes");
        }
        this.forgotten = forgotten;
        last = forgotten;
        oldest = forgotten + 1;
    }

    /// Puts another entry in the place of one that is remembered.
    ///
    /// @return whether there is one at this position
    boolean replace(long position, T entry) {
        long index = indexAfter(position - 1);
        if (index < oldest || index > last || position(index) != position) {
            return false;
        }
        bytes += weigher.applyAsLong(entry) - weigher.applyAsLong(entry(index));
        entries[slot(index)] = entry;
        revision++;
        return true;
    }

    /// How many entries were replaced.
    int revision() {
        return revision;
    }

    void forgetWhile(Predicate<? super T> isOld) {
        while (oldest <= last && isOld.test(entry(oldest))) {
            forgetOldest();
        }
        if (entries.length > FIRST_CAPACITY && last + 1 - oldest < entries.length / 8) {
            resize(Math.max(FIRST_CAPACITY, entries.length / 4));
        }
    }

    private void forgetOldest() {
        forgotten = position(oldest);
        bytes -= weigher.applyAsLong(entry(oldest));
        entries[slot(oldest)] = null;
        oldest++;
    }

    /// Forgets everything; later positions must be greater than `forgotten`.
    void restart(long forgotten) {
        checkSparse();
        while (oldest <= last) {
            forgetOldest();
        }
        this.forgotten = forgotten;
        if (isDense) {
            last = forgotten;
            oldest = last + 1;
            // Indexes may mean other entries now.
            revision++;
        }
    }

    /// Forgets everything and counts one entry that nobody has, for those up to `forgotten`, or all
    /// of them where none is left out.
    void lose(long forgotten) {
        restart(forgotten);
        if (!isDense) {
            last++;
            oldest = last + 1;
            lost = last;
        }
    }

    /// Whether nobody knows how many entries there are between these indexes.
    boolean isUncounted(long from, long behind) {
        return lost >= from && lost < behind;
    }

    private void makeRoom() {
        if (last + 1 - oldest < entries.length) {
            return;
        }
        resize(Math.min(maxEntries, Math.max(FIRST_CAPACITY, entries.length * 2)));
    }

    private void resize(int capacity) {
        var moved = new Object[capacity];
        long[] movedPositions = positions == null ? null : new long[capacity];
        for (long index = oldest; index <= last; index++) {
            int slot = (int) (index % capacity);
            moved[slot] = entries[slot(index)];
            if (movedPositions != null) {
                movedPositions[slot] = position(index);
            }
        }
        entries = moved;
        positions = movedPositions;
    }

    /// Index of the first entry behind this position, remembered or not as far as known; `last + 1`
    /// if there is none, or where none is left out that of one to come.
    long indexAfter(long position) {
        if (positions == null) {
            return Math.min(position, last) + 1;
        }
        if (isDense && position > lastPosition()) {
            return last + position - lastPosition() + 1;
        }
        long low = oldest;
        long high = last + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (position(middle) > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Position of a remembered entry.
    long position(long index) {
        return positions == null ? index : positions[slot(index)];
    }

    /// Copies entries from an index on, which is remembered or the next to come: at most
    /// `maxCount`, none behind the position `upTo`, ending with the one that reaches `maxWeight`.
    Batch<T> copy(
            @Nullable Gap gap, String epoch, long from, int maxCount, long maxWeight, long upTo) {
        int most = Math.clamp(last + 1 - from, 0, maxCount);
        var copied = new ArrayList<T>(most);
        long[] taken = positions == null ? null : new long[most];
        long weight = 0;
        for (int i = 0; i < most && weight < maxWeight && position(from + i) <= upTo; i++) {
            T entry = entry(from + i);
            weight += weigher.applyAsLong(entry);
            copied.add(entry);
            if (taken != null) {
                taken[i] = position(from + i);
            }
        }
        return new Batch<>(
                gap,
                epoch,
                from,
                copied,
                taken == null ? null : Arrays.copyOf(taken, copied.size()));
    }

    private int slot(long index) {
        return (int) (index % entries.length);
    }

    @SuppressWarnings("unchecked")
    private T entry(long index) {
        return (T) entries[slot(index)];
    }
}
