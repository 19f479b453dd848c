package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.response.Response;
import io.vsgateway.Patience;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.channel.ChannelClient;
import io.vsgateway.client.channel.ChannelQuery;
import io.vsgateway.it.Begun;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import io.vsgateway.websocket.connection.WebSocketConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways with one Redis know of each other's connections and decisions. The last tests take
/// one of them, and Redis, away.
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedStateIT {
    private static final String PUBLISH = "/api/v1alpha1/publish";
    private static final int BANNED = 4003;

    private RedisServer redis;
    private GatewayProcess one;
    private GatewayProcess two;

    @BeforeAll
    void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder, "--appendonly", "yes");
        one = gateway();
        two = gateway();
    }

    private GatewayProcess gateway() {
        return Player.gateway("framed").set("VS_REDIS_URL", redis.url()).start();
    }

    private static void awaitHealthy(GatewayProcess gateway) {
        await().until(() ->
                service(gateway).get("/ws/health").path("status").asText().equals("healthy"));
    }

    @AfterAll
    void end() {
        Begun.end(one, two, redis);
    }

    private static Rest service(GatewayProcess gateway) {
        return new Rest(gateway, Player.SERVICE_KEY);
    }

    @Test
    @Order(1)
    void who_comes_to_and_leaves_another_gateway_is_seen() {
        try (Player ada = Player.connect(one, "/ws?rooms=seen", "ada")) {
            String node;
            try (Player bob = Player.connect(two, "/ws?rooms=seen", "bob")) {
                node = bob.await("connected").path("node").asText();
                JsonNode joined =
                        ada.client()
                                .json(m ->
                                        m.path("type").asText().equals("presence_join")
                                                && m.path("user_id").asText().equals("bob"));
                assertThat(joined.path("topic").asText()).isEqualTo("room:seen");
                assertThat(joined.path("user").asText()).isEqualTo("Bob");
                JsonNode present = ada.ask("presence", "'topic':'room:seen'");
                assertThat(present.path("users").findValuesAsText("user_id"))
                        .containsExactlyInAnyOrder("ada", "bob");

                JsonNode connections = connections(one, "bob");
                assertThat(connections).hasSize(1);
                assertThat(connections.get(0).path("node").asText()).isEqualTo(node);
                assertThat(connections.get(0).path("topics").toString()).contains("room:seen");
                JsonNode counted = service(one).get("/ws/health").path("connections");
                assertThat(counted.path("total").asInt()).isEqualTo(2);
                assertThat(counted.path("local").asInt()).isEqualTo(1);
            }
            JsonNode left = ada.await("presence_leave");
            assertThat(left.path("user_id").asText()).isEqualTo("bob");
            assertThat(connections(one, "bob")).isEmpty();
        }
    }

    @Test
    @Order(2)
    void connections_to_another_gateway_are_reached() {
        try (Player bob = Player.connect(two, "/ws", "bob")) {
            String id = bob.await("connected").path("connection_id").asText();
            awaitUser(one, "bob");

            service(one)
                    .post(
                            PUBLISH,
                            "{\"connection\":\"%s\",\"event\":{\"type\":\"for_you\"}}"
                                    .formatted(id));
            assertThat(bob.await("for_you").path("topic").asText()).isEqualTo("connection:" + id);

            assertThat(service(one).request().put("/api/v1alpha1/rooms/vip/users/bob").statusCode())
                    .isLessThan(300);
            assertThat(bob.await("subscribed").path("topic").asText()).isEqualTo("room:vip");
            service(one).request().delete("/api/v1alpha1/rooms/vip/users/bob");
            assertThat(bob.await("unsubscribed").path("reason").asText()).isEqualTo("removed");

            service(one).request().delete("/api/v1alpha1/users/bob/connections?code=4003");
            assertThat(bob.client().closed().code()).isEqualTo(BANNED);
        }
    }

    private static JsonNode connections(GatewayProcess gateway, String user) {
        return service(gateway).get("/api/v1alpha1/users/" + user).path("connections");
    }

    private static void awaitUser(GatewayProcess gateway, String user) {
        await().until(() -> !connections(gateway, user).isEmpty());
    }

    @Test
    @Order(3)
    void a_ban_at_one_gateway_holds_at_all_also_at_one_that_comes_later() {
        try (Player eve = Player.connect(two, "/ws", "eve")) {
            eve.await("connected");
            service(one)
                    .post(
                            "/api/v1alpha1/moderation/bans",
                            "{\"user_id\":\"eve\",\"seconds\":600,\"reason\":\"spam\"}");
            assertThat(eve.client().closed().code()).isEqualTo(BANNED);
        }
        try (GatewayProcess late = gateway()) {
            assertThat(bans(late)).contains("eve");
            try (Player eve = Player.connect(late, "/ws", "eve")) {
                assertThat(eve.client().closed().code()).isEqualTo(BANNED);
            }
            service(late).request().delete("/api/v1alpha1/moderation/bans?user_id=eve");
            await().until(() -> !bans(one).contains("eve") && !bans(two).contains("eve"));
        }
    }

    @Test
    @Order(3)
    void a_ban_from_before_there_were_others_holds_at_all_and_outlives_the_emptying_of_redis() {
        GatewayProcess alone = Player.gateway("framed").start();
        service(alone)
                .post(
                        "/api/v1alpha1/moderation/bans",
                        "{\"user_id\":\"old\",\"seconds\":600,\"reason\":\"spam\"}");
        alone.close();
        try (GatewayProcess joins =
                Player.gateway("framed")
                        .set("VS_REDIS_URL", redis.url())
                        .data(alone.data())
                        .start()) {
            assertThat(bans(joins)).contains("old");
            await().until(() -> bans(one).contains("old") && bans(two).contains("old"));
        }

        redis.cli("FLUSHALL");

        await().until(() -> redis.cli("HGETALL", "{vs}:notes").contains("\"subject\":\"old\""));
        service(one).request().delete("/api/v1alpha1/moderation/bans?user_id=old");
        await().until(() -> !bans(two).contains("old"));
    }

    private static List<String> bans(GatewayProcess gateway) {
        return service(gateway).get("/api/v1alpha1/moderation/bans").findValuesAsText("user_id");
    }

    @Test
    @Order(3)
    void nobody_decides_about_who_stands_above_them_at_another_gateway() {
        Map<String, List<String>> role = Map.of("roles", List.of("moderator"));
        var other = new Rest(one, Player.token("other", role));
        assertThat(other.get("/api/v1alpha1/auth/me").path("role").asText()).isEqualTo("moderator");
        try (Player mod = Player.with(two, "/ws", Player.token("mod", role))) {
            await().untilAsserted(() -> {
                JsonNode answer =
                        mod.ask("moderate", "'action':'mute','user_id':'other','seconds':1");
                assertThat(answer.path("code").asText()).isEqualTo("forbidden");
            });
        }
    }

    @Test
    @Order(3)
    void the_client_of_a_back_end_works_with_whichever_gateway_a_balancer_chooses()
            throws Exception {
        try (var balancer = new Cable(one.port(), two.port())) {
            var address = Gateway.of(balancer.url(""), Player.SERVICE_KEY);
            for (int i = 0; i < 3; i++) {
                try (var client =
                        new ChannelClient(
                                        address,
                                        ChannelQuery.of("room:any"),
                                        WebSocketConfig.DEFAULT,
                                        _ -> {})
                                .connect()) {
                    var event = JsonNodeFactory.instance.objectNode().put("type", "e");
                    assertThat(
                                    client.publish("room:any", event)
                                            .get(20, TimeUnit.SECONDS)
                                            .eventId())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    @Order(4)
    void what_was_acknowledged_at_one_gateway_does_not_come_again_at_another() {
        for (String type : List.of("first", "second")) {
            service(one)
                    .post(
                            PUBLISH,
                            "{\"user\":\"ivy\",\"event\":{\"type\":\"%s\"}}".formatted(type));
        }
        try (Player ivy = Player.connect(one, "/ws", "ivy")) {
            String id = ivy.await("first").path("event_id").asText();
            assertThat(ivy.ask("ack", "'event_id':'" + id + "'").path("type").asText())
                    .isEqualTo("ack");
        }
        // Behind it in the order.
        service(one).post(PUBLISH, "{\"user\":\"ivy\",\"event\":{\"type\":\"third\"}}");
        try (Player ivy = Player.connect(two, "/ws", "ivy")) {
            List<JsonNode> told = ivy.until("third");
            assertThat(told)
                    .filteredOn(one -> one.has("event_id"))
                    .extracting(one -> one.path("type").asText())
                    .containsExactly("second", "third");
        }
    }

    @Test
    @Order(5)
    void behind_a_restart_of_redis_all_is_known_again() {
        try (Player ada = Player.connect(one, "/ws?rooms=back", "ada");
                Player bob = Player.connect(two, "/ws?rooms=back", "bob")) {
            ada.await("connected");
            bob.await("connected");
            awaitUser(one, "bob");

            redis.kill();
            redis.startAgain();

            ada.await("gap");
            await().untilAsserted(() ->
                    assertThat(
                                    ada.ask("presence", "'topic':'room:back'")
                                            .path("users")
                                            .findValuesAsText("user_id"))
                            .containsExactlyInAnyOrder("ada", "bob"));
            awaitUser(one, "bob");
            awaitUser(two, "ada");
        }
    }

    @Test
    @Order(6)
    void what_is_decided_while_redis_is_away_holds_in_the_end() {
        ban(one, "mal");
        await().until(() -> bans(two).contains("mal"));

        redis.kill();
        lift(one, "mal");
        whatNeedsTheOrderIsRefused();
        ban(one, "zed");
        redis.startAgain();

        await().until(() -> bans(two).contains("zed") && !bans(two).contains("mal"));
        assertThat(bans(one)).contains("zed").doesNotContain("mal");
        lift(one, "zed");
    }

    @Test
    @Order(6)
    void what_was_lifted_stays_lifted_whoever_comes_back_from_before() {
        GatewayProcess third = gateway();
        ban(third, "lifted");
        await().until(() -> bans(one).contains("lifted"));
        third.close();
        lift(one, "lifted");
        redis.cli("FLUSHALL");
        try (GatewayProcess back = again(third)) {
            await().until(() -> !bans(back).contains("lifted"));
            // What it may have told of by then was heard.
            assertThat(service(back).post(PUBLISH, "{\"all\":true,\"event\":{\"type\":\"e\"}}"))
                    .isNotEmpty();
            await().during(2, TimeUnit.SECONDS)
                    .until(() ->
                            !bans(one).contains("lifted")
                                    && !bans(two).contains("lifted")
                                    && !bans(back).contains("lifted"));
        }
    }

    @Test
    @Order(6)
    void what_was_decided_while_redis_was_away_holds_though_its_gateway_ended_before_it_was_told() {
        GatewayProcess third = gateway();
        ban(third, "pardoned");
        await().until(() -> bans(one).contains("pardoned"));
        redis.kill();
        lift(third, "pardoned");
        ban(third, "late");
        third.close();
        redis.startAgain();

        try (GatewayProcess back = again(third)) {
            await().until(() -> bans(one).contains("late") && !bans(one).contains("pardoned"));
            await().until(() -> bans(two).contains("late") && !bans(two).contains("pardoned"));
            assertThat(bans(back)).contains("late").doesNotContain("pardoned");
        }
        lift(one, "late");
    }

    private GatewayProcess again(GatewayProcess ended) {
        return Player.gateway("framed").set("VS_REDIS_URL", redis.url()).data(ended.data()).start();
    }

    private static void ban(GatewayProcess gateway, String user) {
        String ban = "{\"user_id\":\"%s\",\"seconds\":600,\"reason\":\"spam\"}";
        service(gateway).post("/api/v1alpha1/moderation/bans", ban.formatted(user));
    }

    private static void lift(GatewayProcess gateway, String user) {
        service(gateway)
                .request()
                .delete("/api/v1alpha1/moderation/bans?user_id=" + user)
                .then()
                .statusCode(204);
    }

    private void whatNeedsTheOrderIsRefused() {
        Response refused =
                service(one)
                        .request()
                        .contentType("application/json")
                        .body("{\"topic\":\"room:a\",\"event\":{\"type\":\"e\"}}")
                        .post(PUBLISH);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.path("instance").toString()).isEqualTo(PUBLISH);
        String members = "/api/v1alpha1/topics/room:a/members/ada";
        assertThat(service(one).request().put(members).statusCode()).isEqualTo(503);
        assertThat(service(one).request().delete(members).statusCode()).isEqualTo(503);
        try (Player ada = Player.with(one, "/ws", Player.SERVICE_KEY)) {
            ada.await("connected");
            JsonNode error = ada.ask("publish", "'topic':'room:a','event':{'type':'e'}");
            assertThat(error.path("code").asText()).isEqualTo("unavailable");
        }
    }

    @Test
    @Order(7)
    void an_event_that_cannot_be_deleted_now_is_refused() {
        String topic = "/api/v1alpha1/topics/chat:global";
        JsonNode said =
                service(one)
                        .post(
                                PUBLISH,
                                "{\"topic\":\"chat:global\",\"event\":{\"type\":\"chat_message\",\"user_id\":\"ada\",\"role\":\"player\",\"content\":\"hi\"}}");
        String event = topic + "/events/" + said.path("event_id").asText();
        nobodyKnowsWhetherItIsPublished();

        redis.kill();
        Response refused = service(one).request().delete(event);
        redis.startAgain();

        assertThat(refused.statusCode()).isIn(503, 504);
        awaitHealthy(one);
        awaitHealthy(two);
    }

    private void nobodyKnowsWhetherItIsPublished() {
        redis.pause();
        Response published =
                service(one)
                        .request()
                        .contentType("application/json")
                        .body("{\"topic\":\"room:a\",\"event\":{\"type\":\"e\"}}")
                        .post(PUBLISH);
        redis.goOn();

        assertThat(published.statusCode()).isEqualTo(504);
        assertThat(published.header("Retry-After")).isEqualTo("1");
        awaitHealthy(one);
        awaitHealthy(two);
    }

    @Test
    @Order(8)
    void a_member_who_is_one_no_more_loses_the_topic_at_all_gateways() {
        String member = "/api/v1alpha1/topics/app:board/members/bob";
        assertThat(service(one).request().put(member).statusCode()).isEqualTo(204);
        // Until the other gateway has heard of it he is not let in.
        await().untilAsserted(() -> {
            try (Player early = Player.connect(two, "/ws?topics=app:board", "bob")) {
                assertThat(early.await("connected").path("topics").toString())
                        .contains("app:board");
            }
        });
        try (Player bob = Player.connect(two, "/ws?topics=app:board", "bob")) {
            assertThat(bob.await("connected").path("topics").toString()).contains("app:board");

            assertThat(service(one).request().delete(member).statusCode()).isEqualTo(204);

            assertThat(bob.await("unsubscribed").path("topic").asText()).isEqualTo("app:board");
        }
    }

    @Test
    @Order(9)
    void the_connections_of_a_gateway_that_is_killed_are_gone() throws Exception {
        try (Player ada = Player.connect(one, "/ws?rooms=gone", "ada");
                Player bob = Player.connect(two, "/ws?rooms=gone", "bob")) {
            bob.await("connected");
            awaitUser(one, "bob");

            two.kill();

            JsonNode left =
                    ada.client()
                            .json(m ->
                                    m.path("type").asText().equals("presence_leave")
                                            && m.path("user_id").asText().equals("bob"));
            assertThat(left.path("topic").asText()).isEqualTo("room:gone");
            assertThat(service(one).get("/ws/health").path("connections").path("total").asInt())
                    .isEqualTo(1);
        }
    }
}
