package io.vsgateway.channel.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.channel.Family;
import io.vsgateway.channel.Node;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Outcome;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The rules of the world: who may move whom, and who may look where.
@ApplicationScoped
public class WorldFamily implements Family {
    private static final Logger LOG = Logger.getLogger(WorldFamily.class);
    private static final String WORLD = "world";

    private final WorldSettings settings;
    private final Grid grid;
    private final Roster roster;
    private final World world;
    private final Beyond beyond;
    private final List<Inhabitants> inhabitants;

    /// Those of them who were there at the last tick. Of the world's thread.
    private Set<String> inhabiting = Set.of();

    private final long tickMillis;
    private final AtomicBoolean isPlanned = new AtomicBoolean();

    /// What comes while the gateway ends is told to nobody.
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("world").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    WorldFamily(
            WorldSettings settings,
            Channels channels,
            Hub hub,
            Node node,
            ObjectMapper json,
            Roster roster,
            @All List<Inhabitants> inhabitants) {
        this.settings = settings;
        this.inhabitants = inhabitants;
        this.roster = roster;
        this.tickMillis = settings.tick().toMillis();
        this.grid = new Grid(settings.cell(), settings.plane());
        this.beyond = new Beyond(hub, node.id(), json, thread);
        this.world =
                new World(
                        grid,
                        settings,
                        user -> !roster.connections(user).isEmpty(),
                        event -> {
                            CompletionStage<Outcome> _ = channels.publish(event, null);
                        },
                        beyond);
    }

    void begin(@Observes StartupEvent start) {
        beyond.begin(world, this::plan);
    }

    void end(@Observes ShutdownEvent end) {
        thread.shutdownNow();
    }

    /// Who comes to the world sees what is around their user, as soon as that one is somewhere.
    void connected(@ObservesAsync Connected connected) {
        Connection connection = connected.connection();
        if (connection.endpoint().equals(WORLD) && !connection.userId().isEmpty()) {
            world.came(connection);
            if (roster.connection(connection.id()).isEmpty()) {
                // That it has left may have been told before.
                world.left(connection);
            }
            plan();
        }
    }

    void disconnected(@ObservesAsync Disconnected disconnected) {
        world.left(disconnected.connection());
        plan();
    }

    @Override
    public Answer received(ChannelMessage message, Caller sender, Connection from) {
        return switch (message) {
            case ChannelMessage.PlayerMovement movement -> move(movement, sender, from);
            case ChannelMessage.Positions positions -> place(positions, sender);
            case ChannelMessage.Look look -> look(look, sender, from);
            default -> new Answer.NotMine();
        };
    }

    private Answer move(ChannelMessage.PlayerMovement message, Caller sender, Connection from) {
        boolean isOwn = settings.movement() == WorldSettings.Mover.PLAYERS;
        if (sender.userId().isEmpty() || !isOwn || !sender.may(Right.SPEAK)) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "you may not move here");
        }
        Optional<Zone> zone = Zone.of(message.zone());
        if (zone.isEmpty()) {
            return noZone();
        }
        var place = new Place(message.x(), message.y(), message.z());
        return taken(
                world.move(
                        new World.Move(
                                sender.userId(),
                                sender.grant().displayName(),
                                zone.get(),
                                place,
                                from,
                                null,
                                System.nanoTime())));
    }

    private Answer taken(boolean isTaken) {
        plan();
        return isTaken
                ? new Answer.Done()
                : new Answer.Refuse(ErrorCode.LIMIT_REACHED, "there are too many in the world");
    }

    Answer place(ChannelMessage.Positions message, Caller sender) {
        if (!sender.may(Right.PUBLISH)) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "only services move others");
        }
        return Zone.of(message.zone())
                .map(zone -> taken(place(zone, message)))
                .orElseGet(WorldFamily::noZone);
    }

    private boolean place(Zone zone, ChannelMessage.Positions message) {
        boolean isTaken = true;
        long now = System.nanoTime();
        for (ChannelMessage.Positions.Move one : message.moves()) {
            var place = new Place(one.x(), one.y(), one.z());
            isTaken &=
                    world.move(
                            new World.Move(one.userId(), one.user(), zone, place, null, null, now));
        }
        return isTaken;
    }

    private Answer look(ChannelMessage.Look message, Caller sender, Connection from) {
        Optional<Zone> zone = Zone.of(message.zone());
        if (zone.isEmpty()) {
            return noZone();
        }
        boolean isOverseer = isOverseer(sender);
        boolean mayLook = isOverseer || settings.anonymousPositions();
        Place middle = middle(message);
        if (!mayLook && (middle != null || sender.userId().isEmpty())) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "you see what is around you");
        }
        Double asked = message.radius();
        double most = isOverseer ? Double.MAX_VALUE : grid.farthest();
        double radius = Math.min(most, asked == null ? settings.radius() : Math.max(0, asked));
        var look =
                mayLook
                        ? new Viewer.Look(zone.get(), middle, radius)
                        : new Viewer.Look(null, null, radius);
        world.look(from, _ -> look);
        plan();
        return new Answer.Done();
    }

    private static boolean isOverseer(Caller caller) {
        return caller.may(Right.PUBLISH) || caller.may(Right.WATCH_CHANNELS);
    }

    /// Who oversees nothing any more sees what is around them.
    @Override
    public void renewed(Caller caller, Connection connection) {
        if (!isOverseer(caller) && !settings.anonymousPositions()) {
            var around = new Viewer.Look(null, null, settings.radius());
            world.look(connection, now -> now == null || now.zone() == null ? now : around);
            plan();
        }
    }

    private static @Nullable Place middle(ChannelMessage.Look message) {
        Double x = message.x();
        Double y = message.y();
        Double z = message.z();
        return x == null ? null : new Place(x, y == null ? 0 : y, z);
    }

    private static Answer noZone() {
        return new Answer.Refuse(ErrorCode.INVALID_MESSAGE, "there can be no zone of that name");
    }

    /// Beings in all zones.
    public int count() {
        return world.count();
    }

    /// Connections that see some of them.
    public int viewers() {
        return world.viewers();
    }

    private void plan() {
        if (isPlanned.compareAndSet(false, true)) {
            thread.schedule(this::tick, tickMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        // Before looking: what comes meanwhile is seen again.
        isPlanned.set(false);
        try {
            placeInhabitants();
            boolean isMore = world.tick(Instant.now(), System.nanoTime());
            isMore |= beyond.tell();
            if (isMore || !there().isEmpty()) {
                plan();
            }
        } catch (RuntimeException e) {
            LOG.error("a movement in the world was not told", e);
        }
    }

    /// Those who are to be asked where they are: none while nobody looks.
    private List<Inhabitants> there() {
        return world.viewers() == 0
                ? List.of()
                : inhabitants.stream().filter(Inhabitants::areThere).toList();
    }

    private void placeInhabitants() {
        List<ChannelMessage.Positions> now =
                there().stream().flatMap(one -> one.now().stream()).toList();
        Set<String> placed =
                now.stream()
                        .flatMap(positions -> positions.moves().stream())
                        .map(ChannelMessage.Positions.Move::userId)
                        .collect(Collectors.toSet());
        inhabiting.stream().filter(id -> !placed.contains(id)).forEach(world::forget);
        now.forEach(this::place);
        inhabiting = placed;
    }

    private void place(ChannelMessage.Positions positions) {
        Zone.of(positions.zone()).ifPresent(zone -> place(zone, positions));
    }
}
