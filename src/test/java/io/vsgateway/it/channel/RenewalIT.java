package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that show a new token over their open connection, with more or fewer rights than the one
/// before.
class RenewalIT {
    private static final Map<String, ?> MODERATOR = Map.of("roles", List.of("moderator"));
    private static final Map<String, ?> BACK_END = Map.of("roles", List.of("backend"));
    private static GatewayProcess gateway;
    private static int names;

    @BeforeAll
    static void start() {
        gateway =
                Player.gateway("framed")
                        .set("VS_JWT_ROLES_SERVICE", "backend")
                        .set("VS_CHANNEL_WORLD_ACCESS", "scopes:world.read")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void a_player_becomes_a_moderator_and_is_one_no_more() {
        String user = name();
        String mute = "'action':'mute','user_id':'eve','topic':'chat:global','seconds':60";
        try (Player ada = Player.connect(gateway, "/ws/chat", user)) {
            String connection = ada.await("connected").path("connection_id").asText();
            assertThat(ada.ask("moderate", mute).path("code").asText()).isEqualTo("forbidden");

            assertThat(renewed(ada, user, MODERATOR)).isEqualTo("ack");
            assertThat(ada.ask("moderate", mute).path("type").asText()).isEqualTo("ack");
            assertThat(role(connection)).isEqualTo("moderator");

            assertThat(renewed(ada, user, Map.of())).isEqualTo("ack");
            assertThat(ada.ask("moderate", mute).path("code").asText()).isEqualTo("forbidden");
            assertThat(role(connection)).isEqualTo("player");
        }
    }

    @Test
    void what_is_lost_with_the_rights_is_told_and_what_is_gained_can_be_followed() {
        String user = name();
        Map<String, ?> before = Map.of("guild", "oak", "scope", "app:tasks");
        try (Player ada =
                Player.with(
                        gateway,
                        "/ws/chat?topics=app:tasks,room:vip",
                        Player.token(user, before))) {
            assertThat(ada.await("connected").path("topics").toString())
                    .contains("chat:guild:oak", "app:tasks");

            ada.send(auth("a", Player.token(user, Map.of("guild", "elm", "roles", "moderator"))));

            assertThat(lost(ada)).containsExactlyInAnyOrder("chat:guild:oak", "app:tasks");
            assertThat(type(ada.ask("subscribe", "'topics':['chat:guild:elm']")))
                    .isEqualTo("subscribed");
            assertThat(ada.ask("subscribe", "'topics':['chat:guild:oak']").path("code").asText())
                    .isEqualTo("forbidden");
            publish("chat:guild:oak", "secret");
            publish("app:tasks", "secret");
            publish("chat:guild:elm", "ours");
            publish("room:vip", "last");
            assertThat(ada.until("last").stream().map(RenewalIT::type))
                    .contains("ours")
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_service_that_is_none_any_more_reads_no_more_than_others() {
        String user = name();
        try (Player bot = Player.with(gateway, "/ws?topics=*", Player.token(user, BACK_END))) {
            bot.await("connected");
            publish("app:secrets", "heard");
            bot.await("heard");

            bot.send(auth("a", Player.token(user, Map.of())));

            assertThat(lost(bot)).containsExactly("*");
            publish("app:secrets", "not_heard");
            publish("user:" + user, "mine");
            assertThat(bot.until("mine").stream().map(RenewalIT::type)).doesNotContain("not_heard");
            assertThat(
                            bot.ask("publish", "'topic':'app:secrets','event':{'type':'x'}")
                                    .path("code")
                                    .asText())
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void who_oversaw_a_zone_sees_what_is_around_them() {
        String user = name();
        try (Player eye = Player.with(gateway, "/ws", Player.token(user, BACK_END));
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            eye.await("connected");
            assertThat(type(eye.ask("look", "'zone':'far'"))).isEqualTo("ack");
            place(bot, "first", 5000);
            eye.until(message -> message.toString().contains("first"));

            assertThat(renewed(eye, user, Map.of())).isEqualTo("ack");
            // What was on its way may still be seen.
            eye.ask("player_movement", "'zone':'near','x':1,'y':1");
            eye.until(message -> message.path("zone").asText().equals("near"));
            place(bot, "second", 6000);
            place(bot, "first", 7000);
            bot.ask("positions", "'zone':'near','moves':[{'user_id':'third','x':2,'y':2}]");
            assertThat(eye.until(message -> message.toString().contains("third")).toString())
                    .doesNotContain("second", "7000");
        }
    }

    @Test
    void who_sees_nothing_of_the_world_does_not_begin_to_with_a_new_token() {
        String user = name();
        try (Player ada = Player.connect(gateway, "/ws/chat?history=0", user);
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            ada.await("connected");
            bot.await("connected");
            bot.ask("look", "'zone':'far'");
            place(bot, user, 100);
            assertThat(renewed(ada, user, Map.of())).isEqualTo("ack");
            for (String other : List.of("one", "two", "three")) {
                place(bot, other, 101);
                // Who looks has been told by now.
                bot.until(message -> message.toString().contains(other));
            }
            publish("chat:global", "end");
            assertThat(ada.until("end").stream().map(RenewalIT::type))
                    .doesNotContain("world_snapshot", "player_nearby", "player_movement");
        }
    }

    private static void place(Player bot, String user, int x) {
        String moves = "'moves':[{'user_id':'%s','x':%d,'y':1}]".formatted(user, x);
        assertThat(type(bot.ask("positions", "'zone':'far'," + moves))).isEqualTo("ack");
    }

    @Test
    void the_endpoint_has_to_let_the_new_token_in_as_the_first() {
        String user = name();
        Map<String, ?> scope = Map.of("scope", "world.read");
        try (Player ada = Player.with(gateway, "/ws/world", Player.token(user, scope))) {
            ada.await("connected");
            assertThat(renewed(ada, user, scope)).isEqualTo("ack");

            ada.send(auth("a", Player.token(user, MODERATOR)));

            assertThat(ada.client().closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void nobody_becomes_somebody_else() {
        String user = name();
        for (String other :
                List.of(
                        Player.token(name(), MODERATOR),
                        Player.SERVICE_KEY,
                        GatewayProcess.ADMIN)) {
            try (Player ada = Player.connect(gateway, "/ws", user)) {
                ada.await("connected");

                ada.send(auth("a", other));

                assertThat(ada.client().closed().code()).isEqualTo(4003);
            }
        }
    }

    private static List<String> lost(Player player) {
        var lost = new ArrayList<String>();
        for (JsonNode message : player.until("ack")) {
            if (type(message).equals("unsubscribed")) {
                assertThat(message.path("reason").asText()).isEqualTo("permission");
                lost.add(message.path("topic").asText());
            }
        }
        return lost;
    }

    private static String renewed(Player player, String user, Map<String, ?> claims) {
        return type(player.ask("auth", "'token':'%s'".formatted(Player.token(user, claims))));
    }

    private static String auth(String id, String token) {
        return "{'type':'auth','id':'%s','token':'%s'}".formatted(id, token);
    }

    private static String role(String connection) {
        return new Rest(gateway, Player.SERVICE_KEY)
                .get("/api/v1alpha1/connections/" + connection)
                .path("role")
                .asText();
    }

    private static void publish(String topic, String type) {
        new Rest(gateway, Player.SERVICE_KEY)
                .post(
                        "/api/v1alpha1/publish",
                        "{\"topic\":\"%s\",\"event\":{\"type\":\"%s\"}}".formatted(topic, type));
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static String name() {
        return "renewed" + ++names;
    }
}
