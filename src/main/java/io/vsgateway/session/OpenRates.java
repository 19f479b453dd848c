package io.vsgateway.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.net.ClientAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// How many handshakes one client address (one /64 for IPv6) may begin: a minute's worth at once,
/// and then as many as the minute gives back. Of each address only the time is known at which
/// nothing is owed any more; so there is no timer, and one that owes nothing need not be known.
///
/// Any thread. Of more than 10,000 addresses the one that came longest ago is forgotten: whoever
/// has that many is held back by other limits.
final class OpenRates {
    /// How many addresses are remembered.
    static final int MAX_ADDRESSES = 10_000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final long each;
    private final ReentrantLock lock = new ReentrantLock();

    /// When an address owes nothing, by [System#nanoTime]; the one that came longest ago is first.
    @GuardedBy("lock")
    private final SequencedMap<String, Long> paidAt = new LinkedHashMap<>();

    /// @param perMinute 0 for no limit
    OpenRates(int perMinute) {
        this.each = perMinute == 0 ? 0 : MINUTE / perMinute;
    }

    /// One more begins.
    ///
    /// @param now a time in nanoseconds, as in other calls
    /// @return zero if it may; else how long until one may
    Duration take(ClientAddress address, long now) {
        if (each == 0) {
            return Duration.ZERO;
        }
        String block = address.block();
        lock.lock();
        try {
            Long before = paidAt.remove(block);
            long owed = (before == null ? 0 : Math.max(0, before - now)) + each;
            boolean mayBegin = owed <= MINUTE;
            paidAt.putLast(block, now + (mayBegin ? owed : owed - each));
            forget(now);
            return mayBegin ? Duration.ZERO : Duration.ofNanos(owed - MINUTE);
        } finally {
            lock.unlock();
        }
    }

    /// Those that owe nothing go as others come, at most two each time.
    @GuardedBy("lock")
    private void forget(long now) {
        for (int i = 0; i < 2 && !paidAt.isEmpty(); i++) {
            boolean isPaid = paidAt.firstEntry().getValue() - now <= 0;
            if (!isPaid && paidAt.size() <= MAX_ADDRESSES) {
                return;
            }
            paidAt.pollFirstEntry();
        }
    }

    /// How many addresses are remembered now.
    int addresses() {
        lock.lock();
        try {
            return paidAt.size();
        } finally {
            lock.unlock();
        }
    }
}
