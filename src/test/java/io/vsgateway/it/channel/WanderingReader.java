package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One client and its several connections, one behind the other, to whichever gateway comes: it
/// reads slowly, stalls, leaves a topic and comes back to it, is cut and comes back by the last id
/// it has seen, until it is told of the end.
public final class WanderingReader implements Runnable {
    private final List<GatewayProcess> gateways;
    private final String user;
    private final List<String> rooms = new ArrayList<>();
    private final Random random;

    /// Whether gateways may refuse it or vanish.
    private final boolean isAmidTrouble;

    private final List<Place> seen = new ArrayList<>();

    /// What it has of each topic: a gap behind which nothing is known takes it away.
    private final Map<String, Set<Place>> has = new HashMap<>();

    private final List<String> faults = new ArrayList<>();

    /// Behind this the next event has to be; null behind a gap of that kind.
    private @Nullable Place previous;

    private final Map<String, List<Gap>> gaps = new HashMap<>();

    /// Where it was cut between leaving a topic and coming back to it.
    private final Map<String, List<Gap>> away = new HashMap<>();

    /// Digests of what came, by id and topic.
    private final Map<String, Integer> contents = new HashMap<>();

    private int questions;
    private final List<String> begins = new ArrayList<>();
    private @Nullable Place begin;
    private String last = "";

    /// Where the connection began, and the last of each topic since: who comes back to a topic
    /// shows what they saw of it, as others may have gone on before they had left it.
    private String resumedFrom = "";

    private final Map<String, String> lastOf = new HashMap<>();
    private volatile boolean isOver;
    private volatile boolean isGivenUp;
    private @Nullable Throwable failure;

    /// An id, taken apart.
    record Place(String epoch, long order) {
        static Place of(String id) {
            if (id.isEmpty()) {
                return new Place("", 0);
            }
            int dash = id.indexOf('-');
            return new Place(id.substring(0, dash), Long.parseLong(id.substring(dash + 1)));
        }
    }

    private record Gap(Place from, Place to, boolean recovered) {
        boolean covers(Place place) {
            if (recovered) {
                return place.epoch().equals(to.epoch())
                        && from.order() <= place.order()
                        && place.order() <= to.order();
            }
            // All that was before is unknown, and of the new epoch what was before the gap's end.
            return !place.epoch().equals(to.epoch()) || place.order() <= to.order();
        }
    }

    /// It has connected once when it is made, and knows where it begins.
    public WanderingReader(List<GatewayProcess> gateways, int number, int topics, Random random) {
        this(gateways, number, topics, random, false);
    }

    private WanderingReader(
            List<GatewayProcess> gateways,
            int number,
            int topics,
            Random random,
            boolean isAmidTrouble) {
        this.gateways = gateways;
        this.user = "u" + number;
        this.random = random;
        this.isAmidTrouble = isAmidTrouble;
        for (int i = 0; i < Math.min(topics, 20); i++) {
            String room = "t" + random.nextInt(topics);
            if (!rooms.contains(room)) {
                rooms.add(room);
            }
        }
        connect().close();
    }

    /// One among gateways that vanish and are replaced by others in the list.
    public static WanderingReader amidTrouble(
            List<GatewayProcess> gateways, int number, int topics, Random random) {
        return new WanderingReader(gateways, number, topics, random, true);
    }

    private Client connect() {
        while (true) {
            try {
                return connectOnce();
            } catch (UncheckedIOException | AssertionError e) {
                if (!isAmidTrouble || isGivenUp) {
                    throw e;
                }
                pause(20 + random.nextInt(80));
            }
        }
    }

    private Client connectOnce() {
        String target =
                "/ws?rooms="
                        + String.join(",", rooms)
                        + (last.isEmpty() ? "" : "&last_event_id=" + last);
        GatewayProcess gateway = gateways.get(random.nextInt(gateways.size()));
        Client client = Player.raw(gateway, target, Player.token(user, Map.of()), true);
        try {
            JsonNode connected =
                    client.nextUnlessClosed()
                            .map(Client::parse)
                            .filter(m -> m.path("type").asText().equals("connected"))
                            .orElseThrow(() -> new AssertionError(user + " was not let in"));
            String id = connected.path("last_event_id").asText();
            if (id.isEmpty() && begin == null) {
                throw new AssertionError("the gateway knows no order yet");
            }
            last = id.isEmpty() ? last : id;
            lastOf.clear();
            resumedFrom = last;
        } catch (AssertionError e) {
            client.close();
            throw e;
        }
        begins.add(gateway.port() + ":" + last);
        if (begin == null) {
            begin = Place.of(last);
        }
        return client;
    }

