package io.vsgateway.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// How long entries of an order take from their place in it until they are handed to the
/// connections of those who follow their feeds, measured on a few entries: one after each
/// [#measureNext]. Any thread.
///
/// As long as nothing is measured, an entry costs its writer, and each write its reader, the
/// reading of one field.
public final class Delays {
    /// A reader that is further behind is not measured.
    public static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final int DIGITS = 2;

    private final LongSupplier nanoTime;
    private final Recorder micros =
            new Recorder(TimeUnit.NANOSECONDS.toMicros(LONGEST_NANOS), DIGITS);
    private final ReentrantLock lock = new ReentrantLock();

    /// What is measured now, the newest first. Written under the lock and read without it.
    private volatile List<Measured> measured = List.of();

    private volatile boolean isWanted = true;

    /// An entry that readers are measured by.
    private record Measured(long offset, long at, List<? extends Feed<?>> feeds) {
        boolean isOld(long now) {
            return now - at > LONGEST_NANOS;
        }
    }

    public Delays() {
        this(System::nanoTime);
    }

    Delays(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Has the next entry measured; to be called a few times a second.
    public void measureNext() {
        keep(null);
        isWanted = true;
    }

    /// Whether the next entry is to be [#placed].
    public boolean isWanted() {
        return isWanted;
    }

    /// An entry has its place; to be called before any reader may write it.
    ///
    /// @param feeds all that have it
    public void placed(long offset, List<? extends Feed<?>> feeds) {
        isWanted = false;
        keep(new Measured(offset, nanoTime.getAsLong(), List.copyOf(feeds)));
    }

    /// Old ones go, so that none of them keeps a feed in memory.
    private void keep(@Nullable Measured newest) {
        lock.lock();
        try {
            List<Measured> before = measured;
            if (newest == null && before.isEmpty()) {
                return;
            }
            long now = nanoTime.getAsLong();
            var kept = new ArrayList<Measured>(before.size() + 1);
            if (newest != null) {
                kept.add(newest);
            }
            before.stream().filter(one -> !one.isOld(now)).forEach(kept::add);
            measured = List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }

    /// A reader was handed all that a feed has between two offsets.
    ///
    /// @param after what it was handed before, from whatever feed, or what was there before it came
    /// @param last the last one, included
    public void handed(Feed<?> feed, long after, long last) {
        List<Measured> some = measured;
        for (int i = 0; i < some.size() && some.get(i).offset > after; i++) {
            Measured one = some.get(i);
            if (one.offset <= last && one.feeds.contains(feed)) {
                record(nanoTime.getAsLong() - one.at);
            }
        }
    }

    private void record(long nanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.clamp(nanos, 0, LONGEST_NANOS)));
    }

    /// What was measured since the last call, in microseconds. May wait for a moment; to be called
    /// by one thread at a time.
    ///
    /// @param used one of an earlier call, whose memory is used again; null for none
    public Histogram take(@Nullable Histogram used) {
        return micros.getIntervalHistogram(used);
    }

    /// An empty one, to add up what was measured.
    public static Histogram none() {
        return new Histogram(TimeUnit.NANOSECONDS.toMicros(LONGEST_NANOS), DIGITS);
    }
}
