package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
import java.time.Instant;

/// What became of a [Proposal].
public sealed interface Placement {
    /// It is in the order.
    ///
    /// @param position of the first of its changes
    /// @param isDuplicate whether it was already, by its key
    record Placed(Position position, Instant at, boolean isDuplicate) implements Placement {}

    /// It is not, or nobody knows.
    record Refused(Reason reason) implements Placement {}

    /// Why something has no place.
    enum Reason {
        /// Too many wait for theirs.
        BUSY,
        /// The order cannot be reached, and was not.
        UNAVAILABLE,
        /// The order was lost while it was asked: it may be there or not.
        UNKNOWN
    }
}
