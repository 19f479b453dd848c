package io.vsgateway.websocket;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait before an attempt: doubling each time up to a cap, then somewhat longer or
/// shorter at random, so that clients disconnected together do not come back together.
///
/// @param random returns numbers from 0 to 1
record Backoff(Duration base, Duration most, double jitter, DoubleSupplier random) {
    /// @param attempt counted from 1
    Duration before(int attempt) {
        double cap = (double) most.toNanos();
        double doubled = (double) base.toNanos() * Math.pow(2, Math.max(0, attempt - 1));
        double factor = 1 + jitter * (2 * random.getAsDouble() - 1);
        return Duration.ofNanos((long) Math.min(Math.min(doubled, cap) * factor, cap));
    }
}
