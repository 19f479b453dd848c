package io.vsgateway.fanout.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Whether Redis has room for what is published. The log is told once when there is none any more,
/// and once when there is some again: as what is forgotten there makes room for a moment, only
/// after it was so for a while. Any thread.
final class Room {
    static final Duration QUIET = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(Room.class);

    private final String server;
    private final LongSupplier nanos;
    private final AtomicBoolean isFull = new AtomicBoolean();
    private volatile long missedAt;

    /// @param server its name for people
    /// @param nanos a clock that never is set
    Room(String server, LongSupplier nanos) {
        this.server = server;
        this.nanos = nanos;
    }

    boolean isFull() {
        return isFull.get();
    }

    /// Redis has said that there is none.
    void isMissing() {
        missedAt = nanos.getAsLong();
        if (!isFull.getAndSet(true)) {
            LOG.warnf(
                    "Redis at %s is full (maxmemory): what is published is refused until it has room",
                    server);
        }
    }

    /// Redis has said that there is some.
    void isThere() {
        boolean isQuiet = nanos.getAsLong() - missedAt >= QUIET.toNanos();
        if (isQuiet && isFull.getAndSet(false)) {
            LOG.infof("Redis at %s has room again for what is published", server);
        }
    }
}
