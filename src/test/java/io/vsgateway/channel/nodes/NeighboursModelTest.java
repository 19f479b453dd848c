package io.vsgateway.channel.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.Patience;
import io.vsgateway.channel.Node;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three gateways and one order, each applying it at its own pace: at every place of it any two
/// know the same of the third, and in the end each knows what there is. Meanwhile connections come
/// and go, gateways are taken for gone while they stand still, one dies, and some miss a part of
/// the order and fetch what is remembered instead.
@ExtendWith(Patience.class)
class NeighboursModelTest {
    private static final int STEPS = 250;
    private static final List<TopicName> ROOMS =
            List.of(TopicName.of("room:a"), TopicName.of("room:b"), TopicName.of("chat:global"));

    private static Vertx vertx;

    /// The order that all share; guarded by itself.
    private final List<Entry> order = new ArrayList<>();

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close();
    }

    /// One gateway.
    private final class Gateway implements Fanout {
        final String id;
        final Roster roster = new Roster(InstantSource.system());
        final Map<String, Connection> own = new HashMap<>();

        /// What it knew of each other one, by places of the order.
        final Map<Long, Map<String, String>> knew = new HashMap<>();

        /// Those of whom it has not heard all since it missed something.
        final Set<String> unsure = new HashSet<>();

        private final Map<Long, CompletableFuture<Placement>> waiting = new HashMap<>();
        private final Neighbours neighbours;
        private Listener listener;
        private int applied;
        private boolean isStanding;

        Gateway(String id) {
            this.id = id;
            var hub =
                    new Hub(
                            this,
                            _ -> TopicClass.log(10, 10_000, Duration.ofHours(1)),
                            100,
                            1_000_000);
            var json = new ObjectMapper().registerModule(new JavaTimeModule());
            neighbours = new Neighbours(vertx, hub, roster, new Node(id), json);
            neighbours.begin(new StartupEvent());
            hub.started();
        }

        @Override
        public Recollection follow(Listener listener) {
            this.listener = listener;
            synchronized (order) {
                applied = order.size();
                return Recollection.none(new Position("e", applied));
            }
        }

        @Override
        public CompletionStage<Placement> propose(Proposal proposal) {
            synchronized (order) {
                Entry entry = place(proposal.changes().getFirst());
                var placed = new CompletableFuture<Placement>();
                waiting.put(entry.position().offset(), placed);
                return placed;
            }
        }

        @Override
        public OrderState state() {
            return new OrderState(true, true, false, 0, 0, 0, 1, 1);
        }

        /// Applies the next entries, and notes after each what it knows.
        void apply(int most) {
            for (int i = 0; i < most; i++) {
                Entry next;
                CompletableFuture<Placement> placed;
                synchronized (order) {
                    if (isStanding || applied == order.size()) {
                        return;
                    }
                    next = order.get(applied++);
                    placed = waiting.remove(next.position().offset());
                }
                listener.entry(next);
                heardAll(next.change());
                var known = new TreeMap<>(view());
                known.keySet().removeAll(unsure);
                knew.put(next.position().offset(), known);
                if (placed != null) {
                    placed.complete(new Placement.Placed(next.position(), next.at(), false));
                }
            }
        }

        private void heardAll(Change change) {
            switch (change) {
                case Change.NodeDown(String node) -> unsure.remove(node);
                case Change.Note note when note.subject().equals("roster") -> {
                    if (note.text().contains("\"tellsAll\":true")) {
                        unsure.remove(NeighboursModelTest.node(note));
                    }
                }
                default -> {
                    // Of no gateway.
                }
            }
        }

        /// It lagged behind what is kept of the order.
        void renew() {
            List<CompletableFuture<Placement>> placed;
            int end;
            synchronized (order) {
                end = order.size();
                applied = end;
                placed = List.copyOf(waiting.values());
                waiting.clear();
            }
            unsure.addAll(List.of("n0", "n1", "n2"));
            listener.renew(
                    new Recollection(new Position("e", end), 0, Map.of(), List.of(), List.of()));
            placed.forEach(one ->
                    one.complete(
                            new Placement.Placed(new Position("e", end), Instant.EPOCH, false)));
        }

        /// The connections of each other gateway, and where they are.
        Map<String, String> view() {
            Map<String, String> view = new TreeMap<>();
            for (String other : List.of("n0", "n1", "n2")) {
                if (!other.equals(id)) {
                    view.put(other, text(roster.connections(), other));
                }
            }
            return view;
        }

        private static String text(List<Connection> connections, String node) {
            return connections.stream()
                    .filter(one -> one.node().equals(node))
                    .map(one ->
                            one.id()
                                    + new TreeSet<>(
                                            one.topics().stream()
                                                    .map(topic -> topic.text())
                                                    .collect(Collectors.toSet())))
                    .sorted()
                    .collect(Collectors.joining(" "));
        }

        String there() {
            return text(roster.connections(), "");
        }

        void step(Random random, int number) {
            var ids = List.copyOf(own.keySet());
            Connection some = ids.isEmpty() ? null : own.get(ids.get(random.nextInt(ids.size())));
            TopicName room = ROOMS.get(random.nextInt(ROOMS.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    var known =
                            new Elsewhere.Known(
                                    id + "-" + number,
                                    "u" + random.nextInt(5),
                                    "U",
                                    "player",
                                    "",
                                    Instant.EPOCH,
                                    "{}",
                                    Set.of());
                    var connection = new Elsewhere("", known, _ -> {});
                    own.put(known.id(), connection);
                    roster.join(connection, 100);
                }
                case 2 -> {
                    if (some instanceof Elsewhere one) {
                        one.enter(room);
                        roster.enter(one, room);
                    }
                }
                case 3 -> {
                    if (some instanceof Elsewhere one && one.entered().contains(room)) {
                        one.exit(room);
                        roster.exit(one, room);
                    }
                }
                default -> {
                    if (some instanceof Elsewhere one && random.nextBoolean()) {
                        own.remove(one.id());
                        one.entered().forEach(topic -> roster.exit(one, topic));
                        roster.leave(one);
                    }
                }
            }
        }

        void end() {
            neighbours.end(new ShutdownEvent());
        }
    }

    private static String node(Change.Note note) {
        try {
            return new ObjectMapper().readTree(note.text()).path("node").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Entry place(Change change) {
        synchronized (order) {
            var position = new Position("e", order.size() + 1);
            var entry = new Entry(position, Instant.EPOCH, change);
            order.add(entry);
            return entry;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_two_know_the_same_of_the_third_at_every_place_of_the_order(long seed)
            throws Exception {
        var random = new Random(seed);
        List<Gateway> gateways = List.of(new Gateway("n0"), new Gateway("n1"), new Gateway("n2"));
        boolean isLastDead = false;
        for (int i = 0; i < STEPS; i++) {
            isLastDead |= i == STEPS * 4 / 5;
            for (Gateway one : gateways) {
                boolean isDead = isLastDead && one == gateways.getLast();
                one.isStanding |= isDead;
                if (!isDead) {
                    one.step(random, i);
                    trouble(one, random);
                    one.apply(random.nextInt(4));
                }
            }
            Thread.sleep(random.nextInt(6));
        }
        place(new Change.NodeDown("n2"));
        gateways.getLast().end();

        List<Gateway> alive = gateways.subList(0, 2);
        alive.forEach(one -> one.isStanding = false);
        await().untilAsserted(() -> {
            alive.forEach(one -> one.apply(Integer.MAX_VALUE));
            assertThat(alive.get(0).view()).containsEntry("n1", alive.get(1).there());
            assertThat(alive.get(1).view()).containsEntry("n0", alive.get(0).there());
            alive.forEach(one -> assertThat(one.view()).containsEntry("n2", ""));
        });
        alive.forEach(Gateway::end);
        assertThat(compared(gateways)).isGreaterThan(STEPS / 2);
    }

    /// It stands still and is taken for gone, or goes on, or misses something.
    private void trouble(Gateway one, Random random) {
        if (one.isStanding) {
            if (random.nextInt(12) == 0) {
                one.isStanding = false;
                if (random.nextInt(3) == 0) {
                    one.renew();
                }
            } else if (random.nextInt(6) == 0) {
                place(new Change.NodeDown(one.id));
            }
        } else {
            one.isStanding = random.nextInt(60) == 0;
        }
    }

    /// @return at how many places two were compared
    private static int compared(List<Gateway> gateways) {
        int compared = 0;
        for (Gateway one : gateways) {
            for (Gateway other : gateways) {
                for (Map.Entry<Long, Map<String, String>> place : one.knew.entrySet()) {
                    Map<String, String> there = other.knew.get(place.getKey());
                    if (one == other || there == null) {
                        continue;
                    }
                    for (Map.Entry<String, String> third : place.getValue().entrySet()) {
                        String known = there.get(third.getKey());
                        if (known != null) {
                            assertThat(known)
                                    .as(
                                            "%s as %s and %s know it at %s",
                                            third.getKey(), other.id, one.id, place.getKey())
                                    .isEqualTo(third.getValue());
                            compared++;
                        }
                    }
                }
            }
        }
        return compared;
    }
}
