package io.vsgateway.channel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.feed.Delays;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What the channels do at present: what was counted and how long events took, within the last ten
/// seconds or so. It looks at counters that are kept anyway, once a second. Any thread.
public final class Pace {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier in;
    private final LongSupplier out;
    private final LongSupplier errors;
    private final Delays delays;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    /// The oldest first; there is always one.
    @GuardedBy("lock")
    private final Deque<Look> looks = new ArrayDeque<>();

    /// One that is no longer needed.
    @GuardedBy("lock")
    private @Nullable Histogram spare;

    /// @param before what was measured between the look before and this one; null if nothing was
    private record Look(long at, long in, long out, long errors, @Nullable Histogram before) {}

    /// What is going on.
    ///
    /// @param seconds the time that it was counted in
    /// @param in events published per second
    /// @param out events given to clients per second
    /// @param errors told per second
    /// @param micros how long events took from their place in the order until they were handed to a
    ///   connection
    public record Present(double seconds, double in, double out, double errors, Histogram micros) {}

    /// @param in events published since the start
    /// @param out events given to clients since then
    /// @param errors told since then
    Pace(
            LongSupplier in,
            LongSupplier out,
            LongSupplier errors,
            Delays delays,
            LongSupplier nanoTime) {
        this.in = in;
        this.out = out;
        this.errors = errors;
        this.delays = delays;
        this.nanoTime = nanoTime;
        looks.add(now(null));
    }

    private Look now(@Nullable Histogram before) {
        return new Look(
                nanoTime.getAsLong(), in.getAsLong(), out.getAsLong(), errors.getAsLong(), before);
    }

    /// Looks at the counters; to be called about once a second. May wait for a moment.
    void look() {
        lock.lock();
        try {
            Histogram micros = delays.take(spare);
            boolean isEmpty = micros.getTotalCount() == 0;
            spare = isEmpty ? micros : null;
            Look now = now(isEmpty ? null : micros);
            looks.add(now);
            while (now.at - looks.getFirst().at > WINDOW_NANOS) {
                looks.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    public Present present() {
        lock.lock();
        try {
            Look first = looks.getFirst();
            Look now = now(null);
            double seconds = (now.at - first.at) / 1e9;
            Histogram micros = Delays.none();
            // What was measured before the first look is out of date.
            looks.stream().skip(1).map(Look::before).filter(Objects::nonNull).forEach(micros::add);
            return new Present(
                    seconds,
                    perSecond(now.in - first.in, seconds),
                    perSecond(now.out - first.out, seconds),
                    perSecond(now.errors - first.errors, seconds),
                    micros);
        } finally {
            lock.unlock();
        }
    }

    private static double perSecond(long count, double seconds) {
        return seconds > 0 ? count / seconds : 0;
    }
}
