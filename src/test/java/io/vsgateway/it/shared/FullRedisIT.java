package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.Patience;
import io.vsgateway.it.Begun;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A Redis without memory is told of as what it is, once, by all who have it.
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullRedisIT {
    private static final String WHY = "Redis is full (maxmemory)";

    private RedisServer redis;
    private GatewayProcess owner;
    private GatewayProcess remote;

    @BeforeAll
    void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder);
        owner =
                gateway()
                        .set("VS_GAME_NAME", "main")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms")
                        .start();
        remote = gateway().set("VS_GAME_REMOTE", "main").start();
    }

    private GatewayProcess.Builder gateway() {
        return Player.gateway("framed").unset("VS_GAME_DEMO").set("VS_REDIS_URL", redis.url());
    }

    @AfterAll
    void end() {
        Begun.end(remote, owner, redis);
    }

    private static JsonNode server(GatewayProcess gateway) {
        return Rest.of(gateway).get("/api/v1alpha1/server");
    }

    private static void awaitHealth(GatewayProcess gateway, String status, String problem) {
        await().untilAsserted(() -> {
            JsonNode health = Rest.of(gateway).get("/ws/health");
            assertThat(health.path("status").asText()).isEqualTo(status);
            assertThat(health.path("redis").path("problem").asText()).isEqualTo(problem);
            assertThat(health.path("redis").path("connected").asBoolean()).isTrue();
        });
    }

    @Test
    void a_full_redis_is_told_of_as_what_it_is() {
        await().until(() -> server(remote).path("state").asText().equals("running"));
        awaitHealth(owner, "healthy", "");

        redis.cli("CONFIG", "SET", "maxmemory", "1");
        Response refused =
                Rest.of(remote)
                        .request()
                        .contentType("application/json")
                        .body("{\"command\":\"/time\"}")
                        .post("/api/v1alpha1/console/command");
        assertThat(refused.asString()).contains(WHY).doesNotContain("script", "OOM");
        for (GatewayProcess gateway : List.of(owner, remote)) {
            awaitHealth(gateway, "degraded", WHY);
            assertThat(Rest.of(gateway).metric("vs_fanout_full")).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(server(remote).toString()).contains(WHY));
        await().untilAsserted(() ->
                assertThat(Rest.of(owner).get("/q/health/ready").toString()).contains(WHY));
        redis.cli("CONFIG", "SET", "maxmemory", "0");

        for (GatewayProcess gateway : List.of(owner, remote)) {
            awaitHealth(gateway, "healthy", "");
            assertThat(Rest.of(gateway).metric("vs_fanout_full")).isZero();
            assertThat(gateway.output())
                    .satisfiesOnlyOnce(
                            line -> assertThat(line).contains("WARN", "is full", "refused until"))
                    .satisfiesOnlyOnce(line -> assertThat(line).contains("INFO", "has room again"))
                    .noneMatch(line ->
                            line.contains("OOM") || line.contains("cannot be reached: Redis at"));
        }
        await().until(() -> server(remote).path("state").asText().equals("running"));
        assertThat(owner.output())
                .satisfiesOnlyOnce(line -> assertThat(line).contains("is not shared", WHY));
        assertThat(remote.output())
                .satisfiesOnlyOnce(
                        line -> assertThat(line).contains("main cannot be reached: " + WHY))
                .noneMatch(line -> line.contains("is away"));
    }
}
