package io.vsgateway.bench.crowd;

import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What all watchers together record during one series of ticks. Not thread-safe.
final class Round {
    private final int lines;
    private final long began;
    private final Histogram latency = new Histogram(Crowd.DIGITS);
    private final TickReader ticks = new TickReader();
    private long now;
    private long firstWritten;
    private long lastRead;
    private long delivered;
    private long bytes;
    private int complete;

    /// @param lines the number of the last tick
    /// @param began nanoseconds since 1970; older ticks belong to another round
    Round(int lines, long began) {
        this.lines = lines;
        this.began = began;
        this.lastRead = began;
    }

    /// Nanoseconds since 1970, as the game writes them.
    static long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// Something was read at this time.
    void now(long epochNanos) {
        now = epochNanos;
    }

    /// The tick in this message, to be used before the next is read; null if it is not a tick of
    /// this round.
    @Nullable TickReader tick(byte[] bytes, int from, int to) {
        return ticks.read(bytes, from, to) && ticks.time() >= began ? ticks : null;
    }

    /// A watcher that reads all the time got a tick.
    void delivered(long written, int length) {
        if (firstWritten == 0) {
            firstWritten = written;
        }
        lastRead = now;
        delivered++;
        bytes += length;
        // A latency made negative by a clock that was set back counts as 0.
        latency.recordValue(Math.max(0, now - written));
    }

    /// A watcher that reads all the time got the last tick.
    void completed() {
        complete++;
    }

    int lines() {
        return lines;
    }

    int complete() {
        return complete;
    }

    long delivered() {
        return delivered;
    }

    long bytes() {
        return bytes;
    }

    Histogram latency() {
        return latency;
    }

    /// From the first tick's writing to the last one's reading.
    double seconds() {
        return firstWritten == 0 ? 0 : Math.max(0, lastRead - firstWritten) / 1e9;
    }
}
