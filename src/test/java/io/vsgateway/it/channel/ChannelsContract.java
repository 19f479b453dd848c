package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients of the channels are promised, from outside, whichever way messages are written.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChannelsContract {
    private GatewayProcess gateway;
    private Rest service;
    private int names;

    abstract String writer();

    @BeforeAll
    void start() {
        gateway = Player.gateway(writer()).start();
        service = new Rest(gateway, Player.SERVICE_KEY);
    }

    @AfterAll
    void stop() {
        gateway.closeCalm();
    }

    @Test
    void who_connects_is_told_who_they_are_and_what_they_follow() {
        String credential = Player.token("ada", Map.of("guild", "oak", "parties", List.of("p1")));
        try (Player ada =
                Player.with(gateway, "/ws/chat?rooms=vip&meta.device=phone", credential)) {
            JsonNode connected = ada.await("connected");

            assertThat(ada.client().subprotocol()).isEqualTo("vs.channels.v1.json");
            assertThat(connected.path("user_id").asText()).isEqualTo("ada");
            assertThat(connected.path("user").asText()).isEqualTo("Ada");
            assertThat(connected.path("role").asText()).isEqualTo("player");
            assertThat(connected.path("node").asText()).matches("[0-9a-f]{8}");
            assertThat(texts(connected.path("topics")))
                    .containsExactly(
                            "system:all",
                            "user:ada",
                            "chat:global",
                            "chat:guild:oak",
                            "chat:party:p1",
                            "room:vip");
            assertThat(connected.path("last_event_id").asText()).matches("[0-9a-z]+-[0-9]+");
            assertThat(Instant.parse(connected.path("expires_at").asText())).isAfter(Instant.now());

            JsonNode user = service.get("/api/v1alpha1/users/ada").path("connections").get(0);
            assertThat(user.path("connection_id")).isEqualTo(connected.path("connection_id"));
            assertThat(user.path("node")).isEqualTo(connected.path("node"));
            assertThat(user.path("metadata").path("device").asText()).isEqualTo("phone");
        }
    }

    @Test
    void who_comes_without_a_credential_is_somebody_without_a_name_where_that_is_allowed() {
        try (Player somebody = Player.anonymous(gateway, "/ws/game");
                Player nobody = Player.anonymous(gateway, "/ws");
                Player lost = Player.anonymous(gateway, "/ws/nowhere")) {
            JsonNode connected = somebody.await("connected");
            assertThat(connected.path("role").asText()).isEqualTo("anonymous");
            assertThat(connected.has("user_id")).isFalse();
            assertThat(texts(connected.path("topics"))).containsExactly("system:all", "game:all");
            assertThat(error(somebody.ask("publish", publish("room:x", "hi"))))
                    .isEqualTo("forbidden");
            assertThat(nobody.client().closed().code()).isEqualTo(4001);
            assertThat(lost.client().closed().code()).isEqualTo(4004);
        }
    }

    @Test
    void a_wrong_credential_is_refused_even_where_none_is_needed() {
        try (Player forged = Player.with(gateway, "/ws/game", Player.token("x", Map.of()) + "x")) {
            assertThat(forged.client().closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void what_is_published_in_a_room_reaches_all_in_it_under_the_name_of_who_did() {
        String room = name();
        try (Player ada = in(room, "ada");
                Player bob = in(room, "bob")) {
            JsonNode ack =
                    ada.ask(
                            "publish",
                            "'topic':'room:%s','event':{'type':'hello','user_id':'evil','role':'admin','n':[1,{'a':null}],'topic':'x','event_id':'y'}"
                                    .formatted(room));

            JsonNode heard = bob.await("hello");
            assertThat(ack.path("type").asText()).isEqualTo("ack");
            assertThat(heard.path("event_id")).isEqualTo(ack.path("event_id"));
            assertThat(heard.path("topic").asText()).isEqualTo("room:" + room);
            assertThat(heard.path("user_id").asText()).isEqualTo("ada");
            assertThat(heard.path("user").asText()).isEqualTo("Ada");
            assertThat(heard.path("role").asText()).isEqualTo("player");
            assertThat(heard.path("n").toString()).isEqualTo("[1,{\"a\":null}]");
            assertThat(ada.await("hello")).isEqualTo(heard);
        }
    }

    @Test
    void a_back_end_reaches_everybody_a_user_a_connection_a_room_and_several_topics() {
        String room = name();
        try (Player ada = in(room, "ada-" + room);
                Player bob = Player.connect(gateway, "/ws", "bob-" + room)) {
            String connection = bob.await("connected").path("connection_id").asText();
            post("{'all':true,'event':{'type':'to_all'}}");
            post("{'user':'ada-%s','event':{'type':'to_ada'}}".formatted(room));
            post("{'connection':'%s','event':{'type':'to_bob'}}".formatted(connection));
            post("{'room':'%s','event':{'type':'to_room'}}".formatted(room));
            post(
                    "{'topics':['room:%s','system:all','room:%s'],'event':{'type':'to_topics'}}"
                            .formatted(room, room));
            post("{'all':true,'event':{'type':'end'}}");

            assertThat(types(ada.until("end")))
                    .containsExactly("to_all", "to_ada", "to_room", "to_topics", "end");
            assertThat(types(bob.until("end")))
                    .containsExactly("to_all", "to_bob", "to_topics", "end");
            assertThat(status("{'connection':'none','event':{'type':'x'}}")).isEqualTo(404);
        }
    }

    @Test
    void what_is_published_again_with_its_key_is_published_once() {
        String room = name();
        try (Player ada = in(room, "ada")) {
            String body = "{'room':'%s','event':{'type':'once'},'idempotency_key':'%s'}";
            JsonNode first = post(body.formatted(room, room));
            JsonNode again = post(body.formatted(room, room));

            assertThat(again.path("event_id")).isEqualTo(first.path("event_id"));
            assertThat(first.path("duplicate").asBoolean()).isFalse();
            assertThat(again.path("duplicate").asBoolean()).isTrue();
            JsonNode mine =
                    ada.ask("publish", publish(room(room), "own") + ",'idempotency_key':'k'");
            JsonNode mineAgain =
                    ada.ask("publish", publish(room(room), "own") + ",'idempotency_key':'k'");
            assertThat(mineAgain.path("event_id")).isEqualTo(mine.path("event_id"));
            assertThat(mineAgain.path("duplicate").asBoolean()).isTrue();
        }
    }

    @Test
    void a_batch_that_is_published_again_with_its_key_is_published_once() {
        String room = name();
        String body =
                "{'idempotency_key':'%1$s','publications':[{'room':'%1$s','event':{'type':'a'}},"
                        + "{'room':'%1$s','event':{'type':'b'},'idempotency_key':'own-%1$s'},"
                        + "{'room':'%1$s','event':{'type':'Bad Type'}}]}";
        JsonNode first = post(body.formatted(room)).path("results");
        JsonNode again = post(body.formatted(room)).path("results");
        JsonNode alone =
                post(
                        "{'room':'%1$s','event':{'type':'b'},'idempotency_key':'own-%1$s'}"
                                .formatted(room));

        assertThat(first.get(0).path("event_id")).isNotEqualTo(first.get(1).path("event_id"));
        assertThat(alone.path("event_id")).isEqualTo(first.get(1).path("event_id"));
        for (int i = 0; i < 2; i++) {
            assertThat(first.get(i).path("duplicate").asBoolean(true)).isFalse();
            assertThat(again.get(i).path("event_id")).isEqualTo(first.get(i).path("event_id"));
            assertThat(again.get(i).path("duplicate").asBoolean()).isTrue();
        }
        assertThat(again.get(2).path("error").asText()).contains("type");
    }

    @Test
    void the_header_with_the_key_holds_for_a_batch_too() {
        String room = name();
        String batch = "{'publications':[{'room':'%s','event':{'type':'a'}}]}".formatted(room);

        JsonNode first = post(batch, room).path("results").path(0);
        JsonNode again = post(batch, room).path("results").path(0);

        assertThat(again.path("event_id")).isEqualTo(first.path("event_id"));
        assertThat(again.path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void several_publications_at_once_get_an_answer_each() {
        String room = name();
        JsonNode answer =
                post(
                        ("{'publications':[{'room':'%s','event':{'type':'a'}},{'room':'not a room','event':{'type':'a'}},"
                                        + "{'room':'%s','event':{'type':'Bad Type'}},{'room':'%s','event':{'type':'b'}}]}")
                                .formatted(room, room, room));

        JsonNode results = answer.path("results");
        assertThat(results).hasSize(4);
        assertThat(results.get(0).has("event_id")).isTrue();
        assertThat(results.get(1).path("error").asText()).contains("no topic");
        assertThat(results.get(2).path("error").asText()).contains("type");
        assertThat(results.get(3).has("event_id")).isTrue();
    }

    @Test
    void one_id_brings_a_client_back_to_all_of_its_topics_in_the_common_order() {
        String a = name();
        String b = name();
        String last;
        try (Player ada = in(a + "," + b, "ada")) {
            post("{'room':'%s','event':{'type':'seen'}}".formatted(a));
            last = ada.await("seen").path("event_id").asText();
        }
        for (int i = 0; i < 10; i++) {
            post("{'room':'%s','event':{'type':'missed','n':%d}}".formatted(i % 3 == 0 ? a : b, i));
        }
        String query = "/ws?rooms=%s,%s&last_event_id=%s".formatted(b, a, last);
        try (Player ada = Player.connect(gateway, query, "ada")) {
            assertThat(ada.await("connected").path("last_event_id").asText()).isEqualTo(last);
            List<JsonNode> back = ada.until("resumed");
            assertThat(back.getLast().path("recovered").asBoolean()).isTrue();
            assertThat(back.stream().filter(m -> m.has("n")).map(m -> m.path("n").asInt()))
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void who_comes_back_to_more_than_is_remembered_is_told_the_gap() {
        String room = name();
        String last =
                post("{'room':'%s','event':{'type':'seen'}}".formatted(room))
                        .path("event_id")
                        .asText();
        for (int i = 0; i < 129; i++) {
            post("{'room':'%s','event':{'type':'missed','n':%d}}".formatted(room, i));
        }
        Player.waitUntilEventsAreOld();
        post("{'room':'%s','event':{'type':'missed','n':129}}".formatted(room));
        String query = "/ws?rooms=%s&last_event_id=%s".formatted(room, last);
        try (Player ada = Player.connect(gateway, query, "ada")) {
            List<JsonNode> back = ada.until("resumed");
            JsonNode gap = back.stream().filter(m -> is(m, "gap")).findFirst().orElseThrow();
            assertThat(gap.path("topic").asText()).isEqualTo(room(room));
            assertThat(gap.path("recovered").asBoolean()).isTrue();
            assertThat(back.getLast().path("recovered").asBoolean()).isFalse();
            List<Integer> numbers =
                    back.stream().filter(m -> m.has("n")).map(m -> m.path("n").asInt()).toList();
            assertThat(numbers).hasSize(100).startsWith(30).endsWith(129);
        }
    }

    @ParameterizedTest
    @CsvSource({"room, 1000", "all, 300"})
    void who_is_there_gets_all_that_is_published_at_once(String whom, int count) {
        String room = name();
        String target = whom.equals("room") ? "'room':'" + room + "'" : "'all':true";
        try (Player ada = in(room, "ada")) {
            String all =
                    IntStream.range(0, count)
                            .mapToObj(i ->
                                    "{%s,'event':{'type':'%s','n':%d}}".formatted(target, room, i))
                            .collect(Collectors.joining(",", "{'publications':[", "]}"));
            post(all);
            post("{'room':'%s','event':{'type':'end'}}".formatted(room));

            List<JsonNode> got = ada.until("end");
            assertThat(got.stream().filter(m -> is(m, room)).map(m -> m.path("n").asInt()))
                    .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        }
    }

    @Test
    void who_was_told_a_gap_gets_the_latest_values_again() {
        String room = name();
        String last =
                post("{'room':'%s','event':{'type':'seen'}}".formatted(room))
                        .path("event_id")
                        .asText();
        post("{'room':'%s','event':{'type':'score','n':7},'retain':'score'}".formatted(room));
        for (int i = 0; i < 130; i++) {
            post("{'room':'%s','event':{'type':'missed'}}".formatted(room));
        }
        Player.waitUntilEventsAreOld();
        post("{'room':'%s','event':{'type':'missed'}}".formatted(room));
        String query = "/ws?rooms=%s&last_event_id=%s".formatted(room, last);
        try (Player ada = Player.connect(gateway, query, "ada")) {
            List<String> gap = types(ada.until("gap"));
            assertThat(gap).doesNotContain("score");
            JsonNode score = ada.await("score");
            assertThat(score.path("n").asInt()).isEqualTo(7);
            assertThat(score.has("event_id")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-17", "0-0", "zzzz-999999999999999999"})
    void who_comes_from_elsewhere_is_told_that_what_follows_replaces_all(String foreign) {
        String room = name();
        post("{'room':'%s','event':{'type':'there'}}".formatted(room));
        String query = "/ws?rooms=%s&last_event_id=%s".formatted(room, foreign);
        try (Player ada = Player.connect(gateway, query, "ada")) {
            List<JsonNode> back = ada.until("resumed");
            assertThat(back.getLast().path("recovered").asBoolean()).isFalse();
            assertThat(back)
                    .anyMatch(m ->
                            is(m, "gap")
                                    && m.path("topic").asText().equals(room(room))
                                    && !m.path("recovered").asBoolean())
                    .anyMatch(m -> is(m, "there"));
        }
    }

    @Test
    void who_is_ahead_of_the_order_is_told_so_by_the_id_that_they_came_with() {
        String room = name();
        String last =
                post("{'room':'%s','event':{'type':'there'}}".formatted(room))
                        .path("event_id")
                        .asText();
        String ahead = last.replaceFirst("-.*", "-999999999999999999");
        String query = "/ws?rooms=%s&last_event_id=%s".formatted(room, ahead);
        try (Player ada = Player.connect(gateway, query, "ada")) {
            List<JsonNode> back = ada.until("resumed");
            assertThat(back.getLast().path("recovered").asBoolean()).isFalse();
            assertThat(back)
                    .anyMatch(m -> is(m, "there"))
                    .filteredOn(m -> is(m, "gap"))
                    .isNotEmpty()
                    .allMatch(gap -> gap.path("from").asText().equals(ahead))
                    .noneMatch(gap -> gap.path("recovered").asBoolean());
            post("{'room':'%s','event':{'type':'now'}}".formatted(room));
            ada.await("now");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "undefined"})
    void no_id_at_all_is_no_coming_back(String none) {
        String room = name();
        post("{'room':'%s','event':{'type':'there'}}".formatted(room));
        try (Player ada =
                Player.connect(gateway, "/ws?rooms=" + room + "&last_event_id=" + none, "ada")) {
            ada.await("connected");
            post("{'room':'%s','event':{'type':'now'}}".formatted(room));
            assertThat(types(ada.until("now"))).doesNotContain("there", "resumed", "gap", "error");
        }
    }

    @Test
    void the_past_of_a_topic_comes_in_pieces_and_what_happens_meanwhile_comes_behind_it() {
        String room = name();
        for (int i = 0; i < 60; i++) {
            post(
                    "{'room':'%s','event':{'type':'old','n':%d,'x':'%s'}}"
                            .formatted(room, i, "x".repeat(4000)));
        }
        try (Player ada = Player.connect(gateway, "/ws", "ada")) {
            ada.await("connected");
            ada.send(
                    "{'type':'subscribe','id':'s','topics':['%s'],'history':50}"
                            .formatted(room(room)));
            post("{'room':'%s','event':{'type':'new'}}".formatted(room));
            // It may have been there before the subscription: then it is the last of its past.
            List<JsonNode> seen =
                    ada.client().until(m -> m.contains("\"type\":\"new\"")).stream()
                            .map(Client::parse)
                            .toList();

            List<JsonNode> answers =
                    seen.stream().filter(m -> m.path("id").asText().equals("s")).toList();
            assertThat(answers.getFirst().path("type").asText()).isEqualTo("subscribed");
            List<JsonNode> pages = answers.stream().filter(m -> is(m, "history")).toList();
            assertThat(pages).hasSizeGreaterThan(2);
            assertThat(pages.getLast().path("final").asBoolean()).isTrue();
            var numbers = new ArrayList<Integer>();
            pages.forEach(page ->
                    page.path("events")
                            .forEach(e -> {
                                if (e.has("n")) {
                                    numbers.add(e.path("n").asInt());
                                }
                            }));
            assertThat(numbers).hasSizeBetween(49, 50).endsWith(59).isSorted();
            assertThat(pages.getFirst().path("has_more").asBoolean()).isTrue();
        }
    }

    @Test
    void who_asks_for_more_of_the_past_than_they_take_gets_one_answer_for_each() {
        String room = name();
        for (int i = 0; i < 10; i++) {
            post("{'room':'%s','event':{'type':'old','x':'%s'}}".formatted(room, "x".repeat(8000)));
        }
        int asked = 600;
        try (Client bot = Player.raw(gateway, "/ws", Player.SERVICE_KEY, false)) {
            for (int i = 0; i < asked; i++) {
                bot.send(
                        "{\"type\":\"history\",\"id\":\"h%d\",\"topic\":\"%s\"}"
                                .formatted(i, room(room)));
            }
            bot.send("{\"type\":\"ping\",\"id\":\"end\"}");
            bot.read();

            var answers = new TreeMap<String, String>();
            while (answers.size() < asked) {
                JsonNode message = Client.parse(bot.next());
                boolean isLast = is(message, "error") || message.path("final").asBoolean();
                if (isLast && message.path("id").asText().startsWith("h")) {
                    String code = is(message, "error") ? error(message) : "history";
                    assertThat(answers.put(message.path("id").asText(), code)).isNull();
                }
            }
            assertThat(answers.values()).contains("history").isSubsetOf("history", "busy");
        }
    }

    @Test
    void history_goes_back_from_any_place() {
        String room = name();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            String body = "{'room':'%s','event':{'type':'old','n':%d}}".formatted(room, i);
            ids.add(post(body).path("event_id").asText());
        }
        try (Player ada = in(room, "ada")) {
            JsonNode page =
                    ada.ask(
                            "history",
                            "'topic':'%s','limit':3,'before':'%s'"
                                    .formatted(room(room), ids.get(5)));
            assertThat(page.path("events").findValuesAsText("n")).containsExactly("2", "3", "4");
            assertThat(page.path("has_more").asBoolean()).isTrue();
            JsonNode none = ada.ask("history", "'topic':'room:never-was'");
            assertThat(none.path("events")).isEmpty();
            assertThat(none.path("final").asBoolean()).isTrue();
        }
        JsonNode rest =
                service.get("/api/v1alpha1/topics/%s/history?limit=2".formatted(room(room)));
        assertThat(rest.path("events").findValuesAsText("n")).containsExactly("8", "9");
    }

    @Test
    void the_latest_values_come_first_to_who_comes_later() {
        String room = name();
        post("{'room':'%s','event':{'type':'score','n':1},'retain':'score'}".formatted(room));
        post("{'room':'%s','event':{'type':'score','n':2},'retain':'score'}".formatted(room));
        post("{'room':'%s','event':{'type':'other','n':3},'retain':'other'}".formatted(room));
        try (Player ada = Player.connect(gateway, "/ws", "ada")) {
            ada.send("{'type':'join_room','id':'j','room':'%s'}".formatted(room));
            ada.await("subscribed");
            JsonNode score = ada.await("score");
            assertThat(score.path("n").asInt()).isEqualTo(2);
            assertThat(score.has("event_id")).isFalse();
            assertThat(ada.await("other").path("n").asInt()).isEqualTo(3);
            assertThat(error(ada.ask("publish", publish(room(room), "x") + ",'retain':'k'")))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void one_user_can_be_left_out() {
        String room = name();
        try (Player ada = in(room, "ada");
                Player bob = in(room, "bob")) {
            ada.ask("publish", publish(room(room), "not_bob") + ",'exclude_user':'bob'");
            ada.ask("publish", publish(room(room), "not_ada") + ",'exclude_user':'ada'");
            ada.ask("publish", publish(room(room), "end"));

            assertThat(types(bob.until("end"))).contains("not_ada").doesNotContain("not_bob");
            JsonNode past = bob.ask("history", "'topic':'%s'".formatted(room(room)));
            assertThat(past.path("events").findValuesAsText("type"))
                    .containsExactly("not_ada", "end");
        }
    }

    @Test
    void who_is_in_a_room_is_told_and_can_be_asked_for() {
        String room = name();
        try (Player ada = in(room, "ada")) {
            Player bob = in(room, "bob");
            JsonNode joined =
                    ada.client()
                            .json(m ->
                                    is(m, "presence_join")
                                            && m.path("user_id").asText().equals("bob"));
            assertThat(joined.path("user").asText()).isEqualTo("Bob");
            JsonNode presence = ada.ask("presence", "'topic':'%s'".formatted(room(room)));
            assertThat(presence.path("count").asInt()).isEqualTo(2);
            assertThat(presence.path("users").findValuesAsText("user_id"))
                    .containsExactlyInAnyOrder("ada", "bob");
            assertThat(service.get("/api/v1alpha1/rooms").findValuesAsText("topic"))
                    .contains(room(room));

            bob.close();
            JsonNode left = ada.await("presence_leave");
            assertThat(left.path("user_id").asText()).isEqualTo("bob");
            assertThat(
                            service.get("/api/v1alpha1/rooms/%s/users".formatted(room))
                                    .path("count")
                                    .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_service_reads_all_that_begins_alike_and_may_speak_for_others() {
        String room = name();
        try (Player bot =
                        Player.with(gateway, "/ws?topics=room:" + room + "*", Player.SERVICE_KEY);
                Player ada = in(room + "-1", "ada")) {
            bot.await("connected");
            ada.ask("publish", publish(room(room) + "-1", "one"));
            assertThat(bot.await("one").path("topic").asText()).isEqualTo(room(room) + "-1");
            bot.send(
                    "{'type':'publish','topic':'%s-2','event':{'type':'two','user':'Eve'}}"
                            .formatted(room(room)));
            assertThat(bot.await("two").path("user").asText()).isEqualTo("Eve");
            assertThat(error(ada.ask("subscribe", "'topics':['room:*']"))).isEqualTo("forbidden");
        }
    }

    @Test
    void a_back_end_puts_users_into_topics_and_takes_them_out() {
        String user = name();
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            ada.await("connected");
            String combat = "combat:" + user;
            assertThat(error(ada.ask("subscribe", "'topics':['%s']".formatted(combat))))
                    .isEqualTo("forbidden");
            change("PUT", "/topics/%s/members/%s".formatted(combat, user), 204);
            assertThat(
                            ada.ask("subscribe", "'topics':['%s']".formatted(combat))
                                    .path("type")
                                    .asText())
                    .isEqualTo("subscribed");
            change("DELETE", "/topics/%s/members/%s".formatted(combat, user), 204);
            JsonNode lost = ada.await("unsubscribed");
            assertThat(lost.path("topic").asText()).isEqualTo(combat);
            assertThat(lost.path("reason").asText()).isEqualTo("permission");

            change("PUT", "/rooms/den/users/" + user, 200);
            assertThat(ada.await("subscribed").path("topic").asText()).isEqualTo("room:den");
            change("DELETE", "/rooms/den/users/" + user, 200);
            assertThat(ada.await("unsubscribed").path("reason").asText()).isEqualTo("removed");

            change("DELETE", "/users/%s/connections?code=4003".formatted(user), 200);
            assertThat(ada.client().closed().code()).isEqualTo(4003);
            await().until(() ->
                    !service.get("/api/v1alpha1/users/" + user).path("connected").asBoolean());
        }
    }

    @Test
    void a_user_has_so_many_connections_at_an_endpoint() {
        String user = name();
        var open = new ArrayList<Player>();
        for (int i = 0; i < 5; i++) {
            open.add(Player.connect(gateway, "/ws", user));
            open.getLast().await("connected");
        }
        try (Player sixth = Player.connect(gateway, "/ws", user);
                Player elsewhere = Player.connect(gateway, "/ws/chat", user)) {
            assertThat(sixth.client().closed().code()).isEqualTo(4008);
            elsewhere.await("connected");
        }
        open.forEach(Player::close);
        await().until(() ->
                !service.get("/api/v1alpha1/users/" + user).path("connected").asBoolean());
        try (Player again = Player.connect(gateway, "/ws", user)) {
            again.await("connected");
        }
    }

    @Test
    void a_token_that_ends_is_told_and_closes_unless_it_is_renewed() {
        long soon = Instant.now().getEpochSecond() + 3;
        String user = name();
        String ending = Player.token(user, Map.of("exp", soon));
        try (Player ada = Player.with(gateway, "/ws", ending);
                Player bob = Player.with(gateway, "/ws", ending)) {
            ada.await("token_expiring");
            bob.await("token_expiring");
            String fresh = Player.token(user, Map.of("guild", "oak"));
            assertThat(ada.ask("auth", "'token':'%s'".formatted(fresh)).path("type").asText())
                    .isEqualTo("ack");

            assertThat(bob.client().closed().code()).isEqualTo(4001);
            assertThat(ada.ask("ping", "").path("type").asText()).isEqualTo("pong");
            assertThat(ada.ask("subscribe", "'topics':['chat:guild:oak']").path("type").asText())
                    .isEqualTo("subscribed");
            String less = Player.token(user, Map.of());
            ada.send("{'type':'auth','id':'less','token':'%s'}".formatted(less));
            assertThat(ada.await("unsubscribed").path("reason").asText()).isEqualTo("permission");
            ada.send(
                    "{'type':'auth','id':'x','token':'%s'}"
                            .formatted(Player.token("eve", Map.of())));
            assertThat(ada.client().closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void who_is_muted_or_banned_is_told_at_once() {
        String room = name();
        String user = name();
        try (Player ada = in(room, user)) {
            service.post(
                    "/api/v1alpha1/moderation/mutes",
                    "{\"user_id\":\"%s\",\"seconds\":600,\"reason\":\"spam\"}".formatted(user));
            JsonNode refused = ada.ask("publish", publish(room(room), "x"));
            assertThat(error(refused)).isEqualTo("muted");
            assertThat(refused.path("retry_after_ms").asLong()).isBetween(1L, 600_000L);
            service.post(
                    "/api/v1alpha1/moderation/bans",
                    "{\"user_id\":\"%s\",\"seconds\":600}".formatted(user));
            assertThat(ada.client().closed().code()).isEqualTo(4003);
        }
        try (Player again = Player.connect(gateway, "/ws", user)) {
            assertThat(again.client().closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void those_who_may_are_told_who_connects() {
        String user = name();
        try (Player bot =
                Player.with(gateway, "/ws?topics=system:connections", Player.SERVICE_KEY)) {
            bot.await("connected");
            try (Player ada = Player.connect(gateway, "/ws", user)) {
                ada.await("connected");
                JsonNode joined =
                        bot.client()
                                .json(m ->
                                        is(m, "user_joined")
                                                && m.path("user_id").asText().equals(user));
                assertThat(joined.path("connection_id").asText()).isNotEmpty();
            }
            bot.client().json(m -> is(m, "user_left") && m.path("user_id").asText().equals(user));
        }
    }

    @Test
    void figures_are_there_for_who_may_see_them() {
        try (Player ada = in("figures", "ada")) {
            assertThat(ada.client().isClosed()).isFalse();
            JsonNode health = service.get("/ws/health");
            assertThat(health.path("status").asText()).isEqualTo("healthy");
            assertThat(health.path("connections").path("alive").asInt()).isPositive();
            assertThat(service.get("/api/v1/websocket/health").path("users").asInt()).isPositive();
            assertThat(service.get("/health/websocket").path("connections").isInt()).isTrue();
            assertThat(service.get("/ws/stats").path("rooms").path("figures").asInt()).isOne();
            JsonNode figures = service.get("/api/v1/websocket/metrics");
            assertThat(figures.path("events_out").asLong()).isPositive();
            assertThat(figures.path("topics").asInt()).isPositive();
            assertThat(new Rest(gateway, "none").request().get("/ws/health").statusCode())
                    .isEqualTo(200);
            assertThat(
                            new Rest(gateway, "wrong-key-0123456789")
                                    .request()
                                    .get("/ws/stats")
                                    .statusCode())
                    .isEqualTo(401);
            assertThat(
                            new Rest(gateway, Player.token("ada", Map.of()))
                                    .request()
                                    .get("/ws/stats")
                                    .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void figures_tell_what_was_published_told_and_refused_and_how_fast() {
        try (Player ada = in("metrics", "ada");
                Player bob = in("metrics", "bob")) {
            JsonNode before = metrics();

            assertThat(error(ada.ask("subscribe", "'topics':['room:*']"))).isEqualTo("forbidden");
            bob.send("{'type':'auth','token':'none'}");
            assertThat(error(bob.await("error"))).isEqualTo("unauthorized");
            await().untilAsserted(() -> {
                post("{'topic':'room:metrics','event':{'type':'now'}}");
                JsonNode now = metrics();
                assertThat(now.path("latency_ms").path("samples").asLong()).isPositive();
                assertThat(now.path("per_second").path("events_in").asDouble()).isPositive();
                assertThat(now.path("per_second").path("events_out").asDouble()).isPositive();
            });

            JsonNode after = metrics();
            for (String code : List.of("forbidden", "unauthorized")) {
                assertThat(after.path("errors").path(code).asLong())
                        .as(code)
                        .isEqualTo(before.path("errors").path(code).asLong() + 1);
                assertThat(service.metric("vs_channel_errors_total{code=\"%s\"}".formatted(code)))
                        .isEqualTo(after.path("errors").path(code).asDouble());
            }
            assertThat(after.path("errors").path("muted")).isEqualTo(before.at("/errors/muted"));
            assertThat(after.path("events_in").asLong())
                    .isGreaterThan(before.path("events_in").asLong());
            assertThat(after.path("events_out").asLong())
                    .isGreaterThan(before.path("events_out").asLong());
            assertThat(after.path("per_second").path("errors").asDouble()).isNotNegative();
            assertThat(after.path("per_second").path("window_seconds").asDouble()).isPositive();
            JsonNode latency = after.path("latency_ms");
            assertThat(latency.path("p50").asDouble())
                    .isBetween(0.0, latency.path("p99").asDouble());
            assertThat(latency.path("p99").asDouble())
                    .isLessThanOrEqualTo(latency.path("max").asDouble());
        }
    }

    private JsonNode metrics() {
        return service.get("/api/v1/websocket/metrics");
    }

    @Test
    void who_does_not_answer_counts_as_dead_until_it_is_closed() {
        try (GatewayProcess other =
                        Player.gateway(writer())
                                .set("VS_SESSION_PING_INTERVAL", "1s")
                                .set("VS_SESSION_SILENCE_TIMEOUT", "40s")
                                .start();
                Player ada = Player.connect(other, "/ws", "ada");
                Client deaf = Player.raw(other, "/ws", Player.SERVICE_KEY, false)) {
            ada.await("connected");
            assertThat(deaf.isClosed()).isFalse();
            var health = new Rest(other, Player.SERVICE_KEY);
            await().untilAsserted(() -> {
                JsonNode connections = health.get("/ws/health").path("connections");
                assertThat(connections.path("total").asInt()).isEqualTo(2);
                assertThat(connections.path("alive").asInt()).isEqualTo(1);
                assertThat(connections.path("dead").asInt()).isEqualTo(1);
            });
        }
    }

    @Test
    void at_the_end_everybody_is_told_when_to_come_back() {
        try (GatewayProcess other = Player.gateway(writer()).start();
                Player ada = Player.connect(other, "/ws", "ada")) {
            ada.await("connected");
            other.terminate();
            JsonNode system = ada.await("system");
            assertThat(system.path("code").asText()).isEqualTo("shutdown");
            assertThat(system.path("reconnect_after_ms").asLong()).isPositive();
            assertThat(ada.client().closed().code()).isEqualTo(1001);
        }
    }

    private Player in(String rooms, String user) {
        Player player = Player.connect(gateway, "/ws?rooms=" + rooms, user);
        player.await("connected");
        return player;
    }

    private JsonNode post(String body) {
        return service.post("/api/v1alpha1/publish", body.replace('\'', '"'));
    }

    /// With a key in the header.
    private JsonNode post(String body, String key) {
        return Client.parse(
                service.request()
                        .contentType("application/json")
                        .header("Idempotency-Key", key)
                        .body(body.replace('\'', '"'))
                        .post("/api/v1alpha1/publish")
                        .asString());
    }

    private int status(String body) {
        return service.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/v1alpha1/publish")
                .statusCode();
    }

    private void change(String method, String path, int status) {
        assertThat(service.request().request(method, "/api/v1alpha1" + path).statusCode())
                .isEqualTo(status);
    }

    private String name() {
        return writer() + ++names;
    }

    private static String room(String name) {
        return "room:" + name;
    }

    private static String publish(String topic, String type) {
        return "'topic':'%s','event':{'type':'%s'}".formatted(topic, type);
    }

    private static String error(JsonNode answer) {
        return answer.path("code").asText();
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream()
                .filter(m -> m.has("event_id"))
                .map(m -> m.path("type").asText())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
