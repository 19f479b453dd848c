package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one client was told over all of its connections, and whether it may be so: ids rise, none
/// comes twice, an id has one content, and what did not come is covered by a gap.
final class Ledger {
    private static final int NEAR = 30;

    /// In the order in which they were heard of.
    private final Set<String> epochs = new LinkedHashSet<>();

    private final Set<Place> seen = new LinkedHashSet<>();

    /// What the client has of each topic: a gap behind which nothing is known takes it away.
    private final Map<String, Set<Place>> has = new HashMap<>();

    private final Map<String, List<Gap>> gaps = new HashMap<>();

    /// Where the client was cut off between leaving a topic and coming back to it.
    private final Map<String, List<Gap>> away = new HashMap<>();

    /// Digests of what came, by id and topic.
    private final Map<String, Integer> contents = new HashMap<>();

    /// What a topic's past has brought on this connection, and what of it may come again on the
    /// next one, as the flow had not got there.
    private final Map<String, Set<Place>> past = new HashMap<>();

    private final Map<String, Set<Place>> again = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /// Behind this the next event has to be; null behind a gap that takes everything away.
    private @Nullable Place previous;

    private @Nullable Place begin;

    /// An id, taken apart; that of no event has no epoch.
    private record Place(String epoch, long order) {
        static Place of(String id) {
            if (id.isEmpty()) {
                return new Place("", 0);
            }
            int dash = id.indexOf('-');
            return new Place(id.substring(0, dash), Long.parseLong(id.substring(dash + 1)));
        }
    }

    private record Gap(Place from, Place to, boolean recovered) {}

    private Place place(String id) {
        Place place = Place.of(id);
        epochs.add(place.epoch());
        return place;
    }

    /// A connection begins behind this place. The client is owed all that is behind the first one.
    void begins(String id) {
        Place place = place(id);
        if (begin == null) {
            begin = place;
        }
        past.forEach((topic, places) ->
                again.computeIfAbsent(topic, _ -> new HashSet<>()).addAll(places));
        again.values()
                .forEach(places ->
                        places.removeIf(one ->
                                one.epoch().equals(place.epoch()) && one.order() <= place.order()));
        past.clear();
    }

    void gap(String topic, String from, String to, boolean recovered) {
        gaps.computeIfAbsent(topic, _ -> new ArrayList<>())
                .add(new Gap(Place.of(from), place(to), recovered));
        if (!recovered) {
            has.remove(topic);
            previous = null;
        }
    }

    /// The client had left the topic, and goes on elsewhere behind another place.
    void wasAway(String topic, String from, String to) {
        Place left = Place.of(from);
        Place back = place(to);
        away.computeIfAbsent(topic, _ -> new ArrayList<>())
                .add(new Gap(left, back, left.epoch().equals(back.epoch())));
    }

    /// An event of the flow.
    void came(JsonNode event) {
        Place place = place(event.path("event_id").asText());
        Place before = previous;
        if (before != null
                && (!before.epoch().equals(place.epoch()) || before.order() >= place.order())) {
            faults.add(place + " in " + event.path("topic").asText() + " behind " + before);
        }
        previous = place;
        take(event, place);
    }

    /// An event of a topic's past.
    void remembered(JsonNode event) {
        Place place = place(event.path("event_id").asText());
        take(event, place);
        past.computeIfAbsent(event.path("topic").asText(), _ -> new HashSet<>()).add(place);
    }

    private void take(JsonNode event, Place place) {
        String topic = event.path("topic").asText();
        boolean isNew = has.computeIfAbsent(topic, _ -> new HashSet<>()).add(place);
        boolean mayComeAgain = again.computeIfAbsent(topic, _ -> new HashSet<>()).remove(place);
        if (!isNew && !mayComeAgain) {
            faults.add(place + " in " + topic + " once more");
        }
        seen.add(place);
        int digest = event.toString().hashCode();
        Integer known = contents.put(place + " " + topic, digest);
        if (known != null && known != digest) {
            faults.add(place + " in " + topic + " with another content");
        }
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    /// Digests of what came, by id and topic.
    Map<String, Integer> contents() {
        return contents;
    }

    List<String> faults() {
        return faults;
    }

    /// The event has come, or a gap covers it, or it was before the client.
    void checkTold(String client, String id, String topic) {
        Place place = Place.of(id);
        boolean isTold =
                seen.contains(place)
                        || isBeforeBegin(place)
                        || isCovered(gaps, topic, place)
                        || isCovered(away, topic, place);
        assertThat(isTold)
                .as("%s heard of %s in %s: %s", client, id, topic, about(place, topic))
                .isTrue();
    }

    private boolean isBeforeBegin(Place place) {
        Place first = begin;
        return first != null
                && place.epoch().equals(first.epoch())
                && place.order() <= first.order();
    }

    private boolean isCovered(Map<String, List<Gap>> by, String topic, Place place) {
        return by.getOrDefault(topic, List.of()).stream().anyMatch(gap -> covers(gap, place));
    }

    /// A gap behind which nothing was known leaves open what was in the epochs before, and in its
    /// own up to its end.
    private boolean covers(Gap gap, Place place) {
        if (place.epoch().equals(gap.to().epoch())) {
            return place.order() <= gap.to().order()
                    && (!gap.recovered() || gap.from().order() <= place.order());
        }
        // An epoch that was over before the client heard of it was before another one that it
        // knows.
        var known = List.copyOf(epochs);
        return !gap.recovered() && known.indexOf(place.epoch()) < known.indexOf(gap.to().epoch());
    }

    private String about(Place place, String topic) {
        List<Place> near =
                seen.stream()
                        .filter(one -> one.epoch().equals(place.epoch()))
                        .filter(one -> Math.abs(one.order() - place.order()) < NEAR)
                        .toList();
        return "seen near it %s, gaps there %s, away %s, epochs %s"
                .formatted(
                        near,
                        gaps.getOrDefault(topic, List.of()),
                        away.getOrDefault(topic, List.of()),
                        epochs);
    }
}
