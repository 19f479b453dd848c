package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Who is where in the world, and who is told of it: with each way of writing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class MovementContract {
    private GatewayProcess gateway;

    /// The value of `VS_SESSION_WRITER`.
    abstract String writer();

    @BeforeAll
    void start() {
        gateway = Player.gateway(writer()).start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Player player(String user) {
        return Player.connect(gateway, "/ws/world", user);
    }

    private Player service(String target) {
        return Player.with(gateway, target, Player.SERVICE_KEY);
    }

    private static Player move(Player who, String zone, double x, double y) {
        return who.send(
                "{'type':'player_movement','x':%s,'y':%s,'zone':'%s'}".formatted(x, y, zone));
    }

    @Test
    void neighbours_see_each_other_come_move_and_go() {
        try (Player ada = player("ada");
                Player bob = player("bob")) {
            move(ada, "meadow", 10, 10);
            assertThat(ada.await("world_snapshot").path("players").findValuesAsText("user_id"))
                    .containsExactly("ada");
            move(bob, "meadow", 1000, 10);
            assertThat(bob.await("world_snapshot").path("players")).hasSize(1);

            move(bob, "meadow", 100.5, 20);
            JsonNode near = ada.await("player_nearby");
            assertThat(near.path("user_id").asText()).isEqualTo("bob");
            assertThat(near.path("user").asText()).isEqualTo("Bob");
            assertThat(near.path("topic").asText()).isEqualTo("world:meadow");
            assertThat(bob.await("player_nearby").path("user_id").asText()).isEqualTo("ada");
            ada.await("player_movement");

            move(bob, "meadow", 101.5, 20.25);
            JsonNode moved =
                    ada.client()
                            .json(m ->
                                    m.path("type").asText().equals("player_movement")
                                            && m.path("x").asDouble() == 101.5);
            assertThat(moved.path("y").asDouble()).isEqualTo(20.25);
            assertThat(moved.path("zone").asText()).isEqualTo("meadow");
            assertThat(moved.has("timestamp")).isTrue();
            assertThat(moved.has("event_id")).as("a position is no event").isFalse();
        }
        try (Player carl = player("carl")) {
            move(carl, "meadow", 10, 10);
            assertThat(carl.await("world_snapshot").path("players")).as("all have left").hasSize(1);
        }
    }

    @Test
    void a_movement_with_an_id_is_answered() {
        try (Player ada = player("ada2")) {
            assertThat(ada.ask("player_movement", "'zone':'z','x':1,'y':2").path("type").asText())
                    .isEqualTo("ack");
        }
    }

    @Test
    void another_zone_is_an_event_in_both_and_its_events_follow() {
        try (Player dora = player("dora");
                Player emil = player("emil");
                Player game = service("/ws")) {
            move(dora, "cave", 0, 0).await("world_snapshot");
            move(emil, "cave", 1, 0).await("world_snapshot");
            // They are subscribed to what happens there.
            game.ask(
                    "publish",
                    "'topic':'world:cave','event':{'type':'world_event','event':'rain'}");
            assertThat(dora.await("world_event").path("event").asText()).isEqualTo("rain");

            move(emil, "peak", 0, 0);

            JsonNode change = dora.await("zone_change");
            assertThat(change.path("user_id").asText()).isEqualTo("emil");
            assertThat(change.path("from_zone").asText()).isEqualTo("cave");
            assertThat(change.path("zone").asText()).isEqualTo("peak");
            assertThat(change.has("event_id")).isTrue();
            JsonNode there = emil.await("world_snapshot");
            assertThat(there.path("zone").asText()).isEqualTo("peak");
            assertThat(there.path("players")).hasSize(1);
            game.ask(
                    "publish",
                    "'topic':'world:peak','event':{'type':'world_event','event':'snow'}");
            assertThat(
                            emil.client()
                                    .json(m -> m.path("event").asText().equals("snow"))
                                    .path("topic")
                                    .asText())
                    .isEqualTo("world:peak");
        }
    }

    @Test
    void a_back_end_moves_many_and_an_overseer_sees_them_all() {
        try (Player game = service("/ws");
                Player eye = service("/ws/world")) {
            String moves =
                    IntStream.range(0, 700)
                            .mapToObj(i ->
                                    "{'user_id':'n%d','user':'Npc %d','x':%d,'y':0}"
                                            .formatted(i, i, i * 10))
                            .collect(Collectors.joining(","));
            assertThat(
                            game.ask("positions", "'zone':'plain','moves':[" + moves + "]")
                                    .path("type")
                                    .asText())
                    .isEqualTo("ack");
            // What it sees may come before the answer.
            eye.send("{'type':'look','zone':'plain'}");

            var seen = new ArrayList<String>();
            boolean isFinal = false;
            while (!isFinal) {
                JsonNode part = eye.await("world_snapshot");
                if (part.path("first").asBoolean()) {
                    seen.clear();
                }
                seen.addAll(part.path("players").findValuesAsText("user_id"));
                isFinal = part.path("final").asBoolean() && seen.size() == 700;
            }
            assertThat(seen).doesNotHaveDuplicates();

            game.ask("positions", "'zone':'plain','moves':[{'user_id':'n3','x':5000,'y':1}]");
            JsonNode moved = eye.await("player_movement");
            assertThat(moved.path("user_id").asText()).isEqualTo("n3");
        }
    }

    @Test
    void a_look_ahead_is_for_overseers() {
        try (Player mover = player("mover")) {
            JsonNode afar = mover.ask("look", "'zone':'secret','x':1,'y':2");
            assertThat(afar.path("code").asText()).isEqualTo("forbidden");
            JsonNode many =
                    mover.ask("positions", "'zone':'z','moves':[{'user_id':'x','x':1,'y':1}]");
            assertThat(many.path("code").asText()).isEqualTo("forbidden");
            String longest = "z".repeat(64);
            assertThat(
                            mover.ask("player_movement", "'zone':'" + longest + "','x':1,'y':1")
                                    .path("type")
                                    .asText())
                    .isEqualTo("ack");
        }
    }

    @Test
    void who_is_not_known_gets_events_and_no_positions() {
        try (Player ghost = Player.anonymous(gateway, "/ws/world?zone=square&radius=50");
                Player gina = player("gina");
                Player game = service("/ws")) {
            assertThat(ghost.await("connected").path("topics").toString()).contains("world:square");
            move(gina, "square", 1, 1).await("world_snapshot");
            assertThat(ghost.ask("look", "'zone':'square'").path("code").asText())
                    .isEqualTo("forbidden");
            assertThat(
                            ghost.ask("player_movement", "'zone':'square','x':1,'y':1")
                                    .path("code")
                                    .asText())
                    .isEqualTo("forbidden");
            game.ask(
                    "publish",
                    "'topic':'world:square','event':{'type':'world_event','event':'fair'}");

            List<JsonNode> heard = ghost.until("world_event");

            assertThat(heard)
                    .extracting(one -> one.path("type").asText())
                    .doesNotContain("world_snapshot", "player_movement", "player_nearby");
        }
    }

    @Test
    void settings_open_the_map_hold_back_the_fast_and_leave_movement_to_the_back_end() {
        try (GatewayProcess open =
                        Player.gateway(writer())
                                .set("VS_WORLD_ANONYMOUS_POSITIONS", "true")
                                .set("VS_WORLD_MAX_SPEED", "5")
                                .start();
                Player fast = Player.connect(open, "/ws/world", "fast");
                Player ghost = Player.anonymous(open, "/ws/world?zone=town")) {
            move(fast, "town", 0, 0).await("world_snapshot");
            JsonNode seen =
                    ghost.client()
                            .json(m ->
                                    m.path("type").asText().equals("player_nearby")
                                            || m.path("players").size() == 1);
            assertThat(seen.toString()).contains("fast");
            move(fast, "town", 500, 0);
            JsonNode rejected = fast.await("move_rejected");
            assertThat(rejected.path("x").asDouble()).isZero();
            assertThat(rejected.path("code").asText()).isEqualTo("too_fast");
        }
        try (GatewayProcess closed =
                        Player.gateway(writer()).set("VS_WORLD_MOVEMENT", "service").start();
                Player hero = Player.connect(closed, "/ws/world", "hero");
                Player game = Player.with(closed, "/ws", Player.SERVICE_KEY)) {
            assertThat(
                            hero.ask("player_movement", "'zone':'town','x':1,'y':1")
                                    .path("code")
                                    .asText())
                    .isEqualTo("forbidden");
            game.ask(
                    "positions",
                    "'zone':'town','moves':[{'user_id':'hero','x':1,'y':1},{'user_id':'orc','x':2,'y':1}]");
            assertThat(hero.await("world_snapshot").path("players").findValuesAsText("user_id"))
                    .containsExactlyInAnyOrder("hero", "orc");
        }
    }

    @Test
    void a_back_end_moves_others_over_rest_too() {
        var rest = new Rest(gateway, Player.SERVICE_KEY);
        String path = "/api/v1alpha1/world/positions";
        String orc = "{\"user_id\":\"orc\",\"user\":\"Orc\",\"x\":1.5,\"y\":2,\"z\":3}";
        try (Player eye = service("/ws/world")) {
            eye.send("{'type':'look','zone':'cave'}");
            eye.await("world_snapshot");
            rest.request()
                    .contentType("application/json")
                    .body("{\"zone\":\"cave\",\"moves\":[" + orc + "]}")
                    .post(path)
                    .then()
                    .statusCode(204);
            JsonNode near = eye.await("player_nearby");
            assertThat(near.path("user").asText()).isEqualTo("Orc");
            assertThat(near.path("x").asDouble()).isEqualTo(1.5);
        }
        for (String wrong :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"zone\":\"\",\"moves\":[" + orc + "]}",
                        "{\"zone\":\"\\ud800\",\"moves\":[" + orc + "]}",
                        "{\"zone\":\"cave\",\"moves\":[{\"user_id\":\"orc\",\"x\":1}]}",
                        "{\"zone\":\"cave\",\"moves\":["
                                + String.join(",", Collections.nCopies(1001, orc))
                                + "]}")) {
            assertThat(
                            rest.request()
                                    .contentType("application/json")
                                    .body(wrong)
                                    .post(path)
                                    .statusCode())
                    .as(wrong.substring(0, Math.min(80, wrong.length())))
                    .isEqualTo(400);
        }
        assertThat(
                        new Rest(gateway, Player.token("hero", Map.of()))
                                .request()
                                .contentType("application/json")
                                .body("{\"zone\":\"cave\",\"moves\":[" + orc + "]}")
                                .post(path)
                                .statusCode())
                .isEqualTo(403);
    }

    /// Whoever reads nothing costs the others nothing, and knows what is true as soon as it reads
    /// again.
    @Test
    void who_stalls_gets_the_latest_when_it_reads_again() {
        try (Player game = service("/ws");
                Player eye = service("/ws/world")) {
            Client stalled = Player.raw(gateway, "/ws/world", Player.SERVICE_KEY, false);
            stalled.send("{\"type\":\"look\",\"zone\":\"fair\"}");
            assertThat(eye.ask("look", "'zone':'fair'").path("type").asText()).isEqualTo("ack");
            int rounds = 40;
            for (int round = 1; round <= rounds; round++) {
                int at = round;
                String moves =
                        IntStream.range(0, 1000)
                                .mapToObj(i ->
                                        "{'user_id':'m%d','x':%d.5,'y':%d}".formatted(i, i, at))
                                .collect(Collectors.joining(","));
                game.ask("positions", "'zone':'fair','moves':[" + moves + "]");
                awaitAll(eye, at);
            }

            stalled.read();
            awaitAll(stalled, rounds);
            stalled.close();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Rest.of(gateway).metric("vs_world_viewers") == 0);
    }

    private static void awaitAll(Player who, int row) {
        awaitAll(who.client(), row);
    }

    private static void awaitAll(Client who, int row) {
        Map<String, Integer> rows = new HashMap<>();
        while (rows.size() < 1000 || rows.values().stream().anyMatch(at -> at != row)) {
            JsonNode told = Client.parse(who.next());
            if (told.path("first").asBoolean()) {
                rows.clear();
            }
            if (told.has("players")) {
                told.path("players").forEach(one -> take(rows, one));
            } else if (told.path("type").asText().startsWith("player_")) {
                take(rows, told);
            }
        }
    }

    private static void take(Map<String, Integer> rows, JsonNode one) {
        rows.put(one.path("user_id").asText(), one.path("y").asInt());
    }
}
