package io.vsgateway.console.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Caller;
import io.vsgateway.time.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The rate of commands over REST, where there is no connection to count by: one rate per
/// credential and address. Beyond a bound, the ones unused for longest are forgotten.
@ApplicationScoped
public class RestRates {
    private static final int MAX_SENDERS = 1000;

    private final CommandSettings settings;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, RateLimit> limits = new LinkedHashMap<>(16, 0.75f, true);

    public RestRates(CommandSettings settings) {
        this.settings = settings;
    }

    public boolean allows(Caller caller) {
        long now = System.nanoTime();
        lock.lock();
        try {
            RateLimit limit =
                    limits.computeIfAbsent(
                            caller.source(),
                            _ -> new RateLimit(settings.perSecond(), settings.abuse(), now));
            if (limits.size() > MAX_SENDERS) {
                limits.pollFirstEntry();
            }
            return limit.take(now) == RateLimit.Answer.PASS;
        } finally {
            lock.unlock();
        }
    }
}
