package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.Patience;
import io.vsgateway.it.Begun;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import io.vsgateway.it.channel.RandomPublisher;
import io.vsgateway.it.channel.WanderingReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways with one Redis: whoever connects to any of them gets what is published at any of
/// them, once and in one order, and is told what nobody knows any more.
@ExtendWith(Patience.class)
@Tag("many-starts")
class SharedOrderIT {
    private static final String THE_END = "{\"all\":true,\"event\":{\"type\":\"the_end\"}}";
    private static final String PUBLISH = "/api/v1alpha1/publish";
    private static final int CLIENTS = 6;
    private static final int TOPICS = 20;
    private static final int EACH = 400;

    @TempDir Path folder;
    private RedisServer redis;
    private GatewayProcess one;
    private GatewayProcess two;

    @BeforeEach
    void begin() {
        redis = RedisServer.start(folder, "--appendonly", "yes", "--appendfsync", "everysec");
        one = gateway("framed").start();
        two = gateway("plain").start();
        awaitHealthy();
    }

    /// Before that a gateway may turn clients away.
    private void awaitHealthy() {
        for (GatewayProcess gateway : List.of(one, two)) {
            var anyone = new Rest(gateway, Player.SERVICE_KEY);
            await().until(() -> isHealthy(anyone));
        }
    }

    private static boolean isHealthy(Rest gateway) {
        return gateway.get("/ws/health").path("status").asText().equals("healthy");
    }

    private GatewayProcess.Builder gateway(String writer) {
        return Player.gateway(writer)
                .set("VS_SESSION_LIMITS_PER_USER", "1000")
                .set("VS_REDIS_PATIENCE", "5s")
                .set("VS_REDIS_URL", redis.url());
    }

    @AfterEach
    void end() {
        Begun.end(one, two, redis);
    }

    @Test
    void an_event_has_one_id_and_one_content_everywhere() {
        try (Player ada = Player.connect(one, "/ws?rooms=a", "ada");
                Player bob = Player.connect(two, "/ws?rooms=a", "bob")) {
            JsonNode here = ada.await("connected");
            JsonNode there = bob.await("connected");
            assertThat(there.path("node")).isNotEqualTo(here.path("node"));

            for (GatewayProcess gateway : List.of(one, two)) {
                new Rest(gateway, Player.SERVICE_KEY)
                        .post(
                                PUBLISH,
                                "{\"topic\":\"room:a\",\"event\":{\"type\":\"said\",\"x\":\"ü\u2028\"}}");
                JsonNode first = ada.await("said");
                assertThat(bob.await("said")).isEqualTo(first);
            }
        }
    }

