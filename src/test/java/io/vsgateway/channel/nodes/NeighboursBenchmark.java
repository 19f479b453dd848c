package io.vsgateway.channel.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.TestSettings;
import io.vsgateway.channel.Node;
import io.vsgateway.fanout.redis.Bounds;
import io.vsgateway.fanout.redis.RedisFanout;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.it.RedisServer;
import io.vsgateway.roster.PresenceChange;
import io.vsgateway.roster.Roster;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Joins a second that two gateways tell each other over a real Redis, each with the room that the
/// connection enters: half of them come to each gateway, without a handshake, and they count once
/// both know all. All is in one process but for Redis.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NeighboursBenchmark {
    private static final int JOINS = 50_000;
    private static final int IN_ROOM = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Bounds BOUNDS = new Bounds(100, 100_000, Duration.ofHours(1));

    private Path folder;
    private RedisServer redis;
    private Vertx vertx;
    private List<Gateway> gateways;

    private static final class Gateway implements AutoCloseable {
        private Instant now = Instant.EPOCH;
        final Roster roster = new Roster(() -> now);
        private final String name;
        private final RedisFanout order;
        private final Neighbours neighbours;
        private final List<Elsewhere> own = new ArrayList<>();
        private int joined;

        Gateway(String name, Vertx vertx, String redis) {
            this.name = name;
            RedisSettings settings = TestSettings.of(RedisSettings.class);
            order = new RedisFanout(vertx, redis, settings, Seal.none(), name, _ -> BOUNDS, 100);
            var hub =
                    new Hub(
                            order,
                            _ -> TopicClass.log(100, 100_000, Duration.ofHours(1)),
                            100,
                            1_000_000);
            var json = new ObjectMapper().registerModule(new JavaTimeModule());
            neighbours = new Neighbours(vertx, hub, roster, new Node(name), json);
            neighbours.begin(new StartupEvent());
            hub.started();
        }

        void join(int count) {
            for (int i = 0; i < count; i++) {
                String id = "%s-%08d-0000-0000-0000-000000000000".formatted(name, joined++);
                var known =
                        new Elsewhere.Known(
                                id,
                                "user-" + id,
                                "User",
                                "player",
                                "",
                                Instant.EPOCH,
                                "{}",
                                Set.of());
                // One that is not elsewhere.
                var connection = new Elsewhere("", known, _ -> {});
                TopicName room = TopicName.of("room:" + i / IN_ROOM);
                own.add(connection);
                roster.join(connection, 1);
                connection.enter(room);
                roster.enter(connection, room);
            }
        }

        void leave() {
            for (Elsewhere one : own) {
                one.entered().forEach(room -> roster.exit(one, room));
                roster.leave(one);
            }
            own.clear();
        }

        /// Long enough for all who left to be gone from their rooms.
        void waitForThemToBeGone() {
            now = now.plusSeconds(3600);
            List<PresenceChange> _ = roster.changes();
        }

        int present() {
            return roster.attended("room").stream().mapToInt(roster::countPresent).sum();
        }

        @Override
        public void close() {
            neighbours.end(new ShutdownEvent());
            order.close();
        }
    }

    @Setup
    public void begin() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("redis");
        redis = RedisServer.start(folder);
        vertx = Vertx.vertx();
        gateways =
                List.of(
                        new Gateway("one", vertx, redis.url()),
                        new Gateway("two", vertx, redis.url()));
    }

    @TearDown
    public void end() throws IOException {
        gateways.forEach(Gateway::close);
        vertx.close();
        redis.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(JOINS)
    public void joins() throws InterruptedException {
        gateways.forEach(one -> one.join(JOINS / 2));
        await(one -> one.roster.count() == JOINS && one.present() == JOINS);
    }

    @TearDown(Level.Invocation)
    public void leave() throws InterruptedException {
        gateways.forEach(Gateway::leave);
        await(one -> one.roster.count() == 0);
        gateways.forEach(Gateway::waitForThemToBeGone);
        await(one -> one.present() == 0);
    }

    private void await(Predicate<Gateway> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (Gateway one : gateways) {
            while (!wanted.test(one)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "%d connections and %d in rooms"
                                    .formatted(one.roster.count(), one.present()));
                }
                Thread.sleep(5);
            }
        }
    }
}
