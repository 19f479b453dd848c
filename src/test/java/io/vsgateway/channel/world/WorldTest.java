package io.vsgateway.channel.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.fanout.Change;
import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
    private static final double CELL = 64;
    private static final Zone TOWN = Zone.of("town").orElseThrow();
    private static final Zone WOODS = Zone.of("woods").orElseThrow();

    private final Set<String> connected = new HashSet<>();
    private final List<Change.Publication> events = new ArrayList<>();
    private long nanos = System.nanoTime();

    /// What was told of those that are moved here: zones by ids, and "gone".
    private final Map<String, String> witnessed = new TreeMap<>();

    private final World.Witness witness =
            new World.Witness() {
                @Override
                public void moved(Being being) {
                    witnessed.put(being.id(), being.zone().name());
                }

                @Override
                public void gone(String userId) {
                    witnessed.put(userId, "gone");
                }

                @Override
                public void takenOver(String userId) {
                    witnessed.put(userId, "elsewhere");
                }
            };

    private World world(double maxSpeed, int most) {
        return new World(
                new Grid(CELL, WorldSettings.Plane.XY),
                new Settings(maxSpeed, most),
                connected::contains,
                events::add,
                witness);
    }

    private record Settings(double maxSpeed, int beingsMax) implements WorldSettings {
        @Override
        public double cell() {
            return CELL;
        }

        @Override
        public Plane plane() {
            return Plane.XY;
        }

        @Override
        public Duration tick() {
            return Duration.ofMillis(100);
        }

        @Override
        public double radius() {
            return 128;
        }

        @Override
        public Mover movement() {
            return Mover.PLAYERS;
        }

        @Override
        public boolean anonymousPositions() {
            return false;
        }
    }

    private boolean tick(World world) {
        nanos += Duration.ofMillis(100).toNanos();
        return world.tick(NOW, nanos);
    }

    private void move(World world, Onlooker who, Zone zone, double x, double y) {
        assertThat(
                        world.move(
                                new World.Move(
                                        who.userId(),
                                        who.userId(),
                                        zone,
                                        new Place(x, y, null),
                                        who,
                                        null,
                                        nanos)))
                .isTrue();
    }

    private boolean place(World world, String id, Zone zone, double x, double y) {
        return world.move(new World.Move(id, null, zone, new Place(x, y, null), null, null, nanos));
    }

    private static List<String> types(Onlooker who) {
        return who.told.stream().map(one -> one.path("type").asText()).toList();
    }

    @Test
    void neighbours_see_each_other_come_move_and_go() {
        World world = world(0, 100);
        var ada = new Onlooker("c1", "ada");
        var bob = new Onlooker("c2", "bob");
        move(world, ada, TOWN, 10, 10);
        tick(world);
        assertThat(types(ada)).containsExactly("world_snapshot");
        assertThat(ada.seen).containsOnlyKeys("ada");
        assertThat(ada.topics).containsExactly("world:town");

        move(world, bob, TOWN, 1000, 10);
        tick(world);
        assertThat(ada.told).hasSize(1);
        assertThat(bob.seen).containsOnlyKeys("bob");

        // Two cells away: a radius of 128.
        move(world, bob, TOWN, 150, 10);
        tick(world);
        assertThat(ada.seen).containsEntry("bob", "town 150.0 10.0");
        assertThat(bob.seen).containsEntry("ada", "town 10.0 10.0");
        assertThat(types(ada)).endsWith("player_nearby", "player_movement");

        move(world, bob, TOWN, 151, 10);
        move(world, bob, TOWN, 152.5, 11);
        tick(world);
        assertThat(ada.seen).containsEntry("bob", "town 152.5 11.0");
        assertThat(types(ada).stream().filter("player_movement"::equals)).hasSize(2);

        world.left(bob);
        tick(world);
        assertThat(ada.seen).containsOnlyKeys("ada");
        assertThat(types(ada)).endsWith("player_away");
        assertThat(world.viewers()).isEqualTo(1);
    }

    @Test
    void who_goes_to_another_zone_is_told_of_there_and_others_are_told() {
        World world = world(0, 100);
        var ada = new Onlooker("c1", "ada");
        var bob = new Onlooker("c2", "bob");
        move(world, ada, TOWN, 10, 10);
        move(world, bob, TOWN, 20, 10);
        tick(world);

        move(world, bob, WOODS, 20, 10);
        tick(world);

        assertThat(ada.seen).containsOnlyKeys("ada");
        assertThat(bob.seen).containsOnly(Map.entry("bob", "woods 20.0 10.0"));
        assertThat(bob.topics).containsExactly("world:woods");
        Change.Publication change = events.getLast();
        assertThat(change.topics())
                .containsExactly(TopicName.of("world:town"), TopicName.of("world:woods"));
        assertThat(change.body().event(new io.vsgateway.feed.Position("e", 1), NOW, TOWN.topic()))
                .contains("\"type\":\"zone_change\"")
                .contains("\"user_id\":\"bob\"")
                .contains("\"from_zone\":\"town\",\"zone\":\"woods\"");
    }

    private void moveAt(World world, String node, String id, Zone zone, double x) {
        var place = new Place(x, 10, null);
        assertThat(world.move(new World.Move(id, id, zone, place, null, node, nanos))).isTrue();
    }

    @Test
    void those_of_other_gateways_are_seen_until_their_gateway_says_otherwise_or_is_gone() {
        World world = world(0, 100);
        var ada = new Onlooker("c1", "ada");
        move(world, ada, TOWN, 10, 10);
        moveAt(world, "n2", "bob", TOWN, 20);
        moveAt(world, "n2", "cid", TOWN, 30);
        moveAt(world, "n3", "dan", TOWN, 40);
        // Nobody here asks whether these are connected, and how long they are silent.
        nanos += World.SILENCE.multipliedBy(2).toNanos();
        assertThat(tick(world)).isFalse();
        assertThat(ada.seen).containsOnlyKeys("ada", "bob", "cid", "dan");

        world.departed("n3", "bob");
        world.departed("n2", "cid");
        world.departed("n3", null);
        moveAt(world, "n3", "eve", WOODS, 1);
        tick(world);
        assertThat(ada.seen).containsOnlyKeys("ada", "bob");
        assertThat(witnessed).containsExactly(Map.entry("ada", "town"));
        moveAt(world, "n2", "bob", WOODS, 1);
        tick(world);
        assertThat(ada.seen).containsOnlyKeys("ada");
        // It is told by the gateway where it is so.
        assertThat(events).isEmpty();
        assertThat(world.count()).isEqualTo(3);
    }

    @Test
    void what_a_gateway_tells_anew_is_there_at_whatever_moment_it_comes() throws Exception {
        World world = world(0, 100);
        var ticks = new AtomicInteger();
        var looking =
                new Thread(() -> {
                    while (!Thread.interrupted()) {
                        tick(world);
                        ticks.incrementAndGet();
                    }
                });
        looking.start();
        int lost = 0;
        for (int i = 0; i < 5_000; i++) {
            world.departed("n2", null);
            moveAt(world, "n2", "bob", TOWN, i);
            int both = ticks.get() + 3;
            while (ticks.get() < both) {
                Thread.onSpinWait();
            }
            lost += world.count() == 1 ? 0 : 1;
        }
        looking.interrupt();
        looking.join();

        assertThat(lost).isZero();
    }

    @Test
    void of_those_at_other_gateways_no_more_are_known_than_there_is_room_for() {
        World world = world(0, 2);
        for (String id : List.of("ada", "bob", "cid")) {
            moveAt(world, "n2", id, TOWN, 1);
        }
        tick(world);
        assertThat(world.count()).isEqualTo(2);
        moveAt(world, "n2", "bob", TOWN, 2);
        world.departed("n2", "ada");
        moveAt(world, "n2", "cid", TOWN, 2);
        tick(world);
        assertThat(world.count()).isEqualTo(2);
    }

    @Test
    void who_comes_from_another_gateway_is_moved_here_and_nobody_elsewhere_takes_them_away() {
        World world = world(10, 100);
        var bob = new Onlooker("c1", "bob");
        moveAt(world, "n2", "bob", TOWN, 20);
        tick(world);
        assertThat(witnessed).isEmpty();
        // The speed is held across gateways.
        move(world, bob, TOWN, 500, 10);
        tick(world);
        assertThat(types(bob)).contains("move_rejected");

        move(world, bob, TOWN, 20.5, 10);
        world.departed("n2", "bob");
        tick(world);
        assertThat(bob.seen).containsEntry("bob", "town 20.5 10.0");
        assertThat(witnessed).containsExactly(Map.entry("bob", "town"));

        // It may be of before they came here, so the others are told once more.
        witnessed.clear();
        moveAt(world, "n2", "bob", WOODS, 7);
        tick(world);
        assertThat(bob.seen).containsEntry("bob", "town 20.5 10.0");
        assertThat(witnessed).containsExactly(Map.entry("bob", "town"));

        nanos += World.HELD.toNanos();
        moveAt(world, "n3", "bob", TOWN, 21);
        tick(world);
        assertThat(witnessed).containsExactly(Map.entry("bob", "elsewhere"));
        world.left(bob);
        tick(world);
        assertThat(world.count()).isEqualTo(1);
        assertThat(world.own()).isEmpty();
    }

    @Test
    void too_fast_a_movement_is_not_believed_but_for_that_of_a_back_end() {
        World world = world(10, 100);
        var ada = new Onlooker("c1", "ada");
        move(world, ada, TOWN, 0, 0);
        tick(world);
        nanos += Duration.ofSeconds(1).toNanos();
        move(world, ada, TOWN, 10, 0);
        tick(world);
        assertThat(ada.seen).containsEntry("ada", "town 10.0 0.0");

        move(world, ada, TOWN, 90, 0);
        tick(world);
        assertThat(ada.seen).containsEntry("ada", "town 10.0 0.0");
        JsonNode last = ada.told.getLast();
        assertThat(last.path("type").asText()).isEqualTo("move_rejected");
        assertThat(last.path("code").asText()).isEqualTo("too_fast");
        assertThat(last.path("x").asDouble()).isEqualTo(10);

        assertThat(place(world, "ada", TOWN, 90, 0)).isTrue();
        tick(world);
        assertThat(ada.seen).containsEntry("ada", "town 90.0 0.0");
    }

    @Test
    void nobody_is_faster_for_moving_often() {
        World world = world(10, 100);
        var ada = new Onlooker("c1", "ada");
        move(world, ada, TOWN, 0, 0);
        tick(world);
        double x = 0;
        for (int i = 0; i < 100; i++) {
            // Three times as far as the speed allows; each by itself would be within what is
            // granted for messages that come unevenly.
            move(world, ada, TOWN, x + 3, 0);
            tick(world);
            if (ada.seen.get("ada").equals("town %.1f 0.0".formatted(x + 3))) {
                x += 3;
            }
        }
        // Ten seconds, and a quarter of one.
        assertThat(x).isBetween(90.0, 102.5);
        move(world, ada, TOWN, x + 0.9, 0);
        tick(world);
        assertThat(ada.seen.get("ada")).isEqualTo("town %.1f 0.0".formatted(x + 0.9));
    }

    @Test
    void whom_a_back_end_moves_is_forgotten_in_silence_unless_they_are_connected() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        connected.add("ada");
        assertThat(place(world, "ada", TOWN, 1, 1)).isTrue();
        assertThat(place(world, "wolf", TOWN, 1, 1)).isTrue();
        assertThat(tick(world)).as("there is something to be forgotten later").isTrue();
        assertThat(world.count()).isEqualTo(2);

        nanos += World.SILENCE.toNanos() + 1;
        tick(world);

        assertThat(eye.seen).containsOnlyKeys("ada");
        assertThat(world.count()).isOne();
    }

    @Test
    void whoever_is_known_to_have_gone_is_gone_at_once_but_nobody_who_moves_themselves() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        var ada = new Onlooker("c2", "ada");
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        move(world, ada, TOWN, 1, 1);
        assertThat(place(world, "wolf", TOWN, 1, 1)).isTrue();
        assertThat(place(world, "bear", TOWN, 1, 1)).isTrue();
        tick(world);

        List.of("wolf", "ada", "nobody").forEach(world::forget);
        tick(world);

        assertThat(eye.seen).containsOnlyKeys("ada", "bear");
        assertThat(types(eye)).endsWith("player_away");
    }

    @Test
    void beyond_the_bound_nobody_comes() {
        World world = world(0, 2);
        assertThat(place(world, "a", TOWN, 1, 1)).isTrue();
        assertThat(place(world, "b", TOWN, 1, 1)).isTrue();
        assertThat(place(world, "c", TOWN, 1, 1)).isFalse();
        tick(world);
        assertThat(place(world, "c", TOWN, 1, 1)).isFalse();
        assertThat(place(world, "a", WOODS, 1, 1)).as("who is there may move").isTrue();
        tick(world);
        assertThat(world.count()).isEqualTo(2);
    }

    @Test
    void who_looks_sees_that_place_and_then_another_or_all() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        assertThat(place(world, "near", TOWN, 0, 0)).isTrue();
        assertThat(place(world, "far", TOWN, 10_000, 0)).isTrue();
        world.look(eye, _ -> new Viewer.Look(TOWN, new Place(5, 5, null), 0));
        tick(world);
        assertThat(eye.seen).containsOnlyKeys("near");

        world.look(eye, _ -> new Viewer.Look(TOWN, new Place(10_000, 5, null), 0));
        tick(world);
        assertThat(eye.seen).containsOnlyKeys("far");

        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        tick(world);
        assertThat(eye.seen).containsOnlyKeys("near", "far");

        world.look(eye, _ -> new Viewer.Look(WOODS, null, 0));
        tick(world);
        assertThat(eye.seen).isEmpty();
    }

    @Test
    void what_is_told_of_those_who_stand_still_is_of_the_time_at_which_it_is_told() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        assertThat(place(world, "rock", TOWN, 0, 0)).isTrue();
        for (int i = 0; i < 6; i++) {
            double x = i % 2 == 0 ? 1000 : 0;
            world.look(eye, _ -> new Viewer.Look(TOWN, new Place(x, 0, null), 0));
            world.tick(NOW.plusSeconds(i), nanos);
        }

        assertThat(types(eye).stream().distinct())
                .containsExactly("world_snapshot", "player_nearby", "player_away");
        assertThat(eye.told.stream().map(one -> Instant.parse(one.path("timestamp").asText())))
                .containsExactly(
                        NOW,
                        NOW.plusSeconds(1),
                        NOW.plusSeconds(2),
                        NOW.plusSeconds(3),
                        NOW.plusSeconds(4),
                        NOW.plusSeconds(5));
    }

    @Test
    void the_newest_name_counts_whoever_says_it() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        name(world, "Pup", null);
        name(world, "Wolf", null);
        assertThat(eye.told.getLast().path("user").asText()).isEqualTo("Wolf");

        name(world, null, null);
        assertThat(eye.told.getLast().path("user").asText()).isEqualTo("Wolf");
        name(world, "Old wolf", "n2");
        assertThat(eye.told.getLast().path("user").asText()).isEqualTo("Old wolf");
        assertThat(place(world, "wolf", WOODS, 1, 1)).isTrue();
        tick(world);
        assertThat(events.getLast().body().members()).contains("\"user\":\"Old wolf\"");
    }

    private void name(World world, @Nullable String name, @Nullable String node) {
        var place = new Place(1, 1, null);
        world.move(new World.Move("wolf", name, TOWN, place, null, node, nanos));
        tick(world);
    }

    @Test
    void who_is_nowhere_any_more_sees_nothing() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "ada");
        connected.add("ada");
        world.look(eye, _ -> new Viewer.Look(null, null, 128));
        assertThat(place(world, "ada", TOWN, 0, 0)).isTrue();
        assertThat(place(world, "bob", TOWN, 0, 0)).isTrue();
        tick(world);
        assertThat(eye.seen).containsOnlyKeys("ada", "bob");

        connected.clear();
        nanos += World.SILENCE.toNanos() + 1;
        tick(world);
        assertThat(eye.seen).isEmpty();
    }

    @Test
    void a_connection_that_fails_takes_nothing_from_the_others() {
        World world = world(0, 100);
        var eyes = new ArrayList<Onlooker>();
        for (int i = 0; i < 20; i++) {
            var eye = new Onlooker("c" + i, "key:admin");
            eyes.add(eye);
            world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        }
        tick(world);
        eyes.get(7).isBroken = true;
        assertThat(place(world, "wolf", TOWN, 1, 1)).isTrue();
        tick(world);
        eyes.get(7).isBroken = false;
        tick(world);

        assertThat(eyes).allSatisfy(eye -> assertThat(eye.seen).containsOnlyKeys("wolf"));
    }

    /// That somebody has come is told later than what they say first.
    @Test
    void who_looks_before_they_have_come_sees_that_place() {
        World world = world(0, 100);
        var eye = new Onlooker("c1", "key:admin");
        assertThat(place(world, "wolf", TOWN, 1, 1)).isTrue();
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        world.came(eye);
        tick(world);
        world.came(eye);
        tick(world);

        assertThat(eye.seen).containsOnlyKeys("wolf");
    }

    @Test
    void many_come_in_several_messages() {
        World world = world(0, 2000);
        for (int i = 0; i < 1200; i++) {
            assertThat(place(world, "u" + i, TOWN, i, 0)).isTrue();
        }
        var eye = new Onlooker("c1", "key:admin");
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        tick(world);

        assertThat(eye.told).hasSize(3);
        assertThat(eye.told.getLast().path("final").asBoolean()).isTrue();
        assertThat(eye.told.getFirst().path("final").asBoolean()).isFalse();
        assertThat(eye.seen).hasSize(1200);
    }

    /// Whoever takes what it is told knows exactly what a look at everything shows; who does not
    /// for a while knows it again as soon as it does.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void it_is_what_a_look_at_everybody_shows(long seed) {
        var random = new Random(seed);
        World world = world(0, 1000);
        var model = new HashMap<String, Where>();
        var players = new ArrayList<Onlooker>();
        for (int i = 0; i < 30; i++) {
            players.add(new Onlooker("c" + i, "p" + i));
        }
        var eye = new Onlooker("eye", "key:admin");
        var look = new Viewer.Look(TOWN, null, 0);
        world.look(eye, _ -> new Viewer.Look(TOWN, null, 0));
        for (int round = 0; round < 300; round++) {
            int steps = random.nextInt(40);
            for (int step = 0; step < steps; step++) {
                act(world, model, players, random);
            }
            if (random.nextInt(20) == 0) {
                var next =
                        new Viewer.Look(
                                random.nextBoolean() ? TOWN : WOODS,
                                random.nextBoolean()
                                        ? null
                                        : new Place(random.nextInt(900), 300, null),
                                random.nextInt(600));
                look = next;
                world.look(eye, _ -> next);
            }
            players.forEach(one -> one.isStalled = random.nextInt(8) == 0);
            eye.isStalled = random.nextInt(8) == 0;
            tick(world);
            for (Onlooker one : players) {
                Where where = model.get(one.userId());
                if (!one.isStalled && where != null && where.isOwn()) {
                    assertThat(one.seen)
                            .as("seed %d, round %d, %s", seed, round, one.userId())
                            .isEqualTo(visible(model, where.zone(), where, 128));
                }
            }
            if (!eye.isStalled) {
                Place middle = look.middle();
                Where from = middle == null ? null : new Where(TOWN, middle.x(), middle.y(), false);
                assertThat(eye.seen)
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(visible(model, look.zone(), from, look.radius()));
            }
        }
    }

    private record Where(Zone zone, double x, double y, boolean isOwn) {}

    private void act(World world, Map<String, Where> model, List<Onlooker> players, Random random) {
        Onlooker who = players.get(random.nextInt(players.size()));
        Zone zone = random.nextInt(10) == 0 ? WOODS : TOWN;
        Where before = model.get(who.userId());
        double x = random.nextInt(900);
        double y = random.nextInt(700) - 100;
        if (before != null && random.nextInt(4) > 0) {
            zone = before.zone();
            x = before.x() + random.nextInt(21) - 10;
            y = before.y() + random.nextInt(21) - 10;
        }
        if (random.nextInt(6) == 0) {
            String wolf = "wolf" + random.nextInt(20);
            assertThat(place(world, wolf, zone, x, y)).isTrue();
            model.put(wolf, new Where(zone, x, y, false));
        } else {
            move(world, who, zone, x, y);
            model.put(who.userId(), new Where(zone, x, y, true));
        }
    }

    private static TreeMap<String, String> visible(
            Map<String, Where> model, @Nullable Zone zone, @Nullable Where from, double radius) {
        var visible = new TreeMap<String, String>();
        long cells = (long) Math.ceil(radius / CELL);
        model.forEach((id, where) -> {
            boolean isNear =
                    from == null
                            || (Math.abs(cell(where.x()) - cell(from.x())) <= cells
                                    && Math.abs(cell(where.y()) - cell(from.y())) <= cells);
            if (where.zone().equals(zone) && isNear) {
                visible.put(id, where.zone().name() + ' ' + where.x() + ' ' + where.y());
            }
        });
        return visible;
    }

    private static long cell(double value) {
        return (long) Math.floor(value / CELL);
    }
}
