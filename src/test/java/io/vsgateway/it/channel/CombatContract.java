package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What those who fight are promised, from outside, whichever way messages are written. Each test
/// has users of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CombatContract {
    private GatewayProcess gateway;
    private Rest service;
    private int names;

    abstract String writer();

    @BeforeAll
    void start() {
        gateway = Player.gateway(writer()).set("VS_SESSION_TOO_SLOW_AFTER", "4s").start();
        service = new Rest(gateway, Player.SERVICE_KEY);
    }

    @AfterAll
    void stop() {
        gateway.closeCalm();
    }

    @Test
    void a_fight_is_played_to_its_end_and_who_comes_back_misses_nothing_and_sees_nothing_twice() {
        String ada = name();
        String bob = name();
        String id = name();
        var seen = new ArrayList<JsonNode>();
        try (Player first = Player.connect(gateway, "/ws/combat", ada);
                Player other = Player.connect(gateway, "/ws?channels=combat", bob)) {
            first.await("connected");
            other.await("connected");
            begin(id, ada, bob, "'state':{'hp':9}");
            List<JsonNode> opening = first.until("combat_turn");
            assertThat(opening.stream().filter(CombatContract::isEvent).map(CombatContract::type))
                    .containsExactly("combat_start", "combat_turn");
            assertThat(opening.getLast().path("user_id").asText()).isEqualTo(ada);
            seen.addAll(opening.stream().filter(CombatContract::isEvent).toList());

            first.send(
                    "{'type':'combat_action','id':'a','combat_session_id':'%s','turn':1,'action':'attack','target':'it'}"
                            .formatted(id));
            seen.addAll(events(first.until("combat_turn")));
            JsonNode heard = other.await("combat_action");
            assertThat(heard.path("user_id").asText()).isEqualTo(ada);
            assertThat(heard.path("target").asText()).isEqualTo("it");
            assertThat(heard.path("combat_session_id").asText()).isEqualTo(id);
            assertThat(error(act(first, id, 1, "attack"))).isEqualTo("stale_turn");
            assertThat(error(act(first, id, 2, "attack"))).isEqualTo("not_your_turn");
        }
        step(id, "result", "{'damage':3}");
        step(id, "state", "{'hp':6}");
        String query = "/ws/combat?last_event_id=" + seen.getLast().path("event_id").asText();
        try (Player back = Player.connect(gateway, query, ada);
                Player other = Player.connect(gateway, "/ws/combat", bob)) {
            List<JsonNode> missed = back.until("resumed");
            assertThat(missed.getLast().path("recovered").asBoolean()).isTrue();
            JsonNode sync =
                    missed.stream().filter(m -> type(m).equals("combat_sync")).findFirst().get();
            assertThat(sync.path("turn").asInt()).isEqualTo(2);
            assertThat(sync.path("user_id").asText()).isEqualTo(bob);
            assertThat(sync.path("state").path("hp").asInt()).isEqualTo(6);
            assertThat(sync.has("event_id")).isFalse();
            seen.addAll(events(missed));
            assertThat(type(act(other, id, 2, "forfeit"))).isEqualTo("ack");
            seen.addAll(events(back.until("combat_end")));
            assertThat(seen.getLast().path("reason").asText()).isEqualTo("last_standing");
            assertThat(seen.getLast().path("team").asText()).isEqualTo(ada);
            assertThat(error(act(back, id, 2, "attack"))).isEqualTo("combat_over");
        }
        JsonNode history =
                service.get("/api/v1alpha1/topics/combat:%s/history?limit=1000".formatted(id));
        var all = new ArrayList<String>();
        history.path("events").forEach(event -> all.add(event.path("event_id").asText()));
        List<String> mine = seen.stream().map(m -> m.path("event_id").asText()).toList();
        assertThat(all.subList(0, mine.size())).isEqualTo(mine);
    }

    @Test
    void who_does_nothing_in_their_time_is_skipped_and_in_the_end_gives_up() {
        String ada = name();
        String bob = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, bob, "'turn_seconds':1,'max_timeouts':2");
            List<JsonNode> all = events(first.until("combat_end"));
            assertThat(all.stream().filter(m -> type(m).equals("combat_timeout")))
                    .hasSize(3)
                    .first()
                    .matches(m -> m.path("user_id").asText().equals(ada));
            assertThat(all.getLast().path("team").asText()).isEqualTo(bob);
        }
    }

    @Test
    void a_stranger_sees_nothing_and_does_nothing_and_who_may_look_on_does_no_more() {
        String ada = name();
        String eve = name();
        String id = name();
        begin(id, ada, name(), "'spectators':['%s']".formatted(eve));
        String query = "/ws/combat?topics=combat:" + id;
        try (Player stranger = Player.connect(gateway, query, name());
                Player onlooker = Player.connect(gateway, query, eve)) {
            assertThat(error(stranger.await("error"))).isEqualTo("forbidden");
            assertThat(error(act(stranger, id, 1, "attack"))).isEqualTo("not_in_combat");
            assertThat(error(act(stranger, "none", 1, "attack"))).isEqualTo("not_in_combat");
            assertThat(onlooker.await("combat_sync").path("user_id").asText()).isEqualTo(ada);
            assertThat(error(act(onlooker, id, 1, "attack"))).isEqualTo("not_in_combat");
            step(id, "end", "{}");
            assertThat(onlooker.await("combat_end").path("reason").asText()).isEqualTo("ended");
        }
    }

    @Test
    void an_action_is_acknowledged_by_its_own_event() {
        String ada = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, name(), "'turn_seconds':60");
            JsonNode ack = act(first, id, 1, "attack");
            assertThat(type(ack)).isEqualTo("ack");
            JsonNode history =
                    service.get("/api/v1alpha1/topics/combat:%s/history?limit=10".formatted(id));
            JsonNode event =
                    history.path("events")
                            .valueStream()
                            .filter(m -> type(m).equals("combat_action"))
                            .findFirst()
                            .orElseThrow();
            assertThat(ack.path("event_id")).isEqualTo(event.path("event_id"));
        }
    }

    @Test
    void the_back_end_leads_a_fight_with_a_monster_and_may_stop_the_clock() {
        String ada = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            var answer =
                    service.request()
                            .contentType("application/json")
                            .body(
                                    """
                                    {"id":"%s","advance":"service","actions":["hit"],"turn_seconds":60,"participants":\
                                    [{"user_id":"%s","team":"us"},{"user_id":"wolf","kind":"npc","team":"them"}]}\
                                    """
                                            .formatted(id, ada))
                            .post("/api/v1alpha1/combat");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            assertThat(first.await("combat_turn").path("user_id").asText()).isEqualTo(ada);
            assertThat(error(act(first, id, 1, "dance"))).isEqualTo("invalid_action");
            assertThat(type(act(first, id, 1, "hit"))).isEqualTo("ack");
            assertThat(error(act(first, id, 1, "hit"))).as("once a turn").isEqualTo("stale_turn");
            step(id, "turn", "{}");
            assertThat(first.await("combat_turn").path("user_id").asText()).isEqualTo("wolf");
            step(id, "pause", "{}");
            JsonNode paused = first.await("combat_turn");
            assertThat(paused.path("paused").asBoolean()).isTrue();
            assertThat(paused.has("deadline")).isFalse();
            step(id, "resume", "{}");
            assertThat(first.await("combat_turn").has("deadline")).isTrue();
            step(id, "leave", "{'user_id':'wolf'}");
            assertThat(first.await("combat_end").path("team").asText()).isEqualTo("us");
        }
    }

    @Test
    void who_is_banned_in_the_middle_is_gone_and_the_fight_goes_on() {
        String ada = name();
        String bob = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada);
                Player other = Player.connect(gateway, "/ws/combat", bob)) {
            first.await("connected");
            other.await("connected");
            begin(id, ada, bob, "'turn_seconds':2,'max_timeouts':1");
            other.await("combat_turn");
            assertThat(
                            service.request()
                                    .contentType("application/json")
                                    .body("{\"user_id\":\"" + ada + "\",\"seconds\":600}")
                                    .post("/api/v1alpha1/moderation/bans")
                                    .statusCode())
                    .isLessThan(300);
            assertThat(first.client().closed().code()).isEqualTo(4003);
            JsonNode gone = other.await("combat_participant");
            assertThat(gone.path("user_id").asText()).isEqualTo(ada);
            assertThat(gone.path("status").asText()).isEqualTo("disconnected");
            assertThat(other.await("combat_end").path("team").asText()).isEqualTo(bob);
        }
    }

    @Test
    void a_fight_does_not_outlive_the_gateway_and_who_comes_back_is_told()
            throws InterruptedException {
        try (GatewayProcess before = Player.gateway(writer()).start()) {
            String last;
            try (Player ada = Player.connect(before, "/ws/combat", "ada")) {
                ada.await("connected");
                var answer =
                        new Rest(before, Player.SERVICE_KEY)
                                .request()
                                .contentType("application/json")
                                .body(
                                        "{\"id\":\"c1\",\"participants\":"
                                                + "[{\"user_id\":\"ada\"},{\"user_id\":\"bob\"}]}")
                                .post("/api/v1alpha1/combat");
                assertThat(answer.statusCode()).isEqualTo(201);
                last = ada.await("combat_turn").path("event_id").asText();
            }
            before.kill();
            try (GatewayProcess after = Player.gateway(writer()).start();
                    Player ada =
                            Player.connect(
                                    after,
                                    "/ws/combat?topics=combat:c1&last_event_id=" + last,
                                    "ada")) {
                List<JsonNode> told = ada.until("resumed");
                assertThat(told.getFirst().path("topics").toString()).doesNotContain("c1");
                assertThat(told.stream().map(CombatContract::error)).contains("forbidden");
                assertThat(told.getLast().path("recovered").asBoolean()).isFalse();
                assertThat(error(act(ada, "c1", 1, "hit"))).isEqualTo("not_in_combat");
            }
        }
    }

    @Test
    void a_fight_that_is_deleted_is_told_to_have_ended_and_its_events_are_gone() {
        String ada = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, name(), "'turn_seconds':60");
            assertThat(service.request().delete("/api/v1alpha1/combat/" + id).statusCode())
                    .isEqualTo(204);
            assertThat(service.request().get("/api/v1alpha1/combat/" + id).statusCode())
                    .isEqualTo(404);
            List<JsonNode> told = first.until("unsubscribed");
            assertThat(told.stream().map(CombatContract::type))
                    .contains("combat_end")
                    .doesNotContain("gap");
            assertThat(told.getLast().path("reason").asText()).isEqualTo("ended");
        }
        await().until(() ->
                service.get("/api/v1alpha1/topics/combat:%s/history".formatted(id))
                        .path("events")
                        .isEmpty());
    }

    @Test
    void steps_of_somebody_else_are_refused_in_words() {
        String id = name();
        begin(id, name(), name(), "'turn_seconds':60");
        Response left = postStep(id, "leave", "{'user_id':'nobody'}");
        assertThat(left.statusCode()).isEqualTo(409);
        assertThat(left.path("detail").toString())
                .isEqualTo("Refused (not_in_combat): they take no part in this combat.");
        for (String end : List.of("{'team':'nobody'}", "{'team':7}")) {
            Response ended = postStep(id, "end", end);
            assertThat(ended.statusCode()).isEqualTo(400);
            assertThat(ended.path("detail").toString()).isEqualTo("Nobody is in that team.");
        }
        step(id, "end", "{'team':null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'participants':[{'user_id':'a'}]}",
                "{'participants':[{'user_id':'a'},{'user_id':'a'}]}",
                "{'participants':[{'user_id':'a'},null]}",
                "{'participants':[{'user_id':'a','team':'t'},{'user_id':'b','team':'t'}]}",
                "{'participants':[{'user_id':'a'},{'user_id':''}]}",
                "{'id':'a:b','participants':[{'user_id':'a'},{'user_id':'b'}]}",
                "{'participants':[{'user_id':'a','name':'\\ud800'},{'user_id':'b'}]}",
                "{'spectators':['\\ud800'],'participants':[{'user_id':'a'},{'user_id':'b'}]}",
                "{'turn_seconds':0,'participants':[{'user_id':'a'},{'user_id':'b'}]}",
                "{'on_timeout':'weep','participants':[{'user_id':'a'},{'user_id':'b'}]}",
                "{'state':[],'participants':[{'user_id':'a'},{'user_id':'b'}]}",
                "{'spectators':[7],'participants':[{'user_id':'a'},{'user_id':'b'}]}"
            })
    void what_is_no_fight_is_not_begun(String body) {
        assertThat(
                        service.request()
                                .contentType("application/json")
                                .body(body.replace('\'', '"'))
                                .post("/api/v1alpha1/combat")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void sixty_four_fight_and_all_see_the_same() {
        List<String> users = Stream.generate(this::name).limit(64).toList();
        String id = name();
        var fighters = new ArrayList<Player>();
        try {
            for (String user : users) {
                fighters.add(Player.connect(gateway, "/ws/combat", user));
            }
            fighters.forEach(one -> one.await("connected"));
            List<String> tooMany = Stream.concat(users.stream(), Stream.of(name())).toList();
            assertThat(create(id, tooMany).statusCode()).isEqualTo(400);
            assertThat(create(id, users).statusCode()).isEqualTo(201);
            for (int i = 0; i < users.size(); i++) {
                assertThat(type(act(fighters.get(i), id, i + 1, "attack"))).isEqualTo("ack");
            }
            var late =
                    service.request()
                            .contentType("application/json")
                            .body("{\"user_id\":\"" + name() + "\"}")
                            .post("/api/v1alpha1/combat/" + id + "/join");
            assertThat(late.statusCode()).isEqualTo(409);
            step(id, "end", "{}");

            List<String> expected = all(id);
            assertThat(expected).hasSize(1 + 64 + 65 + 1);
            assertThat(fighters)
                    .allSatisfy(one -> {
                        // Each has taken what came up to the answers to its own action.
                        try (Player again =
                                Player.connect(
                                        gateway,
                                        "/ws/combat?history=1000",
                                        users.get(fighters.indexOf(one)))) {
                            assertThat(ids(again.until("combat_end"))).isEqualTo(expected);
                        }
                        assertThat(expected).containsSubsequence(ids(one.until("combat_end")));
                    });
        } finally {
            fighters.forEach(Player::close);
        }
    }

    @Test
    void a_fight_without_room_for_another_event_ends_and_all_are_told() {
        String ada = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, name(), "'turn_seconds':60");
            String body = "{'x':'%s'}".formatted("x".repeat(60 * 1024));
            int taken = 0;
            while (postStep(id, "result", body).statusCode() == 200) {
                taken++;
            }
            List<JsonNode> seen = events(first.until("combat_end"));
            assertThat(taken).isBetween(60, 68);
            assertThat(seen.getLast().path("reason").asText()).isEqualTo("full");
            assertThat(seen).filteredOn(m -> type(m).equals("combat_result")).hasSize(taken);
            assertThat(error(act(first, id, 1, "attack"))).isEqualTo("combat_over");
        }
    }

    @Test
    void what_the_back_end_publishes_past_the_referee_takes_no_room_from_it() {
        String ada = name();
        String id = name();
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, name(), "'turn_seconds':60");
            publish(id, 1);
            String own = first.await("loot").path("event_id").asText();
            assertThat(service.get("/api/v1alpha1/combat/" + id).path("as_of").asText())
                    .isEqualTo(own);
            int taken = 1;
            int more;
            do {
                more = publish(id, 1000);
                taken += more;
            } while (more == 1000);

            List<JsonNode> seen = events(first.until("combat_end"));
            assertThat(seen.getLast().path("reason").asText()).isEqualTo("full");
            assertThat(seen).filteredOn(m -> type(m).equals("loot")).hasSize(taken - 1);
            assertThat(taken).isBetween(9_900, 10_000);
            assertThat(publish(id, 1)).as("behind the end").isZero();
        }
    }

    /// @return how many were taken
    private int publish(String id, int count) {
        String one = "{\"topic\":\"combat:" + id + "\",\"event\":{\"type\":\"loot\"}}";
        JsonNode answer =
                service.post(
                        "/api/v1alpha1/publish",
                        "{\"publications\":["
                                + String.join(",", Collections.nCopies(count, one))
                                + "]}");
        return answer.findValues("event_id").size();
    }

    @Test
    void who_is_slow_is_closed_and_comes_back_without_a_loss() {
        String ada = name();
        String bob = name();
        String id = name();
        String last;
        try (Player first = Player.connect(gateway, "/ws/combat", ada)) {
            first.await("connected");
            begin(id, ada, bob, "'turn_seconds':600");
            last = first.await("combat_turn").path("event_id").asText();
        }
        String target = "/ws/combat?last_event_id=" + last;
        try (Client slow =
                        Client.connect(
                                gateway.port(),
                                target,
                                false,
                                4096,
                                "Sec-WebSocket-Protocol: vs.channels.v1.json, bearer, "
                                        + Player.token(ada, Map.of()));
                Player other = Player.connect(gateway, "/ws/combat", bob)) {
            other.await("combat_sync");
            String body = "{'x':'%s'}".formatted("x".repeat(60 * 1024));
            for (int i = 0; i < 50; i++) {
                step(id, "result", body);
            }
            JsonNode gone =
                    other.client()
                            .json(m ->
                                    m.path("status").asText().equals("disconnected")
                                            && m.path("user_id").asText().equals(ada));
            assertThat(Rest.of(gateway).metric("vs_closes_total{code=\"4010\"}")).isEqualTo(1);
            slow.read();
            slow.closed();
            List<JsonNode> taken = slow.pending().stream().map(Client::parse).toList();
            assertThat(taken).noneMatch(m -> type(m).equals("gap"));
            // The kernel holds more for it than it has looked at.
            List<JsonNode> events = events(taken).stream().limit(10).toList();
            String resume = events.isEmpty() ? last : events.getLast().path("event_id").asText();
            try (Player back = Player.connect(gateway, "/ws/combat?last_event_id=" + resume, ada)) {
                List<JsonNode> rest = back.until("resumed");
                assertThat(rest).noneMatch(m -> type(m).equals("gap"));
                assertThat(rest.getLast().path("recovered").asBoolean()).isTrue();
                var mine = new ArrayList<>(ids(events));
                mine.addAll(ids(rest));
                List<String> expected = all(id);
                int from = expected.indexOf(last) + 1;
                int to = expected.indexOf(gone.path("event_id").asText()) + 1;
                assertThat(mine.subList(0, to - from)).isEqualTo(expected.subList(from, to));
            }
        }
    }

    @Test
    void who_has_no_good_token_any_more_comes_back_with_another_and_who_is_muted_fights_on() {
        String ada = name();
        String bob = name();
        String id = name();
        var brief = Map.of("exp", Instant.now().getEpochSecond() + 3);
        try (Player first = Player.with(gateway, "/ws/combat", Player.token(ada, brief));
                Player other = Player.connect(gateway, "/ws/combat", bob)) {
            first.await("connected");
            other.await("connected");
            begin(id, ada, bob, "'turn_seconds':600");
            String last = first.await("combat_turn").path("event_id").asText();
            service.post(
                    "/api/v1alpha1/moderation/mutes",
                    "{\"user_id\":\"" + bob + "\",\"seconds\":600}");
            assertThat(first.client().closed().code()).isEqualTo(4001);
            JsonNode gone = other.await("combat_participant");
            assertThat(gone.path("status").asText()).isEqualTo("disconnected");

            String target = "/ws/combat?last_event_id=" + last;
            try (Player back = Player.connect(gateway, target, ada)) {
                assertThat(ids(back.until("resumed"))).contains(gone.path("event_id").asText());
                assertThat(type(act(back, id, 1, "attack"))).isEqualTo("ack");
                assertThat(error(other.ask("chat_message", "'channel':'global','content':'x'")))
                        .isEqualTo("muted");
                assertThat(type(act(other, id, 2, "attack"))).isEqualTo("ack");
                assertThat(
                                back.client()
                                        .json(m -> m.path("turn").asInt() == 3)
                                        .path("user_id")
                                        .asText())
                        .isEqualTo(ada);
            }
        }
    }

    @Test
    void who_was_taken_out_of_a_fight_sees_no_more_of_it_and_who_gave_up_does() {
        List<String> users = Stream.generate(this::name).limit(4).toList();
        String left = users.get(0);
        String id = name();
        try (Player one = Player.connect(gateway, "/ws/combat", left);
                Player other = Player.connect(gateway, "/ws/combat", users.get(1))) {
            one.await("connected");
            other.await("connected");
            assertThat(create(id, users).statusCode()).isEqualTo(201);
            one.await("combat_turn");
            assertThat(type(act(other, id, 1, "forfeit"))).isEqualTo("ack");
            step(id, "leave", "{'user_id':'%s'}".formatted(left));

            assertThat(one.await("unsubscribed").path("reason").asText()).isEqualTo("permission");
            String topic = "'topics':['combat:%s']".formatted(id);
            assertThat(error(one.ask("subscribe", topic))).isEqualTo("forbidden");
            try (Player again = Player.connect(gateway, "/ws/combat", left)) {
                assertThat(again.await("connected").path("topics").toString()).doesNotContain(id);
            }
            step(id, "end", "{}");
            assertThat(other.await("combat_end").path("reason").asText()).isEqualTo("ended");
            one.ask("publish", "'topic':'room:" + id + "','event':{'type':'x'}");
            assertThat(one.client().pending()).noneMatch(m -> m.contains("combat_end"));
        }
    }

    private Response create(String id, List<String> users) {
        String participants =
                users.stream()
                        .map(user -> "{\"user_id\":\"" + user + "\"}")
                        .collect(Collectors.joining(","));
        return service.request()
                .contentType("application/json")
                .body("{\"id\":\"" + id + "\",\"participants\":[" + participants + "]}")
                .post("/api/v1alpha1/combat");
    }

    /// The ids of all events of a fight, as far as a page of history goes.
    private List<String> all(String id) {
        JsonNode history =
                service.get("/api/v1alpha1/topics/combat:%s/history?limit=1000".formatted(id));
        return history.path("events")
                .valueStream()
                .map(event -> event.path("event_id").asText())
                .toList();
    }

    private static List<String> ids(List<JsonNode> messages) {
        return events(messages).stream().map(m -> m.path("event_id").asText()).toList();
    }

    private void begin(String id, String one, String two, String more) {
        String body =
                "{'id':'%s','participants':[{'user_id':'%s'},{'user_id':'%s'}],%s}"
                        .formatted(id, one, two, more);
        var answer =
                service.request()
                        .contentType("application/json")
                        .body(body.replace('\'', '"'))
                        .post("/api/v1alpha1/combat");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith("/api/v1alpha1/combat/" + id);
    }

    private void step(String id, String step, String body) {
        Response answer = postStep(id, step, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    private Response postStep(String id, String step, String body) {
        return service.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/v1alpha1/combat/" + id + "/" + step);
    }

    private static JsonNode act(Player player, String id, int turn, String action) {
        return player.ask(
                "combat_action",
                "'combat_session_id':'%s','turn':%d,'action':'%s','target':'it'"
                        .formatted(id, turn, action));
    }

    private static List<JsonNode> events(List<JsonNode> messages) {
        return messages.stream()
                .filter(m -> isEvent(m) && m.path("topic").asText().startsWith("combat:"))
                .toList();
    }

    private static boolean isEvent(JsonNode message) {
        return message.has("event_id") && !type(message).equals("ack");
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static String error(JsonNode message) {
        return message.path("code").asText();
    }

    private String name() {
        return "f" + ++names;
    }
}
