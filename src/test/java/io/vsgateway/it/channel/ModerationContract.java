package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What moderators can do, and others cannot, from outside, whichever way messages are written. Who
/// may decide about whom is a table elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModerationContract {
    private static final String SECRET = "what nobody shall read";

    private GatewayProcess gateway;
    private Rest service;
    private int names;

    abstract String writer();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "darnation\n/h+eck\\b/\n");
        gateway =
                Player.gateway(writer())
                        .set("VS_CHAT_WORDS_FILE", words.toString())
                        .set("VS_CHAT_WORDS_ACTION", "refuse")
                        .set("VS_JWT_ROLES_ADMIN", "boss")
                        .start();
        service = new Rest(gateway, Player.SERVICE_KEY);
    }

    @AfterAll
    void stop() {
        gateway.closeCalm();
    }

    @Test
    void what_is_deleted_is_read_by_nobody_who_comes_later_by_whatever_way() {
        String guild = name();
        String topic = "chat:guild:" + guild;
        String ada = name();
        var claims = Map.of("guild", guild);
        String credential = Player.token(ada, claims);
        try (Player writer = Player.with(gateway, "/ws/chat", credential);
                Player reader = Player.with(gateway, "/ws?topics=" + topic, credential);
                Player bot = Player.with(gateway, "/ws?topics=chat:*", Player.SERVICE_KEY);
                Player mod = moderator("/ws/chat?history=0", claims)) {
            bot.await("connected");
            reader.await("connected");
            String before = said(writer.ask("chat_message", guild("before")));
            String deleted = said(writer.ask("chat_message", guild(SECRET)));
            writer.ask("chat_message", guild("behind"));
            assertThat(contents(reader, "behind")).contains(SECRET);

            JsonNode ack =
                    mod.ask(
                            "moderate",
                            "'action':'delete','topic':'%s','event_id':'%s','reason':'rude'"
                                    .formatted(topic, deleted));

            JsonNode told = reader.await("chat_deleted");
            assertThat(told.path("event_id")).isEqualTo(ack.path("event_id"));
            assertThat(told.path("deleted_event_id").asText()).isEqualTo(deleted);
            assertThat(told.path("user_id").asText()).isEqualTo(ada);
            assertThat(told.path("by").asText()).startsWith("n");
            assertThat(told.path("reason").asText()).isEqualTo("rude");

            String resume = "&last_event_id=" + before;
            for (String credentialOfLate : List.of(credential, Player.SERVICE_KEY)) {
                for (String query :
                        List.of(
                                "/ws?topics=" + topic + "&history=50",
                                "/ws?topics=" + topic + resume)) {
                    try (Player late = Player.with(gateway, query, credentialOfLate)) {
                        List<JsonNode> all = late.until("chat_deleted");
                        assertThat(all.toString()).doesNotContain(SECRET).contains("behind");
                        JsonNode mark =
                                all.stream()
                                        .filter(m -> m.path("event_id").asText().equals(deleted))
                                        .findFirst()
                                        .orElseThrow();
                        assertThat(mark.path("deleted").asBoolean()).isTrue();
                        assertThat(mark.path("content").asText()).isEmpty();
                        assertThat(mark.path("user_id").asText()).isEqualTo(ada);
                    }
                }
            }
            JsonNode past = reader.ask("history", "'topic':'%s'".formatted(topic));
            assertThat(past.toString()).doesNotContain(SECRET).contains(deleted, "behind");
            JsonNode all = bot.ask("subscribe", "'topics':['%s'],'history':10".formatted(topic));
            assertThat(all.path("type").asText()).isEqualTo("subscribed");
            assertThat(bot.await("history").toString()).doesNotContain(SECRET).contains(deleted);
            assertThat(service.get("/api/v1alpha1/topics/%s/history".formatted(topic)).toString())
                    .doesNotContain(SECRET)
                    .contains(deleted);
            assertThat(
                            error(
                                    mod.ask(
                                            "moderate",
                                            "'action':'delete','topic':'%s','event_id':'%s'"
                                                    .formatted(topic, deleted))))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void what_is_said_in_rooms_is_deleted_alike() {
        String ada = name();
        String room = name();
        try (Player writer = Player.connect(gateway, "/ws?rooms=" + room, ada);
                Player mod = moderator("/ws?rooms=" + room, Map.of())) {
            String event = "'topic':'room:%s','event':{'type':'chat_message','content':'%s'}";
            String deleted = said(writer.ask("publish", event.formatted(room, SECRET)));
            mod.ask(
                    "moderate",
                    "'action':'delete','topic':'room:%s','event_id':'%s'".formatted(room, deleted));
            writer.ask("publish", event.formatted(room, "behind"));

            try (Player late = Player.connect(gateway, "/ws?history=9&rooms=" + room, name())) {
                assertThat(contents(late, "behind")).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void a_service_deletes_what_services_said_and_moderators_do_not() {
        String room = name();
        try (Player reader = Player.connect(gateway, "/ws?topics=room:" + room, name());
                Player mod = moderator("/ws?topics=room:" + room, Map.of());
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            reader.await("connected");
            String event = "'topic':'room:%s','event':{'type':'hint','text':'go'}".formatted(room);
            String id = bot.ask("publish", event).path("event_id").asText();
            String delete =
                    "'action':'delete','topic':'room:%s','event_id':'%s'".formatted(room, id);

            assertThat(error(mod.ask("moderate", delete))).isEqualTo("forbidden");
            assertThat(bot.ask("moderate", delete).path("type").asText()).isEqualTo("ack");
            assertThat(reader.await("chat_deleted").path("deleted_event_id").asText())
                    .isEqualTo(id);
        }
    }

    @Test
    void who_stands_higher_is_not_banned_wherever_they_are() {
        String boss = name();
        String admin = Player.token(boss, Map.of("roles", List.of("boss")));
        assertThat(new Rest(gateway, admin).get("/api/v1alpha1/auth/me").path("role").asText())
                .isEqualTo("admin");
        try (Player mod = moderator("/ws/chat?history=0", Map.of())) {
            mod.await("connected");
            assertThat(error(mod.ask("moderate", about("ban", boss)))).isEqualTo("forbidden");
        }
        assertThat(new Rest(gateway, admin).get("/api/v1alpha1/auth/me").path("role").asText())
                .isEqualTo("admin");
    }

    @Test
    void what_is_deleted_while_others_come_back_over_it_is_deleted_for_all_who_come_later()
            throws Exception {
        String room = name();
        String topic = "room:" + room;
        String event =
                "'topic':'%s','event':{'type':'chat_message','user_id':'ada','content':'%s %d'}";
        var said = new ArrayList<String>();
        Set<String> deleted = ConcurrentHashMap.newKeySet();
        try (Player bot = Player.with(gateway, "/ws?topics=system:all", Player.SERVICE_KEY);
                var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            String before = said(bot.ask("publish", event.formatted(topic, "before", 0)));
            for (int i = 0; i < 60; i++) {
                said.add(said(bot.ask("publish", event.formatted(topic, SECRET, i))));
            }
            var isOver = new AtomicBoolean();
            List<Future<Integer>> tries =
                    Stream.generate(this::name)
                            .limit(3)
                            .map(user ->
                                    readers.submit(() -> {
                                        int times = 0;
                                        do {
                                            times++;
                                            comeBack(
                                                    user, topic, before, said, Set.copyOf(deleted));
                                        } while (!isOver.get());
                                        return times;
                                    }))
                            .toList();
            for (int i = 0; i < said.size(); i += 2) {
                String one = said.get(i);
                service.request()
                        .delete("/api/v1alpha1/topics/" + topic + "/events/" + one)
                        .then()
                        .statusCode(204);
                deleted.add(one);
            }
            isOver.set(true);
            for (Future<Integer> one : tries) {
                assertThat(one.get()).isPositive();
            }
            comeBack(name(), topic, before, said, Set.copyOf(deleted));
        }
    }

    /// @param deleted what had been deleted before
    private void comeBack(
            String user, String topic, String before, List<String> said, Set<String> deleted) {
        String target = "/ws?topics=" + topic + "&last_event_id=" + before;
        try (Player back = Player.connect(gateway, target, user)) {
            List<JsonNode> all = back.until("resumed");
            List<JsonNode> messages =
                    all.stream()
                            .filter(m -> m.path("type").asText().equals("chat_message"))
                            .toList();
            assertThat(all).noneMatch(m -> m.path("type").asText().equals("gap"));
            assertThat(messages).extracting(m -> m.path("event_id").asText()).isEqualTo(said);
            assertThat(messages)
                    .allSatisfy(m -> {
                        boolean isErased = m.path("deleted").asBoolean();
                        assertThat(m.path("content").asText().isEmpty()).isEqualTo(isErased);
                        assertThat(isErased || !deleted.contains(m.path("event_id").asText()))
                                .isTrue();
                    });
        }
    }

    @Test
    void users_are_muted_kicked_and_banned_and_all_hear_of_it() {
        String ada = name();
        String hello = "'channel':'global','content':'hello'";
        try (Player mod = moderator("/ws/chat?history=0", Map.of());
                Player reader = Player.connect(gateway, "/ws/chat?history=0", name());
                Player user = Player.connect(gateway, "/ws", ada)) {
            String by = mod.await("connected").path("user_id").asText();
            reader.await("connected");
            mod.ask(
                    "moderate",
                    "'action':'mute','user_id':'%s','topic':'chat:global','seconds':600,'reason':'spam'"
                            .formatted(ada));
            JsonNode told = reader.await("chat_moderation");
            assertThat(told.path("action").asText()).isEqualTo("mute");
            assertThat(told.path("user_id").asText()).isEqualTo(ada);
            assertThat(told.path("by").asText()).isEqualTo(by);
            assertThat(told.path("reason").asText()).isEqualTo("spam");
            assertThat(told.path("until").asText()).isNotEmpty();
            assertThat(error(user.ask("chat_message", hello))).isEqualTo("muted");
            mod.ask("moderate", about("unmute", ada) + ",'topic':'chat:global'");
            assertThat(user.ask("chat_message", hello).path("type").asText()).isEqualTo("ack");
            assertThat(error(mod.ask("moderate", about("unmute", ada)))).isEqualTo("not_found");

            mod.ask("moderate", about("kick", ada) + ",'reason':'rude'");
            assertThat(user.client().closed().code()).isEqualTo(4003);
            try (Player again = Player.connect(gateway, "/ws", ada)) {
                again.await("connected");
                JsonNode kick = again.await("chat_moderation");
                assertThat(kick.path("topic").asText()).isEqualTo("user:" + ada);
                assertThat(kick.path("action").asText()).isEqualTo("kick");
                assertThat(kick.path("reason").asText()).isEqualTo("rude");
                mod.ask("moderate", about("ban", ada));
                assertThat(again.client().closed().code()).isEqualTo(4003);
            }
            try (Player banned = Player.connect(gateway, "/ws", ada)) {
                assertThat(banned.client().closed().code()).isEqualTo(4003);
            }
            mod.ask("moderate", about("unban", ada));
            try (Player back = Player.connect(gateway, "/ws", ada)) {
                back.await("connected");
            }
            assertThat(error(mod.ask("moderate", about("kick", name())))).isEqualTo("not_found");
            assertThat(
                            reader.client().until(m -> m.contains("\"unban\"")).stream()
                                    .filter(m -> m.contains("chat_moderation"))
                                    .count())
                    .isEqualTo(4);
            assertThat(audit()).contains("mute " + ada + " on chat:global", "ban " + ada);
        }
    }

    @Test
    void what_has_words_in_it_that_are_not_said_is_not_taken() {
        try (Player ada = Player.connect(gateway, "/ws/chat?history=0", name())) {
            for (String text : List.of("darnation!", "D\u00e1rnation", "what the h\u00e9ck")) {
                assertThat(
                                error(
                                        ada.ask(
                                                "chat_message",
                                                "'channel':'global','content':'" + text + "'")))
                        .isEqualTo("filtered");
            }
            String event = "'event':{'type':'chat_message','content':'darnation'}";
            assertThat(error(ada.ask("publish", "'topic':'chat:global'," + event)))
                    .isEqualTo("filtered");
            ada.ask("chat_message", "'channel':'global','content':'hello'");
            assertThat(ada.await("chat_message").path("content").asText()).isEqualTo("hello");
        }
    }

    @Test
    void nobody_climbs() {
        String mod = name();
        String colleague = name();
        var role = Map.of("roles", List.of("moderator"));
        try (Player one = Player.with(gateway, "/ws", Player.token(mod, role));
                Player other = Player.with(gateway, "/ws", Player.token(colleague, role));
                Player player = Player.connect(gateway, "/ws", name())) {
            other.await("connected");
            for (String action : List.of("mute", "ban", "kick")) {
                for (String target : List.of(mod, colleague, "key:admin", "key:service")) {
                    assertThat(error(one.ask("moderate", about(action, target))))
                            .isEqualTo("forbidden");
                }
                assertThat(error(player.ask("moderate", about(action, mod))))
                        .isEqualTo("forbidden");
            }
            assertThat(one.ask("ping", "").path("type").asText()).isEqualTo("pong");
            assertThat(other.ask("ping", "").path("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void over_rest_services_and_moderators_delete_and_players_do_not() {
        try (Player writer = Player.connect(gateway, "/ws", name())) {
            String hello = "'channel':'global','content':'hello'";
            String first = said(writer.ask("chat_message", hello));
            String second = said(writer.ask("chat_message", hello));
            String path = "/api/v1alpha1/topics/chat:global/events/";
            var player = new Rest(gateway, Player.token(name(), Map.of()));
            var mod =
                    new Rest(gateway, Player.token(name(), Map.of("roles", List.of("moderator"))));

            assertThat(player.request().delete(path + first).statusCode()).isEqualTo(403);
            assertThat(mod.request().delete(path + first + "?reason=rude").statusCode())
                    .isEqualTo(204);
            assertThat(mod.request().delete(path + first).statusCode()).isEqualTo(404);
            assertThat(service.request().delete(path + second).statusCode()).isEqualTo(204);
            assertThat(audit()).contains("delete " + first + " on chat:global");
        }
    }

    @Test
    void what_is_decided_over_rest_is_told_like_what_moderators_decide() {
        String ada = name();
        String room = "room:" + name();
        try (Player reader = Player.connect(gateway, "/ws/chat?history=0&topics=" + room, name());
                Player user = Player.connect(gateway, "/ws", ada)) {
            reader.await("connected");
            user.await("connected");
            String moderation = "/api/v1alpha1/moderation/";
            String whom = "\"user_id\":\"" + ada + "\",\"seconds\":600";

            service.post(
                    moderation + "mutes",
                    "{" + whom + ",\"topic\":\"" + room + "\",\"reason\":\"spam\"}");
            JsonNode mute = told(reader, "mute", ada);
            assertThat(mute.path("topic").asText()).isEqualTo(room);
            assertThat(mute.path("by").asText()).isEqualTo("key:service");
            assertThat(mute.path("reason").asText()).isEqualTo("spam");
            assertThat(mute.path("until").asText()).isNotEmpty();
            service.request()
                    .delete(moderation + "mutes?user_id=" + ada + "&topic=" + room)
                    .then()
                    .statusCode(204);
            JsonNode unmute = told(reader, "unmute", ada);
            assertThat(unmute.path("topic").asText()).isEqualTo(room);
            assertThat(unmute.has("until")).isFalse();

            service.post(moderation + "mutes", "{" + whom + ",\"topic\":\"combat:c1\"}");
            assertThat(told(reader, "mute", ada).path("topic").asText()).isEqualTo("chat:global");

            service.request()
                    .delete("/api/v1alpha1/users/" + ada + "/connections?code=4003")
                    .then()
                    .statusCode(200);
            assertThat(told(reader, "kick", ada).path("topic").asText()).isEqualTo("chat:global");
            assertThat(user.client().closed().code()).isEqualTo(4003);
            service.request()
                    .delete("/api/v1alpha1/users/" + ada + "/connections?code=4003")
                    .then()
                    .statusCode(200);
            service.post(moderation + "bans", "{" + whom + "}");
            told(reader, "ban", ada);
            service.request().delete(moderation + "bans?user_id=" + ada).then().statusCode(204);
            told(reader, "unban", ada);
            service.post("/api/v1alpha1/auth/revocations", "{" + whom + "}");
            reader.ask("publish", "'topic':'" + room + "','event':{'type':'end'}");
            assertThat(reader.until("end"))
                    .as("nobody was there to be kicked; tokens are their holder's matter")
                    .noneMatch(m -> m.path("type").asText().equals("chat_moderation"));
        }
    }

    private static JsonNode told(Player reader, String action, String user) {
        JsonNode told = reader.await("chat_moderation");
        assertThat(told.path("action").asText()).isEqualTo(action);
        assertThat(told.path("user_id").asText()).isEqualTo(user);
        return told;
    }

    @Test
    void who_decides_about_a_player_of_the_game_is_told_to_do_it_there() {
        try (Player mod = moderator("/ws/chat?history=0", Map.of())) {
            for (String action : List.of("mute", "unmute", "ban", "unban", "kick")) {
                JsonNode answer = mod.ask("moderate", about(action, "game:Old Tom"));
                assertThat(error(answer)).isEqualTo("forbidden");
                assertThat(answer.path("message").asText()).contains("by the game's commands");
            }
            for (String kind : List.of("mutes", "bans")) {
                service.request()
                        .contentType("application/json")
                        .body("{\"user_id\":\"game:Old Tom\",\"seconds\":600}")
                        .post("/api/v1alpha1/moderation/" + kind)
                        .then()
                        .statusCode(400)
                        .body("detail", containsString("by the game's commands"));
            }
        }
    }

    private String audit() {
        return Rest.of(gateway).get("/api/v1alpha1/audit").findValuesAsText("action").stream()
                .collect(Collectors.joining("\n"));
    }

    private Player moderator(String target, Map<String, ?> more) {
        var claims = new HashMap<String, Object>(more);
        claims.put("roles", List.of("moderator"));
        return Player.with(gateway, target, Player.token(name(), claims));
    }

    private static String guild(String content) {
        return "'channel':'guild','content':'" + content + "'";
    }

    private static String about(String action, String user) {
        return "'action':'%s','user_id':'%s'".formatted(action, user);
    }

    private static String said(JsonNode ack) {
        assertThat(ack.path("type").asText()).isEqualTo("ack");
        return ack.path("event_id").asText();
    }

    private static List<String> contents(Player reader, String end) {
        return reader.client().until(m -> m.contains("\"content\":\"" + end + "\"")).stream()
                .map(m -> Client.parse(m).path("content").asText())
                .toList();
    }

    private static String error(JsonNode message) {
        return message.path("type").asText().equals("error") ? message.path("code").asText() : "";
    }

    private String name() {
        return "n" + ++names;
    }
}
