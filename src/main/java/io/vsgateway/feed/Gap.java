package io.vsgateway.feed;

/// Entries that a reader did not get, reported in place of them.
///
/// @param from the first one missed; if the writer gives the positions, the one after the last that
///   the reader saw; if `recovered` is false, the position that the reader came with
/// @param to the last one missed
/// @param count number of missed entries of the present epoch; [#UNCOUNTED] if unknown
/// @param recovered false if the reader came from another epoch: what that epoch held after `from`
///   is unknown
public record Gap(Position from, Position to, long count, boolean recovered) {
    /// The `count` for a reader that resumes before what the feed remembers.
    public static final long UNCOUNTED = -1;

    /// Whether the count is known.
    public boolean isCounted() {
        return count != UNCOUNTED;
    }
}
