package io.vsgateway.fanout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wants to have in the order.
///
/// @param changes at least one; all of them have their places one behind the other, with nothing
///   between them, or none has one
/// @param key whoever proposes the same again shows the same key, and it is placed once; null if
///   nobody will. What stands before its first line break says whose it is: see [#keyOf]
public record Proposal(List<Change> changes, @Nullable String key) {
    public Proposal {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a proposal has a change");
        }
    }

    /// The key of somebody who is known by this id, which has no line break in it. Nobody else has
    /// such a key, whatever they call theirs.
    public static String keyOf(String userId, String key) {
        return "by:" + userId + '\n' + key;
    }

    /// One that wants one change.
    public Proposal(Change change, @Nullable String key) {
        this(List.of(change), key);
    }
}
