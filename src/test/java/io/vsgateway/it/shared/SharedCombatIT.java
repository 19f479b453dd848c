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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

/// A fight is that of all gateways: whoever is connected to whichever of them takes part in it, and
/// it goes on when one of them is gone. The last tests take Redis's memory and one of them away.
@Tag("many-starts")
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedCombatIT {
    private static final String COMBAT = "/api/v1alpha1/combat";

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
        return Player.gateway("framed").set("VS_REDIS_URL", redis.url()).start();
    }

    @AfterAll
    void end() {
        Begun.end(one, two, redis);
    }

    @Test
    @Order(1)
    void players_of_one_fight_may_be_anywhere_and_see_the_same_from_the_first_event() {
        try (Player ada = Player.connect(one, "/ws/combat", "ada");
                Player bob = Player.connect(two, "/ws/combat", "bob");
                Player atOne = Player.connect(one, "/ws/combat", "ada");
                Player atTwo = Player.connect(two, "/ws/combat", "bob")) {
            for (Player each : List.of(ada, bob, atOne, atTwo)) {
                each.await("connected");
            }
            awaitKnown("bob", one);
            create(one, "c1", "'turn_seconds':600,'state':{'hp':9}", "ada", "bob");
            await().until(() -> service(two).get(COMBAT + "/c1").has("turn"));
            for (int turn = 1; turn <= 6; turn++) {
                Player actor = turn % 2 == 1 ? ada : bob;
                Player other = turn % 2 == 1 ? bob : ada;
                assertThat(error(act(other, "c1", turn))).isEqualTo("not_your_turn");
                assertThat(act(actor, "c1", turn).path("type").asText()).isEqualTo("ack");
                assertThat(error(act(actor, "c1", turn))).isEqualTo("stale_turn");
                int next = turn + 1;
                for (GatewayProcess any : List.of(one, two)) {
                    await().until(() ->
                            service(any).get(COMBAT + "/c1").path("turn").asInt() == next);
                }
            }
            step(two, "c1", "state", "{'hp':3}");
            for (GatewayProcess any : List.of(one, two)) {
                await().until(() -> service(any).get(COMBAT + "/c1").at("/state/hp").asInt() == 3);
            }
            step(two, "c1", "leave", "{'user_id':'ada'}");
            assertThat(ada.await("unsubscribed").path("reason").asText()).isEqualTo("permission");

            List<JsonNode> seen = events(atTwo.until("combat_end"));
            assertThat(seen).extracting(SharedCombatIT::type).startsWith("combat_start");
            assertThat(seen.getFirst().path("participants").findValuesAsText("connected"))
                    .containsExactly("true", "true");
            assertThat(seen.stream().filter(m -> type(m).equals("combat_turn"))).hasSize(7);
            assertThat(seen.getLast().path("reason").asText()).isEqualTo("last_standing");
            assertThat(seen).isEqualTo(history(one, "c1")).isEqualTo(history(two, "c1"));
            // Who is taken out sees it all up to there.
            List<JsonNode> less = events(atOne.until("unsubscribed"));
            assertThat(less).hasSizeGreaterThan(13).isEqualTo(seen.subList(0, less.size()));
        }
    }

    @Test
    @Order(2)
    void what_is_said_at_both_at_once_has_one_order_and_nothing_is_lost() {
        create(one, "c2", "'turn_seconds':600", "ada", "bob");
        int each = 40;
        try (var threads = Executors.newFixedThreadPool(8)) {
            var said = new ArrayList<CompletableFuture<Integer>>();
            for (GatewayProcess any : List.of(one, two)) {
                await().until(() -> service(any).get(COMBAT + "/c2").has("turn"));
                for (int i = 0; i < each; i++) {
                    String body = "{'n':" + i + ",'at':" + any.port() + "}";
                    said.add(
                            CompletableFuture.supplyAsync(
                                    () -> post(any, "c2", "state", body), threads));
                }
            }
            assertThat(said).extracting(CompletableFuture::join).containsOnly(200);
        }
        await().untilAsserted(() -> {
            List<JsonNode> here = history(one, "c2");
            assertThat(here).isEqualTo(history(two, "c2"));
            assertThat(
                            here.stream()
                                    .filter(m -> type(m).equals("combat_state"))
                                    .map(m -> m.path("state").toString()))
                    .hasSize(2 * each)
                    .doesNotHaveDuplicates();
            JsonNode last = here.getLast().path("state");
            for (GatewayProcess any : List.of(one, two)) {
                JsonNode view = service(any).get(COMBAT + "/c2");
                assertThat(view.path("state")).isEqualTo(last);
                assertThat(view.path("as_of")).isEqualTo(here.getLast().path("event_id"));
            }
        });
    }

    @Test
    @Order(3)
    void one_that_is_deleted_is_gone_everywhere_and_its_name_is_free() {
        create(one, "c3", "'turn_seconds':60", "ada", "bob");
        assertThat(postBegin(two, "c3", "", "ada", "bob")).isEqualTo(409);
        assertThat(service(two).request().delete(COMBAT + "/c3").statusCode()).isEqualTo(204);
        for (GatewayProcess any : List.of(one, two)) {
            await().until(() ->
                    service(any).request().get(COMBAT + "/c3").statusCode() == 404
                            && history(any, "c3").isEmpty());
        }
        create(two, "c3", "'turn_seconds':60", "ada", "bob");
        await().until(() -> service(one).get(COMBAT + "/c3").path("turn").asInt() == 1);
    }

    @Test
    @Order(4)
    void a_gateway_that_comes_later_knows_it_and_may_judge() {
        create(one, "c4", "'turn_seconds':600,'actions':['hit']", "ada", "bob");
        step(two, "c4", "state", "{'hp':5}");
        try (GatewayProcess late = gateway();
                Player ada = Player.connect(late, "/ws/combat", "ada")) {
            JsonNode sync =
                    ada.client()
                            .json(m ->
                                    type(m).equals("combat_sync")
                                            && m.path("combat_session_id").asText().equals("c4"));
            assertThat(sync.path("state").path("hp").asInt()).isEqualTo(5);
            assertThat(sync.path("user_id").asText()).isEqualTo("ada");
            assertThat(error(act(ada, "c4", 1))).isEqualTo("invalid_action");
            JsonNode ack =
                    ada.ask(
                            "combat_action",
                            "'combat_session_id':'c4','turn':1,'action':'hit','target':'x'");
            assertThat(ack.path("type").asText()).isEqualTo("ack");
            await().until(() ->
                    service(one).get(COMBAT + "/c4").path("user_id").asText().equals("bob"));
        }
        // Who was only there at the late one is gone, for all.
        await().untilAsserted(() ->
                assertThat(
                                service(one)
                                        .get(COMBAT + "/c4")
                                        .path("participants")
                                        .findValuesAsText("connected"))
                        .containsOnly("false"));
    }

    @Test
    @Order(5)
    void it_outlives_the_emptying_of_redis() {
        create(one, "c5", "'turn_seconds':600,'state':{'hp':4}", "ada", "bob");
        redis.cli("FLUSHALL");
        try (Player bob = Player.connect(two, "/ws/combat", "bob")) {
            bob.await("connected");
            await().until(() -> post(one, "c5", "action", "{'user_id':'ada','action':'x'}") == 200);
            await().until(() ->
                    service(two).get(COMBAT + "/c5").path("user_id").asText().equals("bob"));
            assertThat(act(bob, "c5", 2).path("type").asText()).isEqualTo("ack");
        }
        try (GatewayProcess late = gateway()) {
            await().until(() -> service(late).get(COMBAT + "/c5").path("turn").asInt() == 3);
            assertThat(service(late).get(COMBAT + "/c5").at("/state/hp").asInt()).isEqualTo(4);
        }
    }

    @Test
    @Order(6)
    void it_goes_on_when_the_gateway_that_began_it_is_killed() throws Exception {
        try (Player bob = Player.connect(two, "/ws/combat", "bob")) {
            bob.await("connected");
            awaitKnown("bob", one);
            String last;
            try (Player ada = Player.connect(one, "/ws/combat", "ada")) {
                ada.await("connected");
                create(one, "c6", "'turn_seconds':4,'max_timeouts':3", "ada", "bob");
                last = ada.until("combat_turn").getLast().path("event_id").asText();
                one.kill();
            }
            // Nobody but the other one keeps the time.
            JsonNode timeout = bob.await("combat_timeout");
            assertThat(timeout.path("user_id").asText()).isEqualTo("ada");
            try (Player ada = Player.connect(two, "/ws/combat?last_event_id=" + last, "ada")) {
                List<JsonNode> missed = ada.until("resumed");
                assertThat(missed.getLast().path("recovered").asBoolean()).isTrue();
                assertThat(ids(events(missed))).contains(timeout.path("event_id").asText());
                int turn = service(two).get(COMBAT + "/c6").path("turn").asInt();
                assertThat(error(act(ada, "c6", turn - 1))).isNotEmpty();
                step(two, "c6", "end", "{'team':'bob'}");
                assertThat(ada.await("combat_end").path("team").asText()).isEqualTo("bob");
            }
        }
    }

    private void awaitKnown(String user, GatewayProcess at) {
        await().until(() ->
                !service(at).get("/api/v1alpha1/users/" + user).path("connections").isEmpty());
    }

    private static Rest service(GatewayProcess gateway) {
        return new Rest(gateway, Player.SERVICE_KEY);
    }

    private static void create(GatewayProcess at, String id, String more, String... users) {
        assertThat(postBegin(at, id, more, users)).isEqualTo(201);
    }

    private static int postBegin(GatewayProcess at, String id, String more, String... users) {
        String participants =
                String.join(
                        ",", List.of(users).stream().map(u -> "{'user_id':'" + u + "'}").toList());
        String body =
                "{'id':'%s','participants':[%s]%s}"
                        .formatted(id, participants, more.isEmpty() ? "" : "," + more);
        return service(at)
                .request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(COMBAT)
                .statusCode();
    }

    private static int post(GatewayProcess at, String id, String step, String body) {
        return service(at)
                .request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(COMBAT + "/" + id + "/" + step)
                .statusCode();
    }

    private static void step(GatewayProcess at, String id, String step, String body) {
        assertThat(post(at, id, step, body)).isEqualTo(200);
    }

    private static JsonNode act(Player player, String id, int turn) {
        return player.ask(
                "combat_action",
                "'combat_session_id':'%s','turn':%d,'action':'attack'".formatted(id, turn));
    }

    private static List<JsonNode> history(GatewayProcess at, String id) {
        JsonNode events =
                service(at)
                        .get("/api/v1alpha1/topics/combat:%s/history?limit=1000".formatted(id))
                        .path("events");
        return IntStream.range(0, events.size()).mapToObj(events::get).toList();
    }

    private static List<JsonNode> events(List<JsonNode> messages) {
        return messages.stream().filter(m -> m.has("event_id") && !type(m).equals("ack")).toList();
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(m -> m.path("event_id").asText()).toList();
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static String error(JsonNode message) {
        return message.path("code").asText();
    }
}
