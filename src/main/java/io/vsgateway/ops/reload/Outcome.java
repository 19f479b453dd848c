package io.vsgateway.ops.reload;

import java.util.Set;

/// What became of changed settings. It has names of variables, and no values.
sealed interface Outcome {
    /// They are in effect.
    ///
    /// @param now those that are
    /// @param later those that are valid, but take effect at the next start
    record Taken(Set<String> now, Set<String> later) implements Outcome {}

    /// None of them is in effect.
    ///
    /// @param why what is wrong, for the operator
    record Refused(Set<String> changed, String why) implements Outcome {}

    /// After a refusal the settings are those again that are in effect.
    record Withdrawn() implements Outcome {}
}
