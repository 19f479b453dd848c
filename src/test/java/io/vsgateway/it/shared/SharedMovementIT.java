package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.Patience;
import io.vsgateway.it.Begun;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Who is near sees who moves, whichever gateway either is connected to. The last tests take
/// Redis's memory and one of the gateways away.
@Tag("many-starts")
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedMovementIT {
    private RedisServer redis;
    private GatewayProcess one;
    private GatewayProcess two;

    @BeforeAll
    void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder);
        one = gateway();
        two = gateway();
    }

    private GatewayProcess gateway() {
        return Player.gateway("framed")
                .unset("VS_GAME_DEMO")
                .set("VS_GAME_ENABLED", "false")
                .set("VS_REDIS_URL", redis.url())
                .start();
    }

    @AfterAll
    void end() {
        Begun.end(one, two, redis);
    }

    @Test
    @Order(1)
    void neighbours_at_two_gateways_see_each_other_come_move_and_go() {
        try (Player ada = Player.connect(one, "/ws/world", "ada")) {
            appear(ada, "town", 10);
            try (Player bob = Player.connect(two, "/ws/world", "bob")) {
                move(bob, "town", 20);
                assertThat(about(ada, "player_nearby", "bob").path("user").asText())
                        .isEqualTo("Bob");
                await().until(() -> beings(two) == 2);

                move(bob, "town", 21);
                awaitAt(ada, "bob", 21);
                move(ada, "town", 11);
                awaitAt(bob, "ada", 11);

                move(bob, "woods", 1);
                assertThat(about(ada, "zone_change", "bob").path("zone").asText())
                        .isEqualTo("woods");
                about(ada, "player_away", "bob");
                move(bob, "town", 22);
                about(ada, "player_nearby", "bob");
            }
            about(ada, "player_away", "bob");
        }
        await().until(() -> beings(one) + beings(two) == 0);
    }

    @Test
    @Order(2)
    void what_a_back_end_says_at_one_is_seen_at_the_other_and_at_one_that_comes_later() {
        try (Player ada = Player.connect(two, "/ws/world", "ada")) {
            appear(ada, "hill", 0);
            place("wolf", "hill", 5);
            about(ada, "player_nearby", "wolf");
            try (GatewayProcess late = gateway();
                    Player eve = Player.connect(late, "/ws/world", "eve")) {
                await().until(() -> beings(late) == 2);
                move(eve, "hill", 1);
                JsonNode all = eve.await("world_snapshot");
                while (!all.toString().contains("wolf")) {
                    all = eve.await("world_snapshot");
                }
                assertThat(all.toString()).contains("ada");
                about(ada, "player_nearby", "eve");
            }
            about(ada, "player_away", "eve");
        }
    }

    @Test
    @Order(3)
    void it_goes_on_behind_the_emptying_of_redis() {
        try (Player ada = Player.connect(one, "/ws/world", "ada");
                Player bob = Player.connect(two, "/ws/world", "bob")) {
            appear(ada, "lake", 1);
            move(bob, "lake", 2);
            about(ada, "player_nearby", "bob");
            redis.cli("FLUSHALL");
            await().until(() -> {
                move(bob, "lake", 7);
                return ada.client().pending().stream()
                        .map(Client::parse)
                        .anyMatch(m ->
                                m.path("user_id").asText().equals("bob")
                                        && m.path("x").asDouble() == 7);
            });
        }
    }

    @Test
    @Order(4)
    void who_is_connected_to_a_gateway_that_is_killed_is_away() throws Exception {
        try (Player ada = Player.connect(two, "/ws/world", "ada");
                Player bob = Player.connect(one, "/ws/world", "bob")) {
            appear(ada, "cave", 1);
            move(bob, "cave", 2);
            about(ada, "player_nearby", "bob");
            one.kill();
            about(ada, "player_away", "bob");
            try (Player back = Player.connect(two, "/ws/world", "bob")) {
                move(back, "cave", 3);
                about(ada, "player_nearby", "bob");
            }
        }
    }

    /// Who comes behind this is told as one who comes, and is not in the snapshot. One of where
    /// they were elsewhere may come before.
    private static void appear(Player player, String zone, double x) {
        move(player, zone, x);
        player.client()
                .json(m ->
                        m.path("type").asText().equals("world_snapshot")
                                && m.path("zone").asText().equals(zone));
    }

    private static void move(Player player, String zone, double x) {
        player.send("{'type':'player_movement','zone':'%s','x':%s,'y':0}".formatted(zone, x));
    }

    private void place(String id, String zone, double x) {
        int status =
                new Rest(one, Player.SERVICE_KEY)
                        .request()
                        .contentType("application/json")
                        .body(
                                "{\"zone\":\"%s\",\"moves\":[{\"user_id\":\"%s\",\"x\":%s,\"y\":0}]}"
                                        .formatted(zone, id, x))
                        .post("/api/v1alpha1/world/positions")
                        .statusCode();
        assertThat(status).isEqualTo(204);
    }

    private static JsonNode about(Player player, String type, String user) {
        return player.client()
                .json(m ->
                        m.path("type").asText().equals(type)
                                && m.path("user_id").asText().equals(user));
    }

    private static void awaitAt(Player player, String user, double x) {
        player.client()
                .json(m ->
                        m.path("type").asText().equals("player_movement")
                                && m.path("user_id").asText().equals(user)
                                && m.path("x").asDouble() == x);
    }

    private static double beings(GatewayProcess gateway) {
        return Rest.of(gateway).metric("vs_world_beings");
    }
}
