package io.vsgateway.hub;

import io.vsgateway.fanout.Placement;
import io.vsgateway.feed.Position;
import java.time.Instant;

/// What became of something that was proposed.
public sealed interface Outcome {
    /// It is in the order, and in its topics here.
    ///
    /// @param isDuplicate whether it was already, by its key
    record Placed(Position position, Instant at, boolean isDuplicate) implements Outcome {}

    /// It was not taken, as a topic has no room for it.
    record Full() implements Outcome {}

    /// It has no place in the order, or nobody knows.
    record Refused(Placement.Reason reason) implements Outcome {
        /// Whether it may yet get one: nobody knows.
        public boolean isUnknown() {
            return reason == Placement.Reason.UNKNOWN;
        }
    }
}
