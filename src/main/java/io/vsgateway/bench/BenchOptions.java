package io.vsgateway.bench;

import io.vsgateway.wire.Format;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What to measure; [BenchCommand] reads it from the command line and documents it.
///
/// @param rate lines per second that the game writes, 0 for as fast as possible
/// @param lines how many of them, 0 if nothing is to be delivered
/// @param warmup lines delivered before, and not measured; with 0, connecting is not warmed up
///   either
/// @param size bytes of a line
/// @param slow clients that do not read while lines come
/// @param commands how many command round trips to measure
/// @param idle how long to hold idle connections; null when lines are delivered
/// @param timeout longest wait for anything that should happen
/// @param url the gateway to measure; null to start one
/// @param pid its process on this machine, if known
record BenchOptions(
        int clients,
        int rate,
        int lines,
        int warmup,
        int size,
        int slow,
        int commands,
        @Nullable Duration idle,
        int inFlight,
        int connectRate,
        Format format,
        boolean json,
        Duration timeout,
        @Nullable String url,
        @Nullable Integer pid) {
    /// How long the game needs to write so many lines, with some margin.
    Duration atMost(int count) {
        Duration planned = rate == 0 ? Duration.ZERO : Duration.ofMillis(1000L * count / rate);
        return planned.plus(timeout);
    }
}
