package io.vsgateway.text;

import java.util.Arrays;

/// Parts of a text, each from one place to another. They are added in any order and, once [#join]
/// has been called, read from left to right.
final class Spans {
    private static final int USUAL = 8;

    /// `from` in the upper half, `to` in the lower: sorting the numbers sorts the parts.
    private long[] parts = new long[USUAL];

    private int count;

    void add(int from, int to) {
        if (from >= to) {
            return;
        }
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, count * 2);
        }
        parts[count++] = (long) from << 32 | to;
    }

    /// Merges parts that overlap or touch.
    void join() {
        if (count < 2) {
            return;
        }
        Arrays.sort(parts, 0, count);
        int last = 0;
        for (int i = 1; i < count; i++) {
            int from = from(i);
            int to = to(i);
            if (from <= to(last)) {
                parts[last] = (long) from(last) << 32 | Math.max(to(last), to);
            } else {
                parts[++last] = (long) from << 32 | to;
            }
        }
        count = last + 1;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    int from(int index) {
        return (int) (parts[index] >> 32);
    }

    int to(int index) {
        return (int) parts[index];
    }

    /// The part that contains a place; -1 if none does.
    int around(int place) {
        for (int i = 0; i < count; i++) {
            if (from(i) <= place && place < to(i)) {
                return i;
            }
        }
        return -1;
    }
}
