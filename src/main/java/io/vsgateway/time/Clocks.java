package io.vsgateway.time;

import java.time.Instant;
import java.time.InstantSource;

/// The two clocks: one for deadlines, which nobody can set, and one for what clients are told.
///
/// @param steady by it things expire
/// @param wall the time of day
public record Clocks(InstantSource steady, InstantSource wall) {
    /// The time of day.
    public Instant now() {
        return wall.instant();
    }
}
