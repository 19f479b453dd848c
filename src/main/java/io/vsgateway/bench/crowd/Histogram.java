package io.vsgateway.bench.crowd;

/// How often which value was seen, in 64 steps for each power of two: what it tells is less than
/// 1.6 % off, in 30 KB, however many values there are. Not for several threads.
public final class Histogram {
    private static final int STEP_BITS = 6;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) << STEP_BITS];
    private long count;
    private long max;

    /// A value below 0 counts as 0.
    void add(long value) {
        long counted = Math.max(0, value);
        counts[index(counted)]++;
        count++;
        max = Math.max(max, counted);
    }

    /// How many values there were.
    public long count() {
        return count;
    }

    /// The largest value, exactly; 0 if there was none.
    public long max() {
        return max;
    }

    /// The value that the given share of all values does not exceed; 0 if there was none.
    ///
    /// @param share from 0 to 1, such as 0.99
    public long percentile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1: " + share);
        }
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(max, highest(i));
            }
        }
        return max;
    }

    private static int index(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >>> (power - STEP_BITS)) & (STEPS - 1);
        return ((power - STEP_BITS + 1) << STEP_BITS) + step;
    }

    /// The largest value that counts there.
    private static long highest(int index) {
        if (index < STEPS) {
            return index;
        }
        int shift = (index >>> STEP_BITS) - 1;
        long lowest = (long) (STEPS + (index & (STEPS - 1))) << shift;
        return lowest + (1L << shift) - 1;
    }
}
