package io.vsgateway.channel.combat;

import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What became of something that was to be judged.
sealed interface Ruling {
    /// It is so.
    ///
    /// @param placed the first event that tells of it; null if there was nothing to tell
    record Done(Outcome.@Nullable Placed placed) implements Ruling {}

    /// It is against the rules.
    ///
    /// @param message constant words
    record Refused(ErrorCode code, String message) implements Ruling {}

    /// It is right, but has no place in the order, or nobody knows.
    record Unplaced(Outcome outcome) implements Ruling {}
}
