package io.vsgateway.access.token;

import io.vsgateway.access.Claims;
import io.vsgateway.access.Lease;
import io.vsgateway.access.sanction.Sanctions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How long a token holds: until it expires or is revoked, its user is banned, or its issuer no
/// longer uses the key that signed it.
///
/// @param end when it expires, by `clock`, which nobody can set
record TokenLease(
        VerificationKey key, Claims claims, Instant end, InstantSource clock, Sanctions sanctions)
        implements Lease {
    @Override
    public boolean holds() {
        return stands() && !sanctions.isBanned(claims.userId());
    }

    @Override
    public boolean isBarred() {
        return stands() && sanctions.isBanned(claims.userId());
    }

    /// Whether the token itself is good, regardless of its user.
    private boolean stands() {
        return clock.instant().isBefore(end) && !key.isRetired() && !sanctions.isRevoked(claims);
    }

    @Override
    public Optional<Duration> remaining() {
        Duration left = Duration.between(clock.instant(), end);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
