package io.vsgateway.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// A lease that ends by itself, as that of a token does.
public final class Ending implements Lease {
    public static final Duration AFTER = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Instant end;

    public Ending(InstantSource clock) {
        this.clock = clock;
        this.end = clock.instant().plus(AFTER);
    }

    @Override
    public boolean holds() {
        return clock.instant().isBefore(end);
    }

    @Override
    public Optional<Duration> remaining() {
        return Optional.of(Duration.between(clock.instant(), end));
    }
}
