package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.Patience;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Worlds of several gateways with one Redis: readers wander between them, others publish, and
/// everything that can fail fails, in an order that the seed decides. For each reader ids rise and
/// none comes twice, one id is one content everywhere, and what was acknowledged is received or
/// covered by a gap; where Redis has lost nothing there is no gap at all.
///
/// `-Dworlds.seeds=100` tries so many worlds of each kind, `-Dworlds.first=17` begins with that
/// one.
@ExtendWith(Patience.class)
class ChannelWorldsIT {
    private static final String THE_END = "{\"all\":true,\"event\":{\"type\":\"the_end\"}}";
    private static final String PUBLISH = "/api/v1alpha1/publish";
    private static final int CLIENTS = 8;
    private static final int TOPICS = 24;
    private static final int PUBLISHERS = 3;
    private static final Duration STALL = Duration.ofSeconds(4);

    /// Longer than the others wait before they take a gateway for gone.
    private static final Duration SLEEP = Duration.ofSeconds(13);

    @TempDir Path folder;
    private RedisServer redis;
    private Cable cable;

    /// Those that run. The first one reaches Redis by the cable.
    private final List<GatewayProcess> gateways = new CopyOnWriteArrayList<>();

    private final List<GatewayProcess> all = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private Random random;
    private int renewed;
    private volatile boolean isOver;

    static LongStream seeds() {
        long first = Long.getLong("worlds.first", 1);
        return LongStream.range(first, first + Long.getLong("worlds.seeds", 1));
    }

