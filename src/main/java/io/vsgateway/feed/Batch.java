package io.vsgateway.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries in their order, without a hole between them.
///
/// @param gap what was missed before the first of them, if anything
/// @param first offset of the first entry; the others follow one by one
public record Batch<T>(@Nullable Gap gap, String epoch, long first, List<T> entries) {
    /// Whether there is nothing to tell.
    public boolean isEmpty() {
        return gap == null && entries.isEmpty();
    }

    /// The position of the entry at `index`.
    public Position position(int index) {
        return new Position(epoch, first + index);
    }
}
