package io.vsgateway.fanout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wants to have in the order.
///
/// @param changes at least one; all of them have their places one behind the other, with nothing
///   between them, or none has one
/// @param key whoever proposes the same again shows the same key, and it is placed once; null if
///   nobody will
public record Proposal(List<Change> changes, @Nullable String key) {
    public Proposal {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a proposal has a change");
        }
    }

    /// One that wants one change.
    public Proposal(Change change, @Nullable String key) {
        this(List.of(change), key);
    }
}
