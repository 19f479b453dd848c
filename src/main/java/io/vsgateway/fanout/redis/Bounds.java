package io.vsgateway.fanout.redis;

import java.time.Duration;

/// How much of a topic is remembered for gateways that come late.
///
/// @param entries at most so many, or some more
/// @param bytes at most about so many of them
/// @param life how long the last of them is remembered
public record Bounds(int entries, long bytes, Duration life) {
    /// As the script reads it.
    String text() {
        return entries + ":" + life.toSeconds() + ":" + bytes;
    }
}
