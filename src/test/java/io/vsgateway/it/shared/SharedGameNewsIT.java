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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How a game is, is known to those who come to the channels of another gateway, whatever befell
/// Redis meanwhile.
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedGameNewsIT {
    private static final String SERVER = "/api/v1alpha1/server";

    private RedisServer redis;
    private GatewayProcess owner;
    private GatewayProcess other;

    @BeforeAll
    void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder, "--appendonly", "yes");
        owner = owner();
        other =
                gateway()
                        .set("VS_GAME_ENABLED", "false")
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "100000")
                        .start();
    }

    private GatewayProcess.Builder gateway() {
        return Player.gateway("framed").unset("VS_GAME_DEMO").set("VS_REDIS_URL", redis.url());
    }

    private GatewayProcess owner() {
        return gateway().demo("--rate 0 --start-time 10ms --save-time 10ms").start();
    }

    @AfterAll
    void end() {
        Begun.end(owner, other, redis);
    }

    @BeforeEach
    void theGameRuns() {
        if (!Rest.of(owner).get(SERVER).path("state").asText().equals("running")) {
            becomes("start", "running");
        }
        awaitRetained("running");
    }

    private void becomes(String action, String state) {
        assertThat(Rest.of(owner).request().post(SERVER + "/" + action).statusCode())
                .isEqualTo(202);
        await().until(() -> Rest.of(owner).get(SERVER).path("state").asText().equals(state));
    }

    /// What `game:all` retains, for one who comes now: by type, the state or the count.
    private Map<String, String> retained() {
        try (Player ada = Player.connect(other, "/ws/game", "ada")) {
            ada.await("connected");
            ada.send("{\"type\":\"ping\"}");
            var values = new TreeMap<String, String>();
            for (JsonNode frame : ada.until("pong")) {
                if (frame.has("state") || frame.has("count")) {
                    values.put(
                            frame.path("type").asText(),
                            frame.path("state").asText() + frame.path("count").asText());
                }
            }
            return values;
        }
    }

    /// What the other gateway had is no more.
    private void whenItHasForgotten(Runnable trouble) {
        double before = epochs();
        trouble.run();
        await().until(() -> epochs() > before);
    }

    private double epochs() {
        return Rest.of(other).metric("vs_fanout_epochs_total");
    }

    private void awaitRetained(String state) {
        await().untilAsserted(() ->
                assertThat(retained()).isEqualTo(Map.of("game_status", state, "players", "0")));
    }

    @Test
    void what_became_of_the_game_while_redis_was_away_is_known_when_it_is_back() {
        redis.stop();
        becomes("stop", "stopped");
        redis.startAgain();

        awaitRetained("stopped");
    }

    @Test
    void how_the_game_is_is_known_also_when_redis_was_emptied() {
        whenItHasForgotten(() -> {
            redis.stop();
            redis.forgetAll();
            redis.startAgain();
        });

        awaitRetained("running");
    }

    @Test
    void what_became_of_the_game_while_redis_was_full_is_known_when_it_has_room() {
        redis.cli("CONFIG", "SET", "maxmemory", "1");
        becomes("stop", "stopped");
        assertThat(retained()).containsEntry("game_status", "running");
        redis.cli("CONFIG", "SET", "maxmemory", "0");

        awaitRetained("stopped");
    }

    @Test
    void a_gateway_that_starts_while_redis_is_away_tells_of_its_game_when_it_is_back() {
        whenItHasForgotten(() -> {
            Begun.end(owner);
            redis.stop();
            redis.forgetAll();
            owner = owner();
            redis.startAgain();
        });

        awaitRetained("running");
    }

    @Test
    void nothing_is_told_twice_to_who_is_there_all_the_time() {
        try (Player ada = Player.connect(other, "/ws/game", "ada")) {
            ada.await("game_status");
            redis.cli("CONFIG", "SET", "maxmemory", "1");
            becomes("stop", "stopped");
            redis.cli("CONFIG", "SET", "maxmemory", "0");
            var states = new ArrayList<String>();
            for (JsonNode frame : ada.until(SharedGameNewsIT::isStopped)) {
                states.add(frame.path("state").asText());
            }
            assertThat(states).doesNotHaveDuplicates();
        }
    }

    private static boolean isStopped(JsonNode frame) {
        return frame.path("state").asText().equals("stopped");
    }
}