    @Test
    void who_comes_to_a_gateway_that_starts_later_gets_the_past_and_the_retained() {
        var service = new Rest(one, Player.SERVICE_KEY);
        service.post(PUBLISH, "{\"topic\":\"room:a\",\"event\":{\"type\":\"past\"}}");
        service.post(
                PUBLISH,
                "{\"topic\":\"room:a\",\"event\":{\"type\":\"state\",\"n\":1},\"retain\":\"k\"}");
        assertThat(service.request().put("/api/v1alpha1/topics/app:board/members/ada").statusCode())
                .isEqualTo(204);
        String last;
        try (Player ada = Player.connect(one, "/ws?rooms=a&history=9", "ada")) {
            last = ada.await("past").path("event_id").asText();
        }
        try (GatewayProcess late = gateway("framed").start();
                Player ada =
                        Player.connect(
                                late,
                                "/ws?rooms=a&topics=app:board&last_event_id=" + last,
                                "ada")) {
            assertThat(ada.await("connected").path("topics").toString()).contains("app:board");
            List<JsonNode> told = ada.until("resumed");
            assertThat(told.getLast().path("recovered").asBoolean()).isTrue();
            assertThat(told).noneMatch(one -> one.path("type").asText().equals("gap"));
            assertThat(told)
                    .filteredOn(one -> one.has("event_id"))
                    .extracting(one -> one.path("type").asText())
                    .containsExactly("state");
            try (Player bob = Player.connect(late, "/ws?rooms=a", "bob")) {
                JsonNode retained = bob.await("state");
                assertThat(retained.has("event_id")).isFalse();
                assertThat(retained.path("n").asInt()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_key_places_an_event_once_whichever_gateway_is_asked() {
        String body =
                "{\"topic\":\"room:a\",\"event\":{\"type\":\"said\"},\"idempotency_key\":\"k\"}";
        JsonNode first = new Rest(one, Player.SERVICE_KEY).post(PUBLISH, body);
        JsonNode again = new Rest(two, Player.SERVICE_KEY).post(PUBLISH, body);

        assertThat(again.path("event_id")).isEqualTo(first.path("event_id"));
        assertThat(again.path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void connections_to_redis_that_are_cut_lose_nothing_and_nobody_is_told_a_gap()
            throws Exception {
        List<WanderingReader> readers =
                world(11, () -> redis.cli("CLIENT", "KILL", "TYPE", "normal"));

        assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
    }

    @Test
    void a_redis_that_stands_still_loses_nothing_and_nobody_is_told_a_gap() throws Exception {
        List<WanderingReader> readers =
                world(
                        12,
                        () -> {
                            redis.pause();
                            pause(1500);
                            redis.goOn();
                        });

        assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
    }

    @Test
    void a_redis_that_is_killed_is_told_to_all_and_what_follows_is_the_truth() throws Exception {
        List<WanderingReader> readers =
                world(
                        13,
                        () -> {
                            redis.kill();
                            redis.startAgain();
                        });

        assertThat(readers).allMatch(WanderingReader::wasToldGaps);
    }

    @Test
    void a_redis_that_is_emptied_is_told_to_all() throws Exception {
        List<WanderingReader> readers = world(14, () -> redis.cli("FLUSHALL"));

        assertThat(readers).allMatch(WanderingReader::wasToldGaps);
    }

    @Test
    void the_health_says_how_redis_is() {
        var anyone = new Rest(one, Player.SERVICE_KEY);
        JsonNode well = anyone.get("/ws/health");
        assertThat(well.path("status").asText()).isEqualTo("healthy");
        assertThat(well.path("redis").path("configured").asBoolean()).isTrue();
        assertThat(well.path("redis").path("pubsub_connected").asBoolean()).isTrue();

        redis.kill();
        try {
            await().untilAsserted(() -> {
                JsonNode health = anyone.get("/ws/health");
                assertThat(health.path("status").asText()).isEqualTo("degraded");
                assertThat(health.path("redis").path("connected").asBoolean()).isFalse();
            });
        } finally {
            redis.startAgain();
        }

        await().until(() -> isHealthy(anyone));
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Readers wander between both gateways, something is published at both of them, and something
    /// happens several times.
    private List<WanderingReader> world(long seed, Runnable trouble) throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        var readers = new ArrayList<WanderingReader>();
        for (int i = 0; i < CLIENTS; i++) {
            var random = new Random(seed * 100 + i);
            readers.add(new WanderingReader(List.of(one, two), i, TOPICS, random));
        }
        var threads = readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
        var first = new RandomPublisher(one, TOPICS, new Random(seed), acknowledged);
        var second = new RandomPublisher(two, TOPICS, new Random(seed + 50), acknowledged);
        var published = new CountDownLatch(2);
        Thread.ofVirtual()
                .start(() -> {
                    first.byRest(EACH);
                    published.countDown();
                });
        Thread.ofVirtual()
                .start(() -> {
                    second.bySocket(EACH);
                    published.countDown();
                });
        for (int i = 1; i <= 3; i++) {
            int some = i * EACH / 5;
            await().until(() -> acknowledged.size() >= some || published.getCount() == 0);
            trouble.run();
        }
        assertThat(published.await(120, TimeUnit.SECONDS)).isTrue();
        await().until(() ->
                new Rest(one, Player.SERVICE_KEY).post(PUBLISH, THE_END).has("event_id"));
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(120));
        }

        assertThat(acknowledged).hasSizeGreaterThan(EACH);
        readers.forEach(reader -> reader.check(acknowledged));
        return readers;
    }
}
