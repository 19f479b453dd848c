package io.vsgateway.channel.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.fanout.Change;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.EventBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who is where, and who sees that. What is said of it comes from any thread and waits for the next
/// [#tick], which one thread calls: of several movements of one being the last counts, and who
/// reads slowly costs nobody anything.
final class World {
    private static final Logger LOG = Logger.getLogger(World.class);

    /// Who is moved by nobody and not connected is forgotten then.
    static final Duration SILENCE = Duration.ofSeconds(30);

    /// Whom a connection has moved here so shortly ago is moved by no other gateway: what comes
    /// from there may be of before they came here.
    static final Duration HELD = Duration.ofSeconds(5);

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Grid grid;
    private final double radius;
    private final double maxSpeed;
    private final int most;
    private final Predicate<String> isConnected;
    private final Consumer<Change.Publication> events;
    private final Witness witness;

    private final Map<String, Move> moves = new ConcurrentHashMap<>();
    private final Map<Connection, UnaryOperator<Viewer.@Nullable Look>> looks =
            new ConcurrentHashMap<>();
    private final Queue<Connection> come = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> gone = new ConcurrentLinkedQueue<>();

    /// What other gateways tell, in the order in which they do.
    private final Queue<Hearsay> hearsay = new ConcurrentLinkedQueue<>();

    /// Changed by the one thread only.
    private final Map<String, Being> beings = new ConcurrentHashMap<>();

    // Of the one thread.
    private final Map<Zone, Scene> scenes = new HashMap<>();
    private final Map<Connection, Viewer> viewers = new HashMap<>();
    private volatile int viewerCount;
    private long sweptAt = System.nanoTime();

    /// What another gateway tells.
    sealed interface Hearsay {}

    /// That somebody is somewhere now.
    ///
    /// @param name null if it is not said: the one of before stays
    /// @param by the connection that says so of its own user; null if a back-end does
    /// @param node the other gateway that says so; null if it was said here
    /// @param at in nanoseconds
    record Move(
            String userId,
            @Nullable String name,
            Zone zone,
            Place place,
            @Nullable Connection by,
            @Nullable String node,
            long at)
            implements Hearsay {}

    /// That somebody moved at another gateway is there no more.
    ///
    /// @param userId null for all of that gateway
    private record Departure(String node, @Nullable String userId) implements Hearsay {
        boolean isOf(@Nullable String where, String user) {
            return node.equals(where) && (userId == null || userId.equals(user));
        }
    }

    /// Who is told of what happens to those that are moved at this gateway; by the thread of
    /// [#tick].
    interface Witness {
        void moved(Being being);

        void gone(String userId);

        /// Somebody is moved at another gateway from now on.
        void takenOver(String userId);
    }

    /// @param isConnected whether a user of that id is connected
    /// @param events takes what is to be published
    /// @param witness of those that are moved here
    World(
            Grid grid,
            WorldSettings settings,
            Predicate<String> isConnected,
            Consumer<Change.Publication> events,
            Witness witness) {
        this.grid = grid;
        this.radius = settings.radius();
        this.maxSpeed = settings.maxSpeed();
        this.most = settings.beingsMax();
        this.isConnected = isConnected;
        this.events = events;
        this.witness = witness;
    }

    /// Somebody moves. Any thread.
    ///
    /// @return false if there are too many already; of those at other gateways these are left out
    boolean move(Move move) {
        if (move.node() != null) {
            hearsay.add(move);
            return true;
        }
        if (!beings.containsKey(move.userId())
                && !moves.containsKey(move.userId())
                && beings.size() + moves.size() >= most) {
            return false;
        }
        moves.put(move.userId(), move);
        return true;
    }

    /// A connection is there, and sees what is around its user, unless it wants or wanted something
    /// else. Any thread.
    void came(Connection connection) {
        come.add(connection);
    }

    /// A connection is to see a place, given that of before; null is none. Any thread.
    void look(Connection connection, UnaryOperator<Viewer.@Nullable Look> look) {
        looks.put(connection, look);
    }

    /// A connection is gone; nothing comes from it any more. Any thread.
    void left(Connection connection) {
        gone.add(connection);
    }

    /// Somebody moved at another gateway is there no more, unless they are moved elsewhere by now.
    /// Any thread.
    ///
    /// @param userId null for all of that gateway
    void departed(String node, @Nullable String userId) {
        hearsay.add(new Departure(node, userId));
    }

    /// Those that are moved at this gateway. By the thread of [#tick].
    List<Being> own() {
        return beings.values().stream().filter(Being::isOwn).toList();
    }

    /// How many beings there are. Any thread.
    int count() {
        return beings.size();
    }

    /// How many connections look at them. Any thread.
    int viewers() {
        return viewerCount;
    }

    /// Takes what was said since the last time, and tells it.
    ///
    /// @param nanos the same time by the clock that never jumps
    /// @return whether something is to be done later, even if nothing is said
    boolean tick(Instant now, long nanos) {
        // First of all: what these said before they left has come already.
        List<Connection> left = drain(gone);
        drain(come).forEach(this::viewer);
        for (Move move : List.copyOf(moves.values())) {
            moves.remove(move.userId(), move);
            apply(move, now);
        }
        drain(hearsay).forEach(one -> hear(one, now));
        for (var one : List.copyOf(looks.entrySet())) {
            looks.remove(one.getKey(), one.getValue());
            Viewer there = viewers.get(one.getKey());
            Viewer.Look next = one.getValue().apply(there == null ? null : there.look());
            if (next != null) {
                viewer(one.getKey()).look(next);
            }
        }
        left.forEach(this::drop);
        if (nanos - sweptAt >= SWEEP.toNanos()) {
            sweptAt = nanos;
            forgetSilent(nanos);
        }
        boolean isBehind = tell(now);
        viewerCount = viewers.size();
        return isBehind
                || beings.values().stream().anyMatch(one -> one.isOwn() && one.owner() == null);
    }

