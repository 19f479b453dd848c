package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import io.vsgateway.it.channel.RandomPublisher;
import io.vsgateway.it.channel.WanderingReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Several gateways with one Redis, readers that wander between them, others that publish, a fight
/// in which is acted at all of them, and what can befall gateways and Redis. Everything is decided
/// by a seed but who is how fast.
///
/// `-Dchannel.worlds=100` tries so many worlds of each kind, `-Dchannel.first=17` begins with that
/// one.
final class SharedWorld implements AutoCloseable {
    private static final String PUBLISH = "/api/v1alpha1/publish";
    private static final String THE_END = "{\"all\":true,\"event\":{\"type\":\"the_end\"}}";
    private static final int READERS = 8;
    private static final int PUBLISHERS = 3;
    private static final int FIGHTERS = 2;

    /// So many that no topic forgets what somebody misses who stands still for long.
    private static final int TOPICS = 48;

    private static final Duration END = Duration.ofSeconds(60);

    /// Longer than the patience of a gateway with Redis.
    private static final Duration STALL = Duration.ofSeconds(4);

    /// Longer than the others wait before they take a gateway for gone.
    private static final Duration SLEEP = Duration.ofSeconds(15);

    private final Random random;
    private final RedisServer redis;
    private final Cable cable;

    /// Those that serve. The first one reaches Redis by the cable.
    private final List<GatewayProcess> gateways = new CopyOnWriteArrayList<>();

    private final List<GatewayProcess> all = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final WanderingFight fight;
    private volatile boolean isOver;

    static LongStream seeds() {
        long first = Long.getLong("channel.first", 1);
        return LongStream.range(first, first + Long.getLong("channel.worlds", 1));
    }