    @AfterEach
    void end() {
        isOver = true;
        all.forEach(GatewayProcess::close);
        cable.close();
        redis.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void while_redis_loses_nothing_nobody_is_told_a_gap(long seed) throws Exception {
        begin(seed, 3);

        List<WanderingReader> readers =
                world(
                        this::redisIsCutOff,
                        this::redisStandsStill,
                        this::redisIsFull,
                        this::oneIsCutOffFromRedis,
                        this::oneIsKilled,
                        this::oneIsDrained,
                        this::oneStandsStill);

        assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gateways_that_are_renewed_one_after_the_other_lose_nothing(long seed) throws Exception {
        begin(2000 + seed, 3);

        List<WanderingReader> readers =
                world(this::oldestIsRenewed, this::oldestIsRenewed, this::oldestIsRenewed);

        assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_redis_loses_is_told_and_what_follows_is_the_truth(long seed) throws Exception {
        begin(1000 + seed, 2);

        List<WanderingReader> readers =
                world(
                        this::redisIsCutOff,
                        this::redisComesBackEmpty,
                        this::redisComesBackAsItWasSaved,
                        this::redisComesBackFromItsLog,
                        () -> redis.cli("FLUSHALL"),
                        this::oneIsKilled);

        assertThat(readers).allMatch(WanderingReader::wasToldGaps);
    }

    private void begin(long seed, int count) {
        random = new Random(seed);
        redis = RedisServer.start(folder);
        cable = new Cable(redis.port());
        gateways.add(start("redis://127.0.0.1:" + cable.port()));
        while (gateways.size() < count) {
            gateways.add(start(redis.url()));
        }
    }

    private GatewayProcess start(String url) {
        GatewayProcess gateway =
                Player.gateway(random.nextBoolean() ? "framed" : "plain")
                        .set("VS_SESSION_LIMITS_PER_USER", "1000")
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "100000")
                        .set("VS_SESSION_DRAIN_TIMEOUT", "2s")
                        .set("VS_REDIS_PATIENCE", "3s")
                        .set("VS_REDIS_URL", url)
                        .start();
        all.add(gateway);
        return gateway;
    }

    /// The troubles come one after the other, each once, with some time between them.
    private List<WanderingReader> world(Runnable... troubles) throws Exception {
        var readers = new ArrayList<WanderingReader>();
        for (int i = 0; i < CLIENTS; i++) {
            var own = new Random(random.nextLong());
            readers.add(WanderingReader.amidTrouble(gateways, i, TOPICS, own));
        }
        List<Thread> threads =
                readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
        var publishers = new ArrayList<Thread>();
        for (int i = 0; i < PUBLISHERS; i++) {
            var own = new Random(random.nextLong());
            publishers.add(
                    Thread.ofPlatform()
                            .start(() ->
                                    RandomPublisher.amidTrouble(
                                            gateways, TOPICS, own, acknowledged, () -> isOver)));
        }
        var order = new ArrayList<>(List.of(troubles));
        Collections.shuffle(order, random);
        for (Runnable trouble : order) {
            awaitSomeMore();
            trouble.run();
        }
        awaitSomeMore();
        isOver = true;
        for (Thread publisher : publishers) {
            publisher.join();
        }
        await().ignoreExceptions()
                .until(() ->
                        new Rest(gateways.getFirst(), Player.SERVICE_KEY)
                                .post(PUBLISH, THE_END)
                                .has("event_id"));
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        readers.forEach(WanderingReader::giveUp);

        readers.forEach(reader -> reader.check(acknowledged));
        sameEverywhere(readers);
        allKnowWhoIsThere();
        return readers;
    }

    /// Events that are acknowledged and that nobody disturbs.
    private void awaitSomeMore() {
        int enough = acknowledged.size() + 30 + random.nextInt(60);
        await().until(() -> acknowledged.size() >= enough);
    }

    private static void sameEverywhere(List<WanderingReader> readers) {
        var contents = new HashMap<String, Integer>();
        for (WanderingReader reader : readers) {
            reader.contents()
                    .forEach((event, digest) ->
                            assertThat(contents.merge(event, digest, (known, _) -> known))
                                    .as(event)
                                    .isEqualTo(digest));
        }
    }

    /// Those of gateways that are gone are nowhere any more.
    private void allKnowWhoIsThere() {
        var players = new ArrayList<Player>();
        try {
            for (GatewayProcess gateway : gateways) {
                players.add(Player.connect(gateway, "/ws?rooms=all", "p" + players.size()));
            }
            await().untilAsserted(() -> {
                for (GatewayProcess gateway : gateways) {
                    var connections =
                            new Rest(gateway, Player.SERVICE_KEY)
                                    .get("/ws/health")
                                    .path("connections");
                    assertThat(connections.path("total").asInt()).isEqualTo(players.size());
                    assertThat(
                                    new Rest(gateway, Player.SERVICE_KEY)
                                            .get("/api/v1alpha1/topics/room:all/presence")
                                            .path("users"))
                            .hasSize(players.size());
                }
            });
        } finally {
            players.forEach(Player::close);
        }
    }

    private void redisIsCutOff() {
        redis.cli("CLIENT", "KILL", "TYPE", "normal");
    }

    private void redisStandsStill() {
        redis.pause();
        pause(Duration.ofMillis(500 + random.nextInt(1500)));
        redis.goOn();
    }

    private void redisIsFull() {
        redis.cli("CONFIG", "SET", "maxmemory", "1");
        pause(Duration.ofMillis(500 + random.nextInt(1000)));
        redis.cli("CONFIG", "SET", "maxmemory", "0");
    }

    private void oneIsCutOffFromRedis() {
        cable.stall();
        pause(STALL);
        cable.flow();
    }

    private void oneIsKilled() {
        try {
            GatewayProcess gone = oneBehindTheFirst();
            gone.kill();
            replace(gone);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void oneIsDrained() {
        GatewayProcess gone = oneBehindTheFirst();
        gone.terminate();
        replace(gone);
    }

    /// Another one is there before it goes.
    private void oldestIsRenewed() {
        GatewayProcess oldest = all.get(renewed++);
        replace(oldest);
        oldest.terminate();
        await().until(() -> !oldest.isAlive());
    }

    private void oneStandsStill() {
        GatewayProcess sleeps = oneBehindTheFirst();
        sleeps.pause();
        pause(SLEEP);
        sleeps.goOn();
    }

    private GatewayProcess oneBehindTheFirst() {
        return gateways.get(1 + random.nextInt(gateways.size() - 1));
    }

    private void replace(GatewayProcess gone) {
        gateways.set(gateways.indexOf(gone), start(redis.url()));
    }

    private void redisComesBackEmpty() {
        redis.kill();
        redis.forgetAll();
        redis.startAgain("--appendonly", "no");
    }

    private void redisComesBackAsItWasSaved() {
        redis.cli("CONFIG", "SET", "appendonly", "no");
        redis.cli("SAVE");
        awaitSomeMore();
        redis.kill();
        redis.startAgain("--appendonly", "no");
    }

    private void redisComesBackFromItsLog() {
        redis.cli("CONFIG", "SET", "appendonly", "yes");
        await().until(() -> redis.cli("INFO", "persistence").contains("aof_rewrite_in_progress:0"));
        awaitSomeMore();
        redis.kill();
        redis.startAgain("--appendonly", "yes", "--appendfsync", "everysec");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
