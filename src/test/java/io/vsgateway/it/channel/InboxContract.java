package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What was sent to users who are away, from their side.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InboxContract {
    private static final int REMEMBERED = 100;
    private static final String PUBLISH = "/api/v1alpha1/publish";

    private GatewayProcess gateway;
    private int names;

    abstract String writer();

    @BeforeAll
    void start() {
        gateway =
                Player.gateway(writer())
                        .set("VS_CHAT_MESSAGES_PER_SECOND", "1000")
                        .set("VS_CHAT_MESSAGES_BURST", "1000")
                        .start();
    }

    @AfterAll
    void stop() {
        gateway.closeCalm();
    }

    @Test
    void who_was_away_gets_what_a_service_and_a_friend_have_sent() {
        String user = name();
        publish(gateway, user, "gift");
        try (Player bob = Player.connect(gateway, "/ws/chat", name())) {
            bob.await("connected");
            assertThat(type(bob.ask("chat_message", say(user, "are you there?")))).isEqualTo("ack");
        }
        publish(gateway, user, "bill");

        for (String endpoint : List.of("/ws", "/ws/chat", "/ws/game")) {
            try (Player ada = Player.connect(gateway, endpoint, user)) {
                List<JsonNode> inbox = inbox(gateway, ada, user);

                assertThat(types(inbox)).containsExactly("gift", "chat_message", "bill");
                assertThat(inbox.get(1).path("content").asText()).isEqualTo("are you there?");
                assertThat(orders(inbox)).isSorted();
            }
        }
    }

    @Test
    void what_is_acknowledged_does_not_come_again() {
        String user = name();
        List<String> ids =
                IntStream.range(0, 5).mapToObj(i -> publish(gateway, user, "m" + i)).toList();
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            assertThat(types(inbox(gateway, ada, user))).hasSize(5);

            assertThat(type(acked(ada, ids.get(2)))).isEqualTo("ack");
        }
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            assertThat(types(inbox(gateway, ada, user)))
                    .startsWith("m3", "m4")
                    .doesNotContain("m2");
            // Back, far ahead, of another run: nothing of that holds.
            acked(ada, ids.get(0));
            acked(ada, ids.get(0).replaceAll("-.*", "-999999999"));
            acked(ada, "other-3");
        }
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            List<JsonNode> inbox = inbox(gateway, ada, user);
            assertThat(types(inbox)).startsWith("m3", "m4").doesNotContain("m2");

            acked(ada, inbox.getLast().path("event_id").asText());
        }
        try (Player ada = Player.connect(gateway, "/ws/chat", user)) {
            assertThat(inbox(gateway, ada, user)).isEmpty();
        }
        try (Player ada = Player.connect(gateway, "/ws?history=3", user)) {
            assertThat(types(inbox(gateway, ada, user))).as("it was asked for").hasSize(3);
        }
    }

    @Test
    void a_client_that_was_cut_off_before_it_got_anything_gets_it_by_the_place_it_was_told() {
        String user = name();
        publish(gateway, user, "gift");
        String place;
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            place = ada.await("connected").path("last_event_id").asText();
        }

        try (Player ada = Player.connect(gateway, "/ws?last_event_id=" + place, user)) {
            List<JsonNode> inbox = inbox(gateway, ada, user);
            assertThat(types(inbox)).containsExactly("gift");
            place = inbox.getFirst().path("event_id").asText();
        }
        try (Player ada = Player.connect(gateway, "/ws?last_event_id=" + place, user)) {
            assertThat(types(inbox(gateway, ada, user)))
                    .as("what was seen does not come again, though it is not acknowledged")
                    .doesNotContain("gift");
        }
    }

    @Test
    void beyond_its_bound_the_oldest_leave_and_that_is_told() {
        String user = name();
        int more = 30;
        for (int i = 0; i < REMEMBERED + more; i++) {
            publish(gateway, user, "m" + i);
        }
        Player.waitUntilEventsAreOld();
        publish(gateway, user, "end");

        try (Player ada = Player.connect(gateway, "/ws", user)) {
            List<JsonNode> all = ada.until("end");

            JsonNode gap = only(all, "gap");
            assertThat(gap.path("topic").asText()).isEqualTo("user:" + user);
            assertThat(gap.path("recovered").asBoolean()).isTrue();
            List<String> got = types(all.stream().filter(m -> m.has("event_id")).toList());
            assertThat(got).endsWith("m" + (REMEMBERED + more - 1), "end");
            assertThat(got).hasSize(REMEMBERED);
        }
    }

    @Test
    void one_that_had_to_leave_as_there_are_too_many_topics_is_told() {
        try (GatewayProcess small =
                Player.gateway(writer())
                        .set("VS_CHANNEL_TOPICS_MAX", "10")
                        .set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false")
                        .start()) {
            publish(small, "ada", "lost");
            for (int i = 0; i < 20; i++) {
                publish(small, "other" + i, "m");
            }

            try (Player ada = Player.connect(small, "/ws", "ada");
                    Player eve = Player.connect(small, "/ws", "eve");
                    Player last = Player.connect(small, "/ws", "other19")) {
                publish(small, "ada", "end");
                List<JsonNode> all = ada.until("end");
                assertThat(only(all, "gap").path("topic").asText()).isEqualTo("user:ada");
                assertThat(types(all)).doesNotContain("lost");
                assertThat(inbox(small, eve, "eve")).as("nothing was for her").isEmpty();
                assertThat(types(inbox(small, last, "other19"))).containsExactly("m");
            }
            assertThat(small.complaints()).isEmpty();
        }
    }

    @Test
    void more_users_than_there_may_be_topics_can_be_there_and_be_sent_something() {
        try (GatewayProcess small =
                Player.gateway(writer())
                        .set("VS_CHANNEL_TOPICS_MAX", "10")
                        .set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false")
                        .start()) {
            var users = new ArrayList<Player>();
            try {
                for (int i = 0; i < 20; i++) {
                    users.add(Player.connect(small, "/ws", "user" + i));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(users.get(i).await("connected").path("topics").toString())
                            .contains("user:user" + i);
                }
                assertThat(service(small).metric("vs_channel_topics")).isOne();

                // All but the one for everybody.
                for (int i = 0; i < 9; i++) {
                    publish(small, "user" + i, "gift");
                    assertThat(types(users.get(i).until("gift"))).doesNotContain("error", "gap");
                }
                assertThat(service(small).metric("vs_channel_topics")).isEqualTo(10);
                assertThat(
                                service(small)
                                        .request()
                                        .contentType("application/json")
                                        .body("{\"user\":\"user9\",\"event\":{\"type\":\"gift\"}}")
                                        .post(PUBLISH)
                                        .statusCode())
                        .isEqualTo(507);
                assertThat(inbox(small, users.get(9), "user9")).isEmpty();

                // Who is away makes room.
                users.getFirst().close();
                await().untilAsserted(() ->
                        assertThat(service(small).metric("vs_roster_users")).isEqualTo(19));
                publish(small, "user9", "gift");
                assertThat(types(users.get(9).until("gift"))).doesNotContain("error", "gap");
            } finally {
                users.forEach(Player::close);
            }
            assertThat(small.complaints()).isEmpty();
        }
    }

    @Test
    void what_is_deleted_while_its_reader_is_away_is_not_read() {
        String user = name();
        String secret;
        try (Player bob = Player.connect(gateway, "/ws/chat", name())) {
            bob.await("connected");
            JsonNode ack = bob.ask("chat_message", say(user, "secret words"));
            secret = ack.path("event_id").asText();
        }
        String path = "/api/v1alpha1/topics/user:" + user + "/events/" + secret;
        assertThat(service(gateway).request().delete(path).statusCode()).isEqualTo(204);

        try (Player ada = Player.connect(gateway, "/ws", user)) {
            List<JsonNode> inbox = inbox(gateway, ada, user);

            assertThat(inbox.toString()).doesNotContain("secret words");
            assertThat(inbox.getFirst().path("event_id").asText()).isEqualTo(secret);
        }
    }

    @Test
    void who_is_banned_meanwhile_gets_nothing_until_they_are_let_in_again() {
        String user = name();
        publish(gateway, user, "gift");
        ban("POST", user);
        try (Player ada = Player.connect(gateway, "/ws", user)) {
            assertThat(ada.client().closed().code()).isEqualTo(4003);
            assertThat(ada.client().pending()).isEmpty();
        }

        ban("DELETE", user);

        try (Player ada = Player.connect(gateway, "/ws", user)) {
            assertThat(types(inbox(gateway, ada, user))).containsExactly("gift");
        }
    }

    @Test
    void nobody_gets_the_inbox_of_another() {
        String user = name();
        publish(gateway, user, "gift");

        try (Player eve = Player.connect(gateway, "/ws?topics=user:" + user, name() + "eve");
                Player nobody = Player.anonymous(gateway, "/ws/game?topics=user:" + user)) {
            for (Player one : List.of(eve, nobody)) {
                one.await("connected");
                broadcast(gateway, "the_end");
                assertThat(types(one.until("the_end"))).doesNotContain("gift");
            }
        }
    }

    /// What comes of a user's own topic without further ado.
    private static List<JsonNode> inbox(GatewayProcess gateway, Player player, String user) {
        // It follows what there is as soon as it is answered; a mark before that would pass it by.
        var heard = new ArrayList<>(player.send("{'type':'ping'}").until("pong"));
        broadcast(gateway, "mark_" + user);
        heard.addAll(player.until("mark_" + user));
        var inbox = new ArrayList<JsonNode>();
        for (JsonNode message : heard) {
            assertThat(type(message)).isNotEqualTo("gap");
            if (message.path("topic").asText().equals("user:" + user)) {
                inbox.add(message);
            }
        }
        return inbox;
    }

    private static void broadcast(GatewayProcess gateway, String type) {
        service(gateway)
                .post(PUBLISH, "{\"all\":true,\"event\":{\"type\":\"%s\"}}".formatted(type));
    }

    private static String publish(GatewayProcess gateway, String user, String type) {
        return service(gateway)
                .post(
                        PUBLISH,
                        "{\"user\":\"%s\",\"event\":{\"type\":\"%s\"}}".formatted(user, type))
                .path("event_id")
                .asText();
    }

    private void ban(String method, String user) {
        String path = "/api/v1alpha1/moderation/bans";
        var request = new Rest(gateway, GatewayProcess.ADMIN).request();
        int status =
                method.equals("POST")
                        ? request.contentType("application/json")
                                .body("{\"user_id\":\"%s\",\"seconds\":600}".formatted(user))
                                .post(path)
                                .statusCode()
                        : request.queryParam("user_id", user).delete(path).statusCode();
        assertThat(status).isLessThan(300);
    }

    private static Rest service(GatewayProcess gateway) {
        return new Rest(gateway, Player.SERVICE_KEY);
    }

    private static JsonNode acked(Player player, String id) {
        return player.ask("ack", "'event_id':'%s'".formatted(id));
    }

    private static String say(String to, String content) {
        return "'channel':'private','to':'%s','content':'%s'".formatted(to, content);
    }

    private static JsonNode only(List<JsonNode> messages, String type) {
        List<JsonNode> all = messages.stream().filter(m -> type(m).equals(type)).toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<Long> orders(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("event_id").asText())
                .map(id -> Long.parseLong(id.substring(id.indexOf('-') + 1)))
                .toList();
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream().map(InboxContract::type).toList();
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private String name() {
        return writer() + "-" + ++names;
    }
}