    SharedWorld(long seed, int count, Path folder) {
        random = new Random(seed);
        fight = new WanderingFight(gateways, seed);
        redis = RedisServer.start(folder);
        cable = new Cable(redis.port());
        try {
            gateways.add(start("redis://127.0.0.1:" + cable.port(), null));
            while (gateways.size() < count) {
                gateways.add(start(redis.url(), null));
            }
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// @param data the folder of a gateway that was there before
    private GatewayProcess start(String url, @Nullable Path data) {
        GatewayProcess.Builder builder =
                Player.gateway(random.nextBoolean() ? "framed" : "plain")
                        .unset("VS_GAME_DEMO")
                        .set("VS_GAME_ENABLED", "false")
                        .set("VS_SESSION_LIMITS_PER_USER", "1000")
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "100000")
                        .set("VS_REDIS_PATIENCE", "3s")
                        .set("VS_REDIS_URL", url);
        GatewayProcess gateway = data == null ? builder.start() : builder.data(data).start();
        all.add(gateway);
        return gateway;
    }

    /// The troubles befall it one after the other, in an order that the seed decides, with some
    /// undisturbed events between them. Then each reader has what it was to have, and all gateways
    /// know the same people.
    List<WanderingReader> befall(Runnable... troubles) throws InterruptedException {
        var readers = new ArrayList<WanderingReader>();
        for (int i = 0; i < READERS; i++) {
            var own = new Random(random.nextLong());
            readers.add(WanderingReader.amidTrouble(gateways, i, TOPICS, own));
        }
        List<Thread> reading =
                readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
        List<Thread> publishing = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            var own = new Random(random.nextLong());
            publishing.add(
                    Thread.ofPlatform()
                            .start(() ->
                                    RandomPublisher.amidTrouble(
                                            gateways, TOPICS, own, acknowledged, () -> isOver)));
        }
        fight.begin();
        for (int i = 0; i < FIGHTERS; i++) {
            var own = new Random(random.nextLong());
            publishing.add(Thread.ofPlatform().start(() -> fight.act(own, () -> isOver)));
        }
        var order = new ArrayList<>(List.of(troubles));
        Collections.shuffle(order, random);
        for (Runnable trouble : order) {
            awaitSomeMore();
            trouble.run();
        }
        awaitSomeMore();
        isOver = true;
        for (Thread publisher : publishing) {
            publisher.join();
        }
        await().ignoreExceptions()
                .until(() -> service(gateways.getFirst()).post(PUBLISH, THE_END).has("event_id"));
        long end = System.nanoTime() + END.toNanos();
        for (Thread reader : reading) {
            boolean _ = reader.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        readers.forEach(WanderingReader::giveUp);

        readers.forEach(reader -> reader.check(acknowledged));
        contentsAreTheSameEverywhere(readers);
        fight.check(readers.stream().noneMatch(WanderingReader::wasToldGaps));
        allKnowWhoIsThere();
        return readers;
    }

    /// Events that are acknowledged.
    void awaitSomeMore() {
        int enough = acknowledged.size() + 30 + random.nextInt(60);
        await().until(() -> acknowledged.size() >= enough);
    }

    private static void contentsAreTheSameEverywhere(List<WanderingReader> readers) {
        var contents = new HashMap<String, Integer>();
        for (WanderingReader reader : readers) {
            reader.contents()
                    .forEach((event, digest) ->
                            assertThat(contents.merge(event, digest, (known, _) -> known))
                                    .as(event)
                                    .isEqualTo(digest));
        }
    }

    /// The connections of gateways that are gone are nowhere any more.
    private void allKnowWhoIsThere() {
        var players = new ArrayList<Player>();
        try {
            for (GatewayProcess gateway : gateways) {
                players.add(Player.connect(gateway, "/ws?rooms=all", "p" + players.size()));
            }
            await().untilAsserted(() -> {
                for (GatewayProcess gateway : gateways) {
                    JsonNode health = service(gateway).get("/ws/health");
                    JsonNode there = service(gateway).get("/api/v1alpha1/topics/room:all/presence");
                    assertThat(health.path("connections").path("total").asInt())
                            .isEqualTo(players.size());
                    assertThat(there.path("users")).hasSize(players.size());
                }
            });
        } finally {
            players.forEach(Player::close);
        }
    }

    private static Rest service(GatewayProcess gateway) {
        return new Rest(gateway, Player.SERVICE_KEY);
    }

    void redisIsCutOff() {
        redis.cli("CLIENT", "KILL", "TYPE", "normal");
    }

    void redisStandsStill() {
        redis.pause();
        pause(Duration.ofMillis(500 + random.nextInt(1500)));
        redis.goOn();
    }

    void redisIsFull() {
        redis.cli("CONFIG", "SET", "maxmemory", "1");
        pause(Duration.ofMillis(500 + random.nextInt(1000)));
        redis.cli("CONFIG", "SET", "maxmemory", "0");
    }

    void redisIsEmptied() {
        redis.cli("FLUSHALL");
    }

    void redisComesBackEmpty() {
        redis.kill();
        redis.forgetAll();
        redis.startAgain("--appendonly", "no");
    }

    void redisComesBackAsItWasSaved() {
        redis.cli("CONFIG", "SET", "appendonly", "no");
        redis.cli("SAVE");
        awaitSomeMore();
        redis.kill();
        redis.startAgain("--appendonly", "no");
    }

    void redisComesBackFromItsLog() {
        redis.cli("CONFIG", "SET", "appendonly", "yes");
        await().until(() -> redis.cli("INFO", "persistence").contains("aof_rewrite_in_progress:0"));
        awaitSomeMore();
        redis.kill();
        redis.startAgain("--appendonly", "yes", "--appendfsync", "everysec");
    }

    /// Its connections stay, and nothing comes.
    void oneIsCutOffFromRedis() {
        cable.stall();
        pause(STALL);
        cable.flow();
    }

    void oneIsKilled() {
        int place = placeBehindTheFirst();
        try {
            gateways.get(place).kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        gateways.set(place, start(redis.url(), null));
    }

    /// Who comes new goes elsewhere meanwhile.
    void oneStandsStill() {
        int place = placeBehindTheFirst();
        GatewayProcess sleeper = gateways.get(place);
        sleeper.pause();
        gateways.set(place, gateways.getFirst());
        pause(SLEEP);
        sleeper.goOn();
        gateways.set(place, sleeper);
    }

    private int placeBehindTheFirst() {
        return 1 + random.nextInt(gateways.size() - 1);
    }

    /// All of them, one after the other.
    void allAreRestarted() {
        for (int place = 0; place < gateways.size(); place++) {
            restart(place);
            awaitSomeMore();
        }
    }

    void oneIsRestarted() {
        restart(placeBehindTheFirst());
    }

    /// It is asked to go, and comes back with what it kept.
    private void restart(int place) {
        GatewayProcess gateway = gateways.get(place);
        gateway.terminate();
        try {
            gateway.awaitExit(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String url = place == 0 ? "redis://127.0.0.1:" + cable.port() : redis.url();
        gateways.set(place, start(url, gateway.data()));
    }

    /// Errors in the logs of all that ever ran.
    List<String> complaints() {
        return all.stream().flatMap(gateway -> gateway.complaints().stream()).toList();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        isOver = true;
        all.forEach(GatewayProcess::close);
        cable.close();
        redis.close();
    }
}
