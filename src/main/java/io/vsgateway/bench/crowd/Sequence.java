package io.vsgateway.bench.crowd;

/// Checks what one client got: numbers that rise by one from 1, or a gap that reported exactly how
/// many are missing. Not thread-safe.
final class Sequence {
    /// Lines between the command that begins the ticks and the first tick: its echo.
    private static final int LINES_BEFORE = 1;

    private final boolean othersMayWrite;
    private long last;
    private long told;
    private long gaps;
    private long missed;
    private long lost;
    private long disordered;
    private long inexact;

    /// @param othersMayWrite whether uncounted lines may come among the ticks, so that a gap may
    ///   report more than ticks
    Sequence(boolean othersMayWrite) {
        this.othersMayWrite = othersMayWrite;
    }

    /// A gap reported that this many lines are missing here.
    void told(long count) {
        gaps++;
        told += count;
    }

    void next(long number) {
        long missing = number - last - 1;
        if (missing == 0 && told == 0) {
            last = number;
            return;
        }
        settle(number, missing);
    }

    private void settle(long number, long missing) {
        if (missing < 0) {
            disordered++;
            return;
        }
        long beyond = told - missing;
        long allowed = last == 0 ? LINES_BEFORE : 0;
        if (beyond < 0) {
            lost -= beyond;
        } else if (beyond > allowed && !othersMayWrite) {
            inexact++;
        }
        missed += Math.min(missing, told);
        told = 0;
        last = number;
    }

    /// The highest number that came; 0 before the first.
    long last() {
        return last;
    }

    Order order() {
        return new Order(gaps, missed, lost, disordered, inexact);
    }
}
