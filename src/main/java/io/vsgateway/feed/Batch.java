package io.vsgateway.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consecutive entries of a feed, without a hole between them.
///
/// @param gap what was missed before the first entry, if anything
/// @param first index of the first entry; the others follow one by one
/// @param offsets offset of each entry; null if it equals the index
@SuppressWarnings("ArrayRecordComponent") // Nobody compares batches.
public record Batch<T>(
        @Nullable Gap gap, String epoch, long first, List<T> entries, long @Nullable [] offsets) {
    static <T> Batch<T> none(@Nullable Gap gap, String epoch, long first) {
        return new Batch<>(gap, epoch, first, List.of(), null);
    }

    /// Whether there is neither a gap nor an entry.
    public boolean isEmpty() {
        return gap == null && entries.isEmpty();
    }

    /// The [Position#offset] of the entry at `index`.
    public long offset(int index) {
        return offsets == null ? first + index : offsets[index];
    }

    /// The position of the entry at `index`.
    public Position position(int index) {
        return new Position(epoch, offset(index));
    }
}
