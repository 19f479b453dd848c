package io.vsgateway.feed;

/// Where a reader begins.
public sealed interface Start {
    /// With at most the last `count` entries that are remembered, then live; 0 is only live.
    record Last(int count) implements Start {
        public Last {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative: " + count);
            }
        }
    }

    /// Behind the entry that the reader saw last. What it missed and is no longer remembered is
    /// told as a [Gap]; so is a position of another epoch, after which it gets all that is
    /// remembered.
    record After(Position seen) implements Start {}
}
