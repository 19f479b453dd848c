package io.vsgateway.feed;

/// Where a reader begins.
public sealed interface Start {
    /// With at most the last `count` remembered entries, then live; 0 is live only.
    record Last(int count) implements Start {
        public Last {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative: " + count);
            }
        }
    }

    /// Behind the last entry that the reader saw. What it missed and is no longer remembered is
    /// reported as a [Gap]; so is a position of another epoch, after which the reader gets all that
    /// is remembered.
    record After(Position seen) implements Start {}

    /// Behind an entry that the feed never had: as behind one of another epoch.
    record Anew(Position claimed) implements Start {}
}