    @Override
    public void run() {
        try {
            while (!isOver) {
                try (Client client = connect()) {
                    int most = 1 + random.nextInt(300);
                    for (int i = 0; i < most && !isOver; i++) {
                        if (take(client).isEmpty()) {
                            break;
                        }
                        if (random.nextInt(100) == 0) {
                            leaveAndComeBack(client, rooms.get(random.nextInt(rooms.size())));
                        }
                    }
                }
            }
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    /// What it missed comes as history, and then the topic goes on in the flow.
    private void leaveAndComeBack(Client client, String room) {
        String topic = "room:" + room;
        String leave = "q" + ++questions;
        String id = "q" + ++questions;
        boolean isBack = false;
        Place mark = Place.of(lastOf.getOrDefault(topic, resumedFrom));
        try {
            client.send(
                    "{\"type\":\"unsubscribe\",\"id\":\"%s\",\"topic\":\"%s\"}"
                            .formatted(leave, topic));
            if (awaitAnswer(client, leave)) {
                String seenOfIt = lastOf.getOrDefault(topic, resumedFrom);
                mark = Place.of(seenOfIt);
                client.send(
                        "{\"type\":\"subscribe\",\"id\":\"%s\",\"topics\":[\"%s\"],\"last_event_id\":\"%s\"}"
                                .formatted(id, topic, seenOfIt));
                isBack = awaitAnswer(client, id);
            }
        } catch (UncheckedIOException e) {
            if (!isAmidTrouble) {
                throw e;
            }
        } finally {
            if (!isBack) {
                // The next connection comes behind the last id.
                Place end = Place.of(last);
                boolean isOne = end.epoch().equals(mark.epoch());
                away.computeIfAbsent(topic, _ -> new ArrayList<>()).add(new Gap(mark, end, isOne));
                client.close();
            }
        }
    }

    /// @return whether the last part of the answer came before the connection was gone
    private boolean awaitAnswer(Client client, String id) {
        while (!isOver) {
            Optional<JsonNode> message = take(client);
            if (message.isEmpty()) {
                return false;
            }
            if (message.get().path("id").asText().equals(id)) {
                String type = message.get().path("type").asText();
                if (type.equals("unsubscribed") || message.get().path("final").asBoolean()) {
                    return true;
                }
                if (type.equals("error")) {
                    return false;
                }
            }
        }
        return false;
    }

    /// @return empty if the connection is gone
    private Optional<JsonNode> take(Client client) {
        if (random.nextInt(40) == 0) {
            pause(random.nextInt(100));
        }
        Optional<JsonNode> next = client.nextUnlessClosed().map(Client::parse);
        if (next.isEmpty() && !isAmidTrouble) {
            throw new AssertionError("the connection is gone: " + client.closed());
        }
        next.ifPresent(this::take);
        return next;
    }

    private void take(JsonNode message) {
        String type = message.path("type").asText();
        String topic = message.path("topic").asText();
        switch (type) {
            case "gap" ->
                    gap(
                            topic,
                            new Gap(
                                    Place.of(message.path("from").asText()),
                                    Place.of(message.path("to").asText()),
                                    message.path("recovered").asBoolean()));
            case "subscribed" -> {
                Place end = Place.of(message.path("last_event_id").asText());
                if (message.has("recovered") && !message.path("recovered").asBoolean()) {
                    gap(topic, new Gap(end, end, false));
                }
            }
            case "history" -> message.path("events").forEach(this::remembered);
            default -> {
                // An event, or of no interest.
            }
        }
        if (message.has("event_id") && !type.equals("ack")) {
            last = message.path("event_id").asText();
            came(message);
        }
        isOver = type.equals("the_end");
    }

    private void gap(String topic, Gap gap) {
        gaps.computeIfAbsent(topic, _ -> new ArrayList<>()).add(gap);
        if (!gap.recovered()) {
            has.remove(topic);
            previous = null;
        }
    }

    private void came(JsonNode event) {
        Place place = Place.of(event.path("event_id").asText());
        Place before = previous;
        if (before != null
                && (!before.epoch().equals(place.epoch()) || before.order() >= place.order())) {
            faults.add(place + " in " + event.path("topic").asText() + " behind " + before);
        }
        previous = place;
        remembered(event);
    }

    private void remembered(JsonNode event) {
        Place place = Place.of(event.path("event_id").asText());
        String topic = event.path("topic").asText();
        if (!has.computeIfAbsent(topic, _ -> new HashSet<>()).add(place)) {
            faults.add(place + " in " + topic + " once more");
        }
        seen.add(place);
        lastOf.put(topic, event.path("event_id").asText());
        int digest = event.toString().hashCode();
        Integer known = contents.put(place + " " + topic, digest);
        if (known != null && known != digest) {
            faults.add(place + " in " + topic + " with another content");
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether it was told anywhere that something is missing.
    public boolean wasToldGaps() {
        return !gaps.isEmpty();
    }

    /// Ids rose and none came twice, but behind a gap that took everything away; each event that
    /// was acknowledged has come, or a gap that covers it.
    ///
    /// @param acknowledged topics by the id of their events
    public void check(Map<String, String> acknowledged) {
        assertThat(failure).as(user).isNull();
        assertThat(isOver).as("%s came to the end", user).isTrue();
        assertThat(faults).as("%s, connected at %s", user, begins).isEmpty();
        var received = new HashSet<>(seen);
        acknowledged.forEach((id, topic) -> {
            Place place = Place.of(id);
            boolean isWanted = rooms.contains(topic.substring("room:".length()));
            if (isWanted && !isBeforeBegin(place)) {
                boolean isTold =
                        received.contains(place)
                                || isCovered(gaps, topic, place)
                                || isCovered(away, topic, place);
                assertThat(isTold)
                        .as("%s heard of %s in %s: %s", user, id, topic, about(place, topic))
                        .isTrue();
            }
        });
    }

    private static boolean isCovered(Map<String, List<Gap>> gaps, String topic, Place place) {
        return gaps.getOrDefault(topic, List.of()).stream().anyMatch(gap -> gap.covers(place));
    }

    /// It waits for no gateway any more.
    public void giveUp() {
        isGivenUp = true;
    }

    /// What came, the same everywhere: digests by id and topic.
    public Map<String, Integer> contents() {
        return contents;
    }

    private boolean isBeforeBegin(Place place) {
        Place first = begin;
        return first != null
                && place.epoch().equals(first.epoch())
                && place.order() <= first.order();
    }

    private String about(Place place, String topic) {
        List<Place> near =
                seen.stream()
                        .filter(one -> one.epoch().equals(place.epoch()))
                        .filter(one -> Math.abs(one.order() - place.order()) < 30)
                        .toList();
        return "seen near it %s, gaps there %s, connected at %s"
                .formatted(near, gaps.getOrDefault(topic, List.of()), begins);
    }
}
