package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.Patience;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that seal what they write to Redis, as an operator runs them: one has a game, one shows
/// it, and one has another key.
@ExtendWith(Patience.class)
class SealedIT {
    private static final String KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    private static final String OTHER = "Hh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIBAAA=";

    @TempDir Path folder;

    private static GatewayProcess.Builder gateway(RedisServer redis) {
        return GatewayProcess.with()
                .set("VS_API_KEY_SERVICE", Player.SERVICE_KEY)
                .set("VS_JWT_SECRET", Issuer.SECRET)
                .set("VS_REDIS_URL", redis.url());
    }

    private Path file(String key) throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, key + "\n");
        return file;
    }

    @Test
    void nothing_that_people_say_or_do_is_to_be_found_in_redis_or_on_its_way() throws Exception {
        try (RedisServer redis = RedisServer.start(Files.createDirectory(folder.resolve("redis")));
                RedisServer.Monitor monitor = redis.monitor();
                GatewayProcess owner =
                        gateway(redis)
                                .set("VS_REDIS_ENCRYPTION_KEY", KEY)
                                .set("VS_GAME_NAME", "main")
                                .set("VS_GAME_INPUT_GAP", "0ms")
                                .demo("--rate 0 --start-time 10ms --save-time 10ms")
                                .start();
                GatewayProcess other =
                        gateway(redis)
                                .set("VS_REDIS_ENCRYPTION_KEY_FILE", file(KEY).toString())
                                .set("VS_GAME_REMOTE", "main")
                                .start()) {
            everythingHappens(owner, other);

            String held = redis.everything();
            String seen = monitor.text("the-end", () -> redis.cli("ECHO", "the-end"));
            for (String secret :
                    List.of(
                            "feldspar",
                            "quartz",
                            "basalt",
                            "obsidian",
                            "granite",
                            "gneiss",
                            "flood",
                            "chat_message")) {
                assertThat(held).doesNotContainIgnoringCase(secret);
                assertThat(seen).doesNotContainIgnoringCase(secret);
            }
            assertThat(held).contains("sealed:", "{vs}:console:main", "{vs}:asks:main");
            assertThat(owner.complaints()).isEmpty();
            assertThat(other.complaints()).isEmpty();
        }
    }

    /// Published, said, retained, decided, commanded; and seen at the other gateway.
    private static void everythingHappens(GatewayProcess owner, GatewayProcess other) {
        var service = new Rest(owner, Player.SERVICE_KEY);
        try (Player ada = Player.connect(other, "/ws?rooms=quartz&channels=chat", "basalt");
                Client admin = Client.admin(other)) {
            ada.await("connected");
            service.post(
                    "/api/v1alpha1/publish",
                    "{\"topic\":\"room:quartz\",\"event\":{\"type\":\"granite\",\"x\":\"feldspar\"},"
                            + "\"retain\":\"obsidian\",\"idempotency_key\":\"gneiss\"}");
            assertThat(ada.await("granite").path("x").asText()).isEqualTo("feldspar");
            ada.send("{'type':'chat_message','channel':'global','content':'feldspar'}");
            assertThat(ada.await("chat_message").path("content").asText()).isEqualTo("feldspar");
            service.post(
                    "/api/v1alpha1/moderation/bans",
                    "{\"user_id\":\"obsidian\",\"seconds\":600,\"reason\":\"feldspar\"}");
            await().until(() ->
                    new Rest(other, Player.SERVICE_KEY)
                            .get("/api/v1alpha1/moderation/bans")
                            .toString()
                            .contains("obsidian"));
            admin.command("/demo flood 5", "f");
            assertThat(admin.receipts("f")).contains("confirmed");
        }
    }

    @Test
    void a_gateway_with_another_key_takes_no_part_and_says_why() throws Exception {
        try (RedisServer redis = RedisServer.start(folder);
                GatewayProcess one =
                        gateway(redis)
                                .set("VS_REDIS_ENCRYPTION_KEY", KEY)
                                .set("VS_GAME_ENABLED", "false")
                                .start();
                GatewayProcess wrong =
                        gateway(redis)
                                .set("VS_REDIS_ENCRYPTION_KEY", OTHER)
                                .set("VS_GAME_ENABLED", "false")
                                .start();
                Player ada = Player.connect(one, "/ws?rooms=a", "ada")) {
            ada.await("connected");
            String event = "{\"topic\":\"room:a\",\"event\":{\"type\":\"said\"}}";
            assertThat(
                            new Rest(wrong, Player.SERVICE_KEY)
                                    .request()
                                    .contentType("application/json")
                                    .body(event)
                                    .post("/api/v1alpha1/publish")
                                    .statusCode())
                    .isEqualTo(503);
            assertThat(
                            new Rest(wrong, Player.SERVICE_KEY)
                                    .get("/ws/health")
                                    .path("redis")
                                    .path("connected")
                                    .asBoolean())
                    .isFalse();
            assertThat(wrong.output()).anyMatch(line -> line.contains("VS_REDIS_ENCRYPTION_KEY"));

            new Rest(one, Player.SERVICE_KEY).post("/api/v1alpha1/publish", event);
            assertThat(ada.until("said"))
                    .noneMatch(told -> told.path("type").asText().equals("gap"));
        }
    }
}
