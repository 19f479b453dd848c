package io.vsgateway.access.token;

import io.vsgateway.access.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How long a token holds: until it expires, or its issuer does not use the key any more that it
/// was signed with.
///
/// @param end when it expires, by the clock, which nobody sets
record TokenLease(VerificationKey key, Instant end, InstantSource clock) implements Lease {
    @Override
    public boolean holds() {
        return clock.instant().isBefore(end) && !key.isRetired();
    }

    @Override
    public Optional<Duration> remaining() {
        Duration left = Duration.between(clock.instant(), end);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
