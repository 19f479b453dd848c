package io.vsgateway.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// Makes guessing slow. It counts the failed attempts of each client address (for IPv6 of each /64)
/// and says how long a refusal is to be held back: not at all for the first few, then 100 ms, and
/// twice as long with every further failure up to a maximum. It never blocks: the caller waits in
/// its own way. Success is never delayed, and forgives nobody's failures.
///
/// Any thread. An address is forgotten when it has been without a failure for the window, or when
/// 10,000 others have failed since.
public final class FailureThrottle {
    /// How many addresses are remembered.
    static final int MAX_ADDRESSES = 10_000;

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    // 100 ms doubled this often is far beyond every allowed maximum.
    private static final int MAX_DOUBLINGS = 20;

    private final int free;
    private final Duration window;
    private final Duration maxDelay;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// The address whose last failure is the oldest comes first.
    @GuardedBy("lock")
    private final SequencedMap<String, Failures> failures = new LinkedHashMap<>();

    FailureThrottle(int free, Duration window, Duration maxDelay, InstantSource clock) {
        this.free = free;
        this.window = window;
        this.maxDelay = maxDelay;
        this.clock = clock;
    }

    /// Counts a failure and tells how long to hold back the answer; zero for at once.
    public Duration failed(ClientAddress address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Failures before = failures.remove(address.block());
            int earlier = before == null || before.isForgotten(now, window) ? 0 : before.count;
            Failures counted = new Failures(earlier + 1, now);
            failures.putLast(address.block(), counted);
            if (failures.size() > MAX_ADDRESSES) {
                failures.pollFirstEntry();
            }
            return delay(counted.count - free);
        } finally {
            lock.unlock();
        }
    }

    /// How many addresses are remembered now.
    int addresses() {
        lock.lock();
        try {
            return failures.size();
        } finally {
            lock.unlock();
        }
    }

    private Duration delay(int excess) {
        if (excess <= 0) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(excess - 1, MAX_DOUBLINGS));
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }

    private record Failures(int count, Instant last) {
        boolean isForgotten(Instant now, Duration window) {
            return !now.isBefore(last.plus(window));
        }
    }
}
