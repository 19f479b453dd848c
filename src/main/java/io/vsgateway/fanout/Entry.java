package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
import java.time.Instant;

/// Something that has its place in the order.
///
/// @param at when it was placed, by the clock of the order
public record Entry(Position position, Instant at, Change change) {}
