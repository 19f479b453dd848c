package io.vsgateway.audit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Decides which refusals are recorded: per caller [#BURST] at once and then one a second, so that
/// nobody floods the audit with what was never done. What is left out is counted, and reported in
/// at most one line a minute. Beyond a bound of callers, the longest unused are forgotten.
///
/// Any thread; lines are written outside the lock.
final class RefusalShare {
    static final int BURST = 60;

    private static final double PER_NANO = 1.0 / TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_CALLERS = 1000;

    private final LongSupplier nanoTime;
    private final Consumer<Runnable> inAMinute;
    private final Consumer<String> out;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, Bucket> callers = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private long untold;

    @GuardedBy("lock")
    private String last = "";

    @GuardedBy("lock")
    private boolean isLineDue;

    private final AtomicLong leftOut = new AtomicLong();

    private record Bucket(double tokens, long filledAt) {}

    /// @param inAMinute runs a task a minute later
    RefusalShare(LongSupplier nanoTime, Consumer<Runnable> inAMinute, Consumer<String> out) {
        this.nanoTime = nanoTime;
        this.inAMinute = inAMinute;
        this.out = out;
    }

    /// Takes a place for one more refusal of this caller; without one, the refusal is left out.
    boolean take(String caller) {
        long now = nanoTime.getAsLong();
        lock.lock();
        try {
            Bucket bucket = callers.getOrDefault(caller, new Bucket(BURST, now));
            double tokens = Math.min(BURST, bucket.tokens() + (now - bucket.filledAt()) * PER_NANO);
            boolean isThere = tokens >= 1;
            callers.put(caller, new Bucket(isThere ? tokens - 1 : tokens, now));
            if (callers.size() > MAX_CALLERS) {
                callers.pollFirstEntry();
            }
            if (isThere) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        leaveOut(caller);
        return false;
    }

    /// Counts a refusal that is not recorded.
    void leaveOut(String caller) {
        boolean isFirst;
        lock.lock();
        try {
            leftOut.incrementAndGet();
            untold++;
            last = caller;
            isFirst = !isLineDue;
            isLineDue = true;
        } finally {
            lock.unlock();
        }
        if (isFirst) {
            inAMinute.accept(this::tell);
        }
    }

    /// Reports what was left out since the last line, if anything.
    void tell() {
        long count;
        String caller;
        lock.lock();
        try {
            count = untold;
            caller = last;
            untold = 0;
            isLineDue = false;
        } finally {
            lock.unlock();
        }
        if (count > 0) {
            out.accept(count + " refusals are not in the audit, the last one of " + caller);
        }
    }

    /// Number of refusals left out so far.
    long leftOut() {
        return leftOut.get();
    }
}
