package io.vsgateway.bench.crowd;

import org.HdrHistogram.Histogram;

/// How connecting went.
///
/// @param seconds until the last connection was open
/// @param nanos of each connection, from its first packet to the gateway's acceptance
public record Connects(int opened, int failed, double seconds, Histogram nanos) {
    /// Connections opened per second.
    public double perSecond() {
        return seconds == 0 ? 0 : opened / seconds;
    }
}
