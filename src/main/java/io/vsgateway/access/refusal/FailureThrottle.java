package io.vsgateway.access.refusal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.net.ClientAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes guessing slow. It counts the failed attempts of each client address (of each /64 for IPv6)
/// and says how long a refusal must be held back: not at all for the first few, then 100 ms,
/// doubling with every further failure up to a maximum. It never blocks: the caller waits in its
/// own way. Success is never delayed, and clears no failures.
///
/// Many concurrent attempts would make the delay worthless. So while [#MAX_AT_ONCE] refusals of an
/// address are still held back, whether or not anyone still waits for them, its next attempts are
/// not checked: [#mustWait] says for how long. This also hits a right credential, but only from an
/// address that is guessing at that moment.
///
/// Any thread. An address is forgotten once it has had no failure for the window, or once 10,000
/// others have failed since.
public final class FailureThrottle {
    /// How many addresses are remembered.
    static final int MAX_ADDRESSES = 10_000;

    /// How many refusals of an address may be held back at a time.
    public static final int MAX_AT_ONCE = 20;

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

    public FailureThrottle(int free, Duration window, Duration maxDelay, InstantSource clock) {
        this.free = free;
        this.window = window;
        this.maxDelay = maxDelay;
        this.clock = clock;
    }

    /// How long until a credential from this address may be checked; zero for now.
    public Duration mustWait(ClientAddress address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Failures before = failures.get(address.block());
            return before == null ? Duration.ZERO : before.wait(now);
        } finally {
            lock.unlock();
        }
    }

    /// Counts a failure and returns how long to hold back the answer; zero for not at all.
    public Duration failed(ClientAddress address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Failures before = failures.remove(address.block());
            Failures counted =
                    before == null || before.isForgotten(now, window) ? new Failures(now) : before;
            failures.putLast(address.block(), counted);
            if (failures.size() > MAX_ADDRESSES) {
                failures.pollFirstEntry();
            }
            return counted.add(now);
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

    /// The failures of one address; guarded by the lock.
    private final class Failures {
        private int count;
        private Instant last;

        /// When the held-back refusals go out. Null before the first: most addresses fail only once
        /// or twice.
        private @Nullable Deque<Instant> heldUntil;

        Failures(Instant now) {
            this.last = now;
        }

        boolean isForgotten(Instant now, Duration window) {
            return !now.isBefore(last.plus(window)) && held(now) == 0;
        }

        Duration add(Instant now) {
            last = now;
            Duration delay = delay(++count - free);
            if (delay.isPositive()) {
                if (heldUntil == null) {
                    heldUntil = new ArrayDeque<>();
                }
                held(now);
                heldUntil.add(now.plus(delay));
            }
            return delay;
        }

        Duration wait(Instant now) {
            return held(now) < MAX_AT_ONCE || heldUntil == null
                    ? Duration.ZERO
                    : heldUntil.stream()
                            .min(Comparator.naturalOrder())
                            .map(first -> Duration.between(now, first))
                            .orElse(Duration.ZERO);
        }

        private int held(Instant now) {
            if (heldUntil == null) {
                return 0;
            }
            heldUntil.removeIf(end -> !now.isBefore(end));
            return heldUntil.size();
        }
    }
}
