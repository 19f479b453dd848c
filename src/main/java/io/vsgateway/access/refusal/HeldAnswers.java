package io.vsgateway.access.refusal;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Refusals that wait for their delay, over REST and over WebSockets, each by a timer and without a
/// thread. Their number is bounded; beyond it refusals go out at once, because holding more would
/// help the attacker and not us: [FailureThrottle] bounds what an address may try.
public final class HeldAnswers {
    /// How many may wait at a time.
    static final int MAX_HELD = 1000;

    private final AtomicInteger waiting = new AtomicInteger();

    /// The refusal after the delay if there is room, otherwise now.
    public <T> Uni<T> hold(T refusal, Duration delay) {
        Uni<T> answer = Uni.createFrom().item(refusal);
        if (delay.isZero()) {
            return answer;
        }
        if (waiting.incrementAndGet() > MAX_HELD) {
            waiting.decrementAndGet();
            return answer;
        }
        return answer.onItem().delayIt().by(delay).onTermination().invoke(waiting::decrementAndGet);
    }

    /// How many wait now.
    int waiting() {
        return waiting.get();
    }
}
