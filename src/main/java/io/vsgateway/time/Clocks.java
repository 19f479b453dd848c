package io.vsgateway.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The two clocks: one for deadlines, which nobody can set, and one for the times that clients see.
///
/// @param steady for deadlines
/// @param wall the time of day
public record Clocks(InstantSource steady, InstantSource wall) {
    /// The time of day, as exact as all times that clients are told.
    public Instant now() {
        return wall.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
