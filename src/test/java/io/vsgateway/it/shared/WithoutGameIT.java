package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.Patience;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that is there for the channels alone.
@ExtendWith(Patience.class)
class WithoutGameIT {
    private static final String SERVER = "/api/v1alpha1/server";

    @Test
    void a_gateway_without_a_game_serves_channels_and_refuses_what_is_asked_of_a_game() {
        try (GatewayProcess gateway =
                Player.gateway("framed").set("VS_GAME_ENABLED", "false").start()) {
            Rest admin = Rest.of(gateway);
            JsonNode server = admin.get(SERVER);
            assertThat(server.path("state").asText()).isEqualTo("none");
            assertThat(server.path("mode").asText()).isEqualTo("none");
            assertThat(server.path("input").path("reason").asText()).contains("no game");
            for (String action : new String[] {"start", "stop", "restart", "kill"}) {
                assertThat(admin.request().post(SERVER + "/" + action).statusCode()).isEqualTo(409);
            }
            try (Client console = Client.admin(gateway)) {
                console.command("/time", "t");
                JsonNode receipt = console.json(one -> one.path("type").asText().equals("receipt"));
                assertThat(receipt.path("status").asText()).isEqualTo("rejected");
            }
            try (Player ada = Player.connect(gateway, "/ws?rooms=a", "ada")) {
                ada.await("connected");
                new Rest(gateway, Player.SERVICE_KEY)
                        .post(
                                "/api/v1alpha1/publish",
                                "{\"topic\":\"room:a\",\"event\":{\"type\":\"said\"}}");
                ada.await("said");
            }
            assertThat(admin.metric("vs_game_state{state=\"none\"}")).isEqualTo(1);
            assertThat(admin.request().get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(admin.request().get("/q/health/started").statusCode()).isEqualTo(200);
            gateway.closeCalm();
        }
    }

    @Test
    void a_game_and_none_is_no_choice() throws Exception {
        try (GatewayProcess gateway =
                Player.gateway("framed")
                        .set("VS_GAME_ENABLED", "false")
                        .demo("--rate 0")
                        .launch()) {
            assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(gateway.output())
                    .anyMatch(
                            line -> line.contains("VS_GAME_ENABLED is false and VS_GAME_COMMAND"));
        }
    }

    @Test
    void readiness_heeds_redis_where_that_is_wanted(@TempDir Path folder) {
        try (RedisServer redis = RedisServer.start(folder);
                GatewayProcess gateway =
                        Player.gateway("framed")
                                .set("VS_GAME_ENABLED", "false")
                                .set("VS_REDIS_URL", redis.url())
                                .set("VS_OPS_READY_NEEDS_REDIS", "true")
                                .start()) {
            assertThat(ready(gateway)).isEqualTo(200);
            redis.kill();
            await().until(() -> ready(gateway) == 503);
            redis.startAgain();
            await().until(() -> ready(gateway) == 200);
        }
    }

    private static int ready(GatewayProcess gateway) {
        return Rest.of(gateway).request().get("/q/health/ready").statusCode();
    }
}
