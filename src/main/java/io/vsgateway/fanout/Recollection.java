package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;
import java.util.Map;

/// What the memory that all instances share has of the order, for one that comes to it, or lost it.
///
/// @param end the place up to which this is all
/// @param leftOut of topics that are not named, something up to this offset may have been
/// @param topics those of which something is remembered
/// @param memberships who is a member of which topic
/// @param notes those with a key
public record Recollection(
        Position end,
        long leftOut,
        Map<TopicName, Remembered> topics,
        List<Change.Membership> memberships,
        List<Change.Note> notes) {
    /// Nothing is known of what was before.
    public static Recollection none(Position end) {
        return new Recollection(end, 0, Map.of(), List.of(), List.of());
    }

    /// What is remembered of a topic.
    ///
    /// @param forgotten up to this offset, something is not remembered any more
    /// @param entries what is, in its order
    /// @param retained its latest value of each key, with the key
    public record Remembered(long forgotten, List<Entry> entries, List<Entry> retained) {}
}
