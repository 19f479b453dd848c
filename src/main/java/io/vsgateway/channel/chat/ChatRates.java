package io.vsgateway.channel.chat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.time.RateLimit;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// How often each user may write, over all of their connections. Beyond a bound, the ones who have
/// been silent for longest are forgotten. Any thread.
final class ChatRates {
    static final int MOST_USERS = 10_000;

    private final int perSecond;
    private final int burst;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, RateLimit> limits = new LinkedHashMap<>(16, 0.75f, true);

    ChatRates(int perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /// Whether a user may write now.
    ///
    /// @param now a time in nanoseconds
    boolean allows(String userId, long now) {
        lock.lock();
        try {
            // Nobody is cut off for it: the connection has a rate of its own for that.
            RateLimit limit =
                    limits.computeIfAbsent(
                            userId, _ -> new RateLimit(perSecond, burst, Integer.MAX_VALUE, now));
            if (limits.size() > MOST_USERS) {
                limits.pollFirstEntry();
            }
            return limit.take(now) == RateLimit.Answer.PASS;
        } finally {
            lock.unlock();
        }
    }
}
