package io.vsgateway.feed;

/// Entries that a reader did not get, told in place of them.
///
/// @param from the first one missed; where the writer gives the positions, the one behind the last
///   that the reader saw; if `recovered` is false, the position that the reader came with
/// @param to the last one missed
/// @param count how many entries of the present epoch were missed; [#UNCOUNTED] if nobody knows
/// @param recovered false if the reader came from another epoch: what that held after `from` is
///   unknown
public record Gap(Position from, Position to, long count, boolean recovered) {
    /// The `count` of a reader that came back to where the feed's memory does not reach.
    public static final long UNCOUNTED = -1;

    /// Whether the count is known.
    public boolean isCounted() {
        return count != UNCOUNTED;
    }
}
