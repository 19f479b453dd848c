package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    public record Remembered(long forgotten, List<Entry> entries, List<Entry> retained) {
        /// Without the entries up to which something is not remembered.
        public Remembered clipped() {
            List<Entry> behind =
                    entries.stream()
                            .filter(entry -> entry.position().offset() > forgotten)
                            .toList();
            return new Remembered(forgotten, behind, retained);
        }

        /// This and what is remembered of the same topic at another place: of two latest values of
        /// a key the later one.
        public Remembered and(Remembered other) {
            var latest = new LinkedHashMap<@Nullable String, Entry>();
            for (Entry entry : merged(retained, other.retained)) {
                var publication = (Change.Publication) entry.change();
                latest.remove(publication.retain());
                latest.put(publication.retain(), entry);
            }
            return new Remembered(
                            Math.max(forgotten, other.forgotten),
                            merged(entries, other.entries),
                            List.copyOf(latest.values()))
                    .clipped();
        }

        private static List<Entry> merged(List<Entry> some, List<Entry> others) {
            return Stream.concat(some.stream(), others.stream())
                    .sorted(Comparator.comparingLong(entry -> entry.position().offset()))
                    .toList();
        }
    }
}
