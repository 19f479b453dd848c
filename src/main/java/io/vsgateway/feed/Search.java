package io.vsgateway.feed;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Searches what a [Feed] remembers for wanted entries, from a place towards the oldest or towards
/// the newest, until enough are found. The predicate may be costly, so the search runs in turns,
/// each of which takes little more than its given time. It keeps only the offsets of what it finds.
/// It does not count in [Feed#lag]; used by one thread at a time.
public final class Search<T> {
    private static final int BATCH = 256;

    private final Feed<T> feed;
    private final Predicate<T> wanted;
    private final int most;
    private final boolean back;

    /// What is left to search: from `low` up to, but not including, `high`.
    private long low;

    private long high;

    private final long range;

    private List<T> batch = List.of();
    private long batchFirst;
    private int looked;
    private long[] found = new long[16];
    private int count;
    private long forgotten;

    private Search(Feed<T> feed, long low, long high, int most, Predicate<T> wanted, boolean back) {
        this.feed = feed;
        this.low = low;
        this.high = high;
        this.range = high - low;
        this.most = most;
        this.wanted = wanted;
        this.back = back;
    }

    /// From the entry before `before` back to `downTo`; forgotten entries are skipped.
    public static <T> Search<T> back(
            Feed<T> feed, long before, long downTo, int most, Predicate<T> wanted) {
        return new Search<>(feed, downTo, before, most, wanted, true);
    }

    /// From the entry `from` up to the one before `before`.
    public static <T> Search<T> forth(
            Feed<T> feed, long from, long before, int most, Predicate<T> wanted) {
        return new Search<>(feed, from, before, most, wanted, false);
    }

    /// Looks at one entry at least, and at more until this time of [System#nanoTime], but at most
    /// one batch.
    public void look(long until) {
        if (looked == batch.size()) {
            nextBatch();
        }
        while (looked < batch.size() && count < most) {
            lookAt(back ? batch.size() - 1 - looked : looked);
            looked++;
            if (System.nanoTime() - until >= 0) {
                return;
            }
        }
    }

    private void lookAt(int index) {
        if (wanted.test(batch.get(index))) {
            found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
            found[count++] = batchFirst + index;
        }
    }

    private void nextBatch() {
        long oldest = feed.oldest();
        if (low < oldest) {
            forgotten += Math.min(oldest, high) - low;
            low = Math.min(oldest, high);
        }
        if (low >= high) {
            return;
        }
        long from = back ? Math.max(low, high - BATCH) : low;
        int wide = (int) Math.min(BATCH, high - from);
        Batch<T> read = feed.read(from, wide);
        // Entries forgotten meanwhile are missing at the front, and others are at the end instead.
        long end = Math.min(read.first() + read.entries().size(), from + wide);
        batch = read.entries().subList(0, (int) Math.max(0, end - read.first()));
        batchFirst = read.first();
        forgotten += Math.min(batchFirst, from + wide) - from;
        looked = 0;
        if (back) {
            high = from;
        } else {
            low = from + wide;
        }
    }

    /// Whether enough are found, or there are no more.
    public boolean isOver() {
        return count >= most || (looked == batch.size() && low >= high);
    }

    /// Number of entries found.
    public int count() {
        return count;
    }

    /// Offset of a found entry; `index` counts in the order of the feed.
    public long found(int index) {
        return found[back ? count - 1 - index : index];
    }

    /// Number of entries in the range that the feed had forgotten.
    public long forgotten() {
        return forgotten;
    }

    /// Whether the range was not empty, and the feed had forgotten all of it.
    public boolean cameTooLate() {
        return range > 0 && forgotten >= range;
    }
}
