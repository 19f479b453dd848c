package io.vsgateway.bench.crowd;

import org.HdrHistogram.Histogram;

/// How long commands took that were given one after another.
///
/// @param written nanoseconds until the gateway had written it to the game
/// @param confirmed nanoseconds until the gateway had seen the game's echo
/// @param failure empty, or why not all were given
public record RoundTrips(int wanted, Histogram written, Histogram confirmed, String failure) {}