    private void hear(Hearsay told, Instant now) {
        switch (told) {
            case Departure departure -> depart(departure);
            case Move move -> {
                if (beings.containsKey(move.userId()) || beings.size() < most) {
                    apply(move, now);
                }
            }
        }
    }

    private void depart(Departure departure) {
        String user = departure.userId();
        List<Being> there =
                user == null
                        ? List.copyOf(beings.values())
                        : Stream.ofNullable(beings.get(user)).toList();
        there.stream().filter(one -> departure.isOf(one.node(), one.id())).forEach(this::remove);
    }

    /// Somebody whom no connection moves is there no more. By the thread of [#tick].
    void forget(String userId) {
        Being being = beings.get(userId);
        if (being != null && being.isOwn() && being.owner() == null) {
            remove(being);
        }
    }

    private static <T> List<T> drain(Queue<T> queue) {
        var all = new ArrayList<T>();
        for (T one = queue.poll(); one != null; one = queue.poll()) {
            all.add(one);
        }
        return all;
    }

    /// @return a new one sees what is around its user
    private Viewer viewer(Connection connection) {
        return viewers.computeIfAbsent(
                connection, one -> new Viewer(one, new Viewer.Look(null, null, radius)));
    }

    private void apply(Move move, Instant now) {
        Being being = beings.get(move.userId());
        boolean wasOwn = being != null && being.isOwn();
        if (being != null && move.node() != null && isHeld(being, move.at())) {
            witness.moved(being);
            return;
        }
        Connection by = move.by();
        String name = move.name() == null && being != null ? being.name() : move.name();
        if (being != null && being.zone().equals(move.zone())) {
            if (by != null && maxSpeed > 0 && !being.reaches(move.place(), maxSpeed, move.at())) {
                by.tell(words(now, being.zone()).rejected(being, ErrorCode.TOO_FAST));
                return;
            }
            being.call(name);
            scene(move.zone()).move(being, move.place(), grid.cell(move.place()));
        } else {
            if (being != null) {
                scene(being.zone()).remove(being);
                if (move.node() == null) {
                    events.accept(change(being, name, move));
                }
            }
            being =
                    new Being(
                            move.userId(),
                            name,
                            move.zone(),
                            move.place(),
                            grid.cell(move.place()));
            scene(move.zone()).add(being);
            beings.put(move.userId(), being);
        }
        being.moved(by == null ? null : by.id(), move.node(), move.at());
        if (by != null) {
            viewer(by);
        }
        if (being.isOwn()) {
            witness.moved(being);
        } else if (wasOwn) {
            witness.takenOver(being.id());
        }
    }

    private static boolean isHeld(Being being, long now) {
        return being.isOwn() && being.owner() != null && now - being.movedAt() < HELD.toNanos();
    }

    private static Change.Publication change(Being being, @Nullable String name, Move move) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("user_id", being.id());
        if (name != null) {
            members.put("user", name);
        }
        members.put("from_zone", being.zone().name()).put("zone", move.zone().name());
        return new Change.Publication(
                List.of(being.zone().topic(), move.zone().topic()),
                EventBody.of("zone_change", members),
                null,
                null);
    }

    private Scene scene(Zone zone) {
        return scenes.computeIfAbsent(zone, _ -> new Scene());
    }

    private void drop(Connection connection) {
        viewers.remove(connection);
        Being being = beings.get(connection.userId());
        if (being != null && connection.id().equals(being.owner())) {
            remove(being);
        }
    }

    private void remove(Being being) {
        beings.remove(being.id());
        scene(being.zone()).remove(being);
        if (being.isOwn()) {
            witness.gone(being.id());
        }
    }

    private void forgetSilent(long now) {
        for (Being being : List.copyOf(beings.values())) {
            if (being.isOwn()
                    && being.owner() == null
                    && now - being.movedAt() > SILENCE.toNanos()
                    && !isConnected.test(being.id())) {
                remove(being);
            }
        }
    }

    /// @return whether somebody could not be told
    private boolean tell(Instant now) {
        var words = new HashMap<Zone, WorldWords>();
        scenes.values().forEach(Scene::look);
        try {
            boolean isBehind = false;
            for (Viewer viewer : viewers.values()) {
                try {
                    tell(viewer, now, words);
                } catch (RuntimeException e) {
                    // Nobody else is to miss anything for that.
                    LOG.debug("a connection could not be told what it sees", e);
                    viewer.forget();
                }
                isBehind |= viewer.isBehind();
            }
            return isBehind;
        } finally {
            scenes.values().forEach(Scene::settle);
            scenes.values().removeIf(scene -> scene.count() == 0);
        }
    }

    private void tell(Viewer viewer, Instant now, Map<Zone, WorldWords> words) {
        Viewer.Look look = viewer.look();
        Being self = beings.get(viewer.connection().userId());
        Zone zone = look.zone() == null && self != null ? self.zone() : look.zone();
        if (zone == null) {
            viewer.tellNothing(there -> words(now, there));
            return;
        }
        viewer.follow(zone);
        viewer.tell(
                scenes.get(zone),
                area(look, self),
                words.computeIfAbsent(zone, there -> words(now, there)));
    }

    private WorldWords words(Instant now, Zone zone) {
        return new WorldWords(now, zone, grid.plane());
    }

    private Area area(Viewer.Look look, @Nullable Being self) {
        Place middle = look.middle();
        if (middle == null && look.zone() == null && self != null) {
            middle = self.place();
        }
        return middle == null ? Area.ALL : grid.around(middle, look.radius());
    }
}
