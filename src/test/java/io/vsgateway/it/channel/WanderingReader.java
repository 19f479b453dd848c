package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One client and its several connections, one behind the other, to whichever gateway comes: it
/// reads slowly, stalls, is cut and comes back by the last id it has seen, until it is told of the
/// end.
public final class WanderingReader implements Runnable {
    private final List<GatewayProcess> gateways;
    private final String user;
    private final List<String> rooms = new ArrayList<>();
    private final Random random;
    private final List<Place> seen = new ArrayList<>();

    /// What it has of each topic: a gap behind which nothing is known takes it away.
    private final Map<String, Set<Place>> has = new HashMap<>();

    private final List<String> faults = new ArrayList<>();

    /// Behind this the next event has to be; null behind a gap of that kind.
    private @Nullable Place previous;

    private final Map<String, List<Gap>> gaps = new HashMap<>();
    private final List<String> begins = new ArrayList<>();
    private @Nullable Place begin;
    private String last = "";
    private volatile boolean isOver;
    private @Nullable Throwable failure;

    /// An id, taken apart.
    record Place(String epoch, long order) {
        static Place of(String id) {
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
        this.gateways = gateways;
        this.user = "u" + number;
        this.random = random;
        for (int i = 0; i < Math.min(topics, 20); i++) {
            String room = "t" + random.nextInt(topics);
            if (!rooms.contains(room)) {
                rooms.add(room);
            }
        }
        connect().close();
    }

    private Client connect() {
        String target =
                "/ws?rooms="
                        + String.join(",", rooms)
                        + (last.isEmpty() ? "" : "&last_event_id=" + last);
        GatewayProcess gateway = gateways.get(random.nextInt(gateways.size()));
        Client client = Player.raw(gateway, target, Player.token(user, Map.of()), true);
        JsonNode connected = client.json(m -> m.path("type").asText().equals("connected"));
        last = connected.path("last_event_id").asText();
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
                        take(client);
                    }
                }
            }
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    private void take(Client client) {
        if (random.nextInt(40) == 0) {
            pause(random.nextInt(100));
        }
        JsonNode message = Client.parse(client.next());
        String type = message.path("type").asText();
        if (type.equals("gap")) {
            boolean isRecovered = message.path("recovered").asBoolean();
            String topic = message.path("topic").asText();
            gaps.computeIfAbsent(topic, _ -> new ArrayList<>())
                    .add(
                            new Gap(
                                    Place.of(message.path("from").asText()),
                                    Place.of(message.path("to").asText()),
                                    isRecovered));
            if (!isRecovered) {
                has.remove(topic);
                previous = null;
            }
        }
        if (message.has("event_id") && !type.equals("ack")) {
            last = message.path("event_id").asText();
            came(Place.of(last), message.path("topic").asText());
        }
        isOver = type.equals("the_end");
    }

    private void came(Place place, String topic) {
        Place before = previous;
        if (before != null
                && (!before.epoch().equals(place.epoch()) || before.order() >= place.order())) {
            faults.add(place + " in " + topic + " behind " + before);
        }
        if (!has.computeIfAbsent(topic, _ -> new HashSet<>()).add(place)) {
            faults.add(place + " in " + topic + " once more");
        }
        previous = place;
        seen.add(place);
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
                                || gaps.getOrDefault(topic, List.of()).stream()
                                        .anyMatch(gap -> gap.covers(place));
                assertThat(isTold)
                        .as("%s heard of %s in %s: %s", user, id, topic, about(place, topic))
                        .isTrue();
            }
        });
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
