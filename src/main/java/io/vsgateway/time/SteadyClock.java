package io.vsgateway.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// A clock that is right when created and from then on only counts elapsed time: setting the
/// machine's clock makes nothing live longer or shorter. For deadlines, not for times that people
/// read.
public final class SteadyClock implements InstantSource {
    private final Instant begun;
    private final long begunAt;
    private final LongSupplier nanos;

    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.begun = wall.instant();
        this.nanos = nanos;
        this.begunAt = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanos.getAsLong() - begunAt);
    }
}
