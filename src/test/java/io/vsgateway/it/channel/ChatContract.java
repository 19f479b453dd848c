package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.AsyncApi;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What those who chat are promised, from outside, whichever way messages are written. Each test
/// has users of its own, as their messages are counted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatContract {
    private GatewayProcess gateway;
    private Rest service;
    private int names;

    abstract String writer();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path words =
                Files.writeString(
                        folder.resolve("words.txt"), "\ufeffdarnation\n# theirs\n/h+eck\\b/\n");
        gateway = Player.gateway(writer()).set("VS_CHAT_WORDS_FILE", words.toString()).start();
        service = new Rest(gateway, Player.SERVICE_KEY);
    }

    @AfterAll
    void stop() {
        gateway.closeCalm();
    }

    @Test
    void words_that_are_not_said_are_masked_whichever_way_a_player_says_them() {
        try (Player ada = Player.connect(gateway, "/ws/chat?history=0", name());
                Player bot = Player.with(gateway, "/ws/chat?history=0", Player.SERVICE_KEY)) {
            ada.await("connected");
            ada.ask(
                    "chat_message",
                    "'channel':'global','content':'Darnation, what the hhh\u00e9ck'");
            assertThat(ada.await("chat_message").path("content").asText())
                    .isEqualTo("*********, what the ******");
            ada.ask(
                    "publish",
                    "'topic':'chat:global','event':{'type':'chat_message','content':'darnation!'}");
            assertThat(ada.await("chat_message").path("content").asText()).isEqualTo("*********!");
            bot.ask("chat_message", "'channel':'global','content':'darnation is not said here'");
            assertThat(ada.await("chat_message").path("content").asText())
                    .isEqualTo("darnation is not said here");
        }
    }

    @Test
    void events_of_other_types_keep_the_rules_of_chat_too() {
        String wave = "'topic':'chat:global','event':{'type':'wave','text':'%s','n':1.50}";
        String user = name();
        try (Player ada = Player.connect(gateway, "/ws/chat?history=0", user);
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            ada.await("connected");
            ada.ask("publish", wave.formatted("what the heck"));
            JsonNode heard = ada.await("wave");
            assertThat(heard.path("text").asText()).isEqualTo("what the ****");
            assertThat(heard.path("user_id").asText()).isEqualTo(user);
            assertThat(heard.path("n").toString()).isEqualTo("1.5");
            assertThat(error(ada.ask("publish", wave.formatted("hi") + ",'exclude_user':'mod'")))
                    .isEqualTo("forbidden");

            var answers = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                answers.add(ada.ask("publish", wave.formatted("again")).path("code").asText());
            }
            assertThat(answers).contains("rate_limited");
            assertThat(bot.ask("publish", wave.formatted("heck")).path("type").asText())
                    .isEqualTo("ack");
            assertThat(ada.until(m -> m.path("text").asText().equals("heck"))).isNotEmpty();
        }
    }

    @Test
    void one_player_does_not_fill_the_inbox_of_who_is_away() {
        String bob = name();
        String letter = "'channel':'private','to':'%s','content':'%s'";
        var answers = new ArrayList<String>();
        try (Player ada = Player.connect(gateway, "/ws/chat?history=0", name());
                Player eve = Player.connect(gateway, "/ws/chat?history=0", name())) {
            ada.await("connected");
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        JsonNode answer = ada.ask("chat_message", letter.formatted(bob, "psst"));
                        answers.add(answer.path("code").asText());
                        return answers.getLast().equals("limit_reached");
                    });
            assertThat(answers).filteredOn(String::isEmpty).hasSize(20);
            assertThat(eve.ask("chat_message", letter.formatted(bob, "hi")).path("type").asText())
                    .isEqualTo("ack");

            try (Player there = Player.connect(gateway, "/ws/chat?history=0", bob)) {
                there.await("connected");
                Awaitility.await()
                        .until(() ->
                                ada.ask("chat_message", letter.formatted(bob, "there?"))
                                        .path("type")
                                        .asText()
                                        .equals("ack"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/chat?history=0", "/ws?topics=chat:global"})
    void what_one_says_to_all_reaches_all_under_their_name(String endpoint) {
        String ada = name();
        try (Player writer = Player.connect(gateway, endpoint, ada);
                Player reader = Player.connect(gateway, endpoint, name())) {
            reader.await("connected");
            JsonNode ack =
                    writer.ask(
                            "chat_message",
                            "'channel':'global','content':'  Hello\\nworld! ','user':'Eve','user_id':'eve'");

            JsonNode heard = reader.await("chat_message");
            assertThat(ack.path("type").asText()).isEqualTo("ack");
            assertThat(heard.path("event_id")).isEqualTo(ack.path("event_id"));
            assertThat(members(heard))
                    .containsExactlyInAnyOrder(
                            "type",
                            "event_id",
                            "timestamp",
                            "topic",
                            "channel",
                            "user",
                            "user_id",
                            "content");
            assertThat(heard.path("topic").asText()).isEqualTo("chat:global");
            assertThat(heard.path("channel").asText()).isEqualTo("global");
            assertThat(heard.path("user").asText()).isEqualTo(shown(ada));
            assertThat(heard.path("user_id").asText()).isEqualTo(ada);
            assertThat(heard.path("content").asText()).isEqualTo("Hello world!");
            assertThat(writer.await("chat_message")).isEqualTo(heard);
        }
    }

    @Test
    void a_guild_and_a_party_hear_what_theirs_say_and_nobody_else_does() {
        String guild = name();
        String party = name();
        var both = Map.of("guild", guild, "parties", List.of(party));
        try (Player ada = Player.with(gateway, "/ws/chat?history=0", Player.token(name(), both));
                Player bob =
                        Player.with(gateway, "/ws/chat?history=0", Player.token(name(), both));
                Player eve = Player.connect(gateway, "/ws/chat?history=0", name())) {
            bob.await("connected");
            eve.await("connected");
            ada.ask("chat_message", "'channel':'guild','content':'guild'");
            ada.ask(
                    "chat_message",
                    "'channel':'party','party':'%s','content':'p'".formatted(party));
            ada.ask("chat_message", "'channel':'global','content':'%s'".formatted(guild));

            List<JsonNode> heard = heard(bob, guild);
            assertThat(heard.stream().map(m -> m.path("topic").asText()))
                    .containsExactly("chat:guild:" + guild, "chat:party:" + party, "chat:global");
            assertThat(heard.stream().map(m -> m.path("channel").asText()))
                    .containsExactly("guild", "party", "global");
            assertThat(heard(eve, guild)).hasSize(1);

            String intoParty = "'channel':'party','party':'%s','content':'x'".formatted(party);
            assertThat(error(eve.ask("chat_message", intoParty))).isEqualTo("forbidden");
            assertThat(error(eve.ask("chat_message", "'channel':'guild','content':'x'")))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void who_was_made_a_member_of_a_party_may_chat_there() {
        String party = name();
        String ada = name();
        makeMember("chat:party:" + party, ada);
        try (Player member = Player.connect(gateway, "/ws?topics=chat:party:" + party, ada)) {
            member.ask(
                    "chat_message",
                    "'channel':'party','party':'%s','content':'x'".formatted(party));

            assertThat(member.await("chat_message").path("topic").asText())
                    .isEqualTo("chat:party:" + party);
        }
    }

    @Test
    void a_private_message_reaches_all_connections_of_the_two_once_and_waits_for_who_is_away() {
        String ada = name();
        String bob = name();
        String message = "'channel':'private','to':'%s','content':'psst'".formatted(bob);
        try (Player writer = Player.connect(gateway, "/ws", ada);
                Player phone = Player.connect(gateway, "/ws/chat?history=0", ada);
                Player other = Player.connect(gateway, "/ws/chat?history=0", name())) {
            phone.await("connected");
            other.await("connected");
            JsonNode ack = writer.ask("chat_message", message);
            writer.ask("chat_message", "'channel':'global','content':'%s'".formatted(ada));

            JsonNode copy = heard(phone, ada).getFirst();
            assertThat(copy.path("event_id")).isEqualTo(ack.path("event_id"));
            assertThat(copy.path("topic").asText()).isEqualTo("user:" + ada);
            assertThat(copy.path("to").asText()).isEqualTo(bob);
            assertThat(heard(other, ada)).hasSize(1);

            try (Player late = Player.connect(gateway, "/ws?history=10", bob)) {
                JsonNode heard = late.await("chat_message");
                assertThat(heard.path("event_id")).isEqualTo(ack.path("event_id"));
                assertThat(heard.path("topic").asText()).isEqualTo("user:" + bob);
                assertThat(heard.path("user_id").asText()).isEqualTo(ada);
            }
        }
    }

    @Test
    void who_follows_both_ends_of_a_private_message_gets_it_once() {
        String ada = name();
        String bob = name();
        try (Player bot =
                        Player.with(
                                gateway,
                                "/ws?topics=user:%s,user:%s,user:*".formatted(ada, bob),
                                Player.SERVICE_KEY);
                Player writer = Player.connect(gateway, "/ws", ada)) {
            bot.await("connected");
            writer.ask(
                    "chat_message", "'channel':'private','to':'%s','content':'one'".formatted(bob));
            writer.ask(
                    "chat_message",
                    "'channel':'private','to':'%s','content':'self'".formatted(ada));
            writer.ask(
                    "chat_message",
                    "'channel':'private','to':'%s','content':'%s'".formatted(bob, ada));

            assertThat(heard(bot, ada).stream().map(m -> m.path("content").asText()))
                    .containsExactly("one", "self", ada);
        }
    }

    @Test
    void who_is_muted_is_told_for_how_long_and_not_heard() {
        String ada = name();
        mute("{'user_id':'%s','topic':'chat:global','seconds':600}".formatted(ada));
        try (Player writer = Player.connect(gateway, "/ws/chat?history=0", ada)) {
            JsonNode error = writer.ask("chat_message", "'channel':'global','content':'x'");
            assertThat(error(error)).isEqualTo("muted");
            assertThat(error.path("retry_after_ms").asLong()).isBetween(500_000L, 600_000L);
            String elsewhere = "'channel':'private','to':'%s','content':'x'".formatted(ada);
            assertThat(writer.ask("chat_message", elsewhere).path("type").asText())
                    .isEqualTo("ack");

            mute("{'user_id':'%s','seconds':600}".formatted(ada));
            assertThat(error(writer.ask("chat_message", elsewhere))).isEqualTo("muted");
        }
    }

    @Test
    void one_user_has_one_rate_over_all_of_their_connections_and_a_service_has_none() {
        String ada = name();
        String hello = "'channel':'global','content':'x'";
        try (Player one = Player.connect(gateway, "/ws/chat", ada);
                Player two = Player.connect(gateway, "/ws", ada);
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            for (int i = 0; i < 5; i++) {
                JsonNode answer = (i % 2 == 0 ? one : two).ask("chat_message", hello);
                assertThat(answer.path("type").asText()).isEqualTo("ack");
            }
            JsonNode answer;
            do {
                answer = two.ask("chat_message", hello);
                assertThat(bot.ask("chat_message", hello).path("type").asText()).isEqualTo("ack");
            } while (!is(answer, "error"));
            assertThat(error(answer)).isEqualTo("rate_limited");
            assertThat(answer.path("retry_after_ms").asLong()).isEqualTo(500);
        }
    }

    @Test
    void keys_chat_under_their_own_name_monitors_and_strangers_do_not() {
        String end = name();
        String hello = "'channel':'global','content':'%s'".formatted(end);
        try (Player reader = Player.connect(gateway, "/ws/chat", name());
                Player admin = Player.with(gateway, "/ws", GatewayProcess.ADMIN);
                Player monitor = Player.with(gateway, "/ws", GatewayProcess.MONITOR);
                Player nobody = Player.anonymous(gateway, "/ws/game")) {
            reader.await("connected");
            for (String channel : List.of("global", "guild", "party", "private")) {
                String target =
                        "'channel':'%s','party':'p','to':'u','content':'x'".formatted(channel);
                for (Player other : List.of(monitor, nobody)) {
                    assertThat(error(other.ask("chat_message", target))).isEqualTo("forbidden");
                    String typing = target.replace("'content':'x'", "'typing':true");
                    assertThat(error(other.ask("typing", typing))).isEqualTo("forbidden");
                }
            }
            admin.ask("chat_message", hello);

            JsonNode heard = heard(reader, end).getLast();
            assertThat(heard.path("user").asText()).isEqualTo("Admin");
            assertThat(heard.path("user_id").asText()).isEqualTo("key:admin");
        }
    }

    @Test
    void a_chat_message_that_is_published_as_any_event_keeps_the_same_rules() {
        String ada = name();
        String topic = "chat:" + ada;
        makeMember(topic, ada);
        try (Player writer = Player.connect(gateway, "/ws?topics=" + topic, ada)) {
            String event = "'topic':'%s','idempotency_key':'k','event':{'type':'%s'%s}";
            String content = ",'channel':'global','user':'Eve','content':'%s'";
            writer.ask(
                    "publish", event.formatted(topic, "chat_message", content.formatted(" hi\\n")));
            JsonNode heard = writer.await("chat_message");
            assertThat(heard.path("content").asText()).isEqualTo("hi");
            assertThat(heard.path("channel").asText()).isEqualTo(ada);
            assertThat(heard.path("user").asText()).isEqualTo(shown(ada));
            JsonNode again =
                    writer.ask(
                            "publish",
                            event.formatted(topic, "chat_message", content.formatted("x")));
            assertThat(again.path("duplicate").asBoolean()).isTrue();

            String tooLong = content.formatted("x".repeat(501));
            for (String where : List.of(topic, "chat:global")) {
                assertThat(
                                error(
                                        writer.ask(
                                                "publish",
                                                event.formatted(where, "chat_message", tooLong))))
                        .isEqualTo("too_long");
                assertThat(error(writer.ask("publish", event.formatted(where, "chat_message", ""))))
                        .isEqualTo("invalid_message");
            }
            for (String where : List.of(topic, "chat:global", "room:any")) {
                for (String own : List.of("chat_deleted", "typing", "game_status", "combat_sync")) {
                    assertThat(error(writer.ask("publish", event.formatted(where, own, ""))))
                            .isEqualTo("forbidden");
                }
            }
        }
    }

    @Test
    void that_somebody_writes_is_told_to_the_others_and_ends_and_is_not_remembered() {
        String guild = name();
        var claims = Map.of("guild", guild);
        String ada = name();
        try (Player writer = Player.with(gateway, "/ws/chat", Player.token(ada, claims));
                Player reader = Player.with(gateway, "/ws/chat", Player.token(name(), claims));
                Player stranger = Player.connect(gateway, "/ws/chat", name())) {
            reader.await("connected");
            stranger.await("connected");
            for (int i = 0; i < 5; i++) {
                JsonNode ack = writer.ask("typing", "'channel':'guild','typing':true");
                assertThat(ack.path("type").asText()).isEqualTo("ack");
                assertThat(ack.has("event_id")).isFalse();
            }
            JsonNode began = reader.await("typing");
            assertThat(AsyncApi.nameOfFrame(began)).isEqualTo("gateway.typing");
            assertThat(AsyncApi.problemsOfFrame(began)).isEmpty();
            assertThat(began.path("topic").asText()).isEqualTo("chat:guild:" + guild);
            assertThat(began.path("user_id").asText()).isEqualTo(ada);
            assertThat(began.path("typing").asBoolean()).isTrue();
            // Nothing is said any more: its end comes by itself.
            JsonNode ended = reader.await("typing");
            assertThat(ended.path("typing").asBoolean()).isFalse();

            writer.ask("chat_message", "'channel':'global','content':'%s'".formatted(guild));
            for (Player other : List.of(writer, stranger)) {
                assertThat(until(other, guild).stream().map(m -> m.path("type").asText()))
                        .doesNotContain("typing");
            }
            JsonNode past = reader.ask("history", "'topic':'chat:guild:%s'".formatted(guild));
            assertThat(past.path("events")).isEmpty();
        }
    }

    @Test
    void that_somebody_writes_in_private_is_told_to_one_and_who_is_muted_to_none() {
        String ada = name();
        String bob = name();
        String eve = name();
        mute("{'user_id':'%s','seconds':600}".formatted(eve));
        String typing = "'channel':'private','to':'%s','typing':%s";
        try (Player reader = Player.connect(gateway, "/ws", bob);
                Player other = Player.connect(gateway, "/ws", name());
                Player muted = Player.connect(gateway, "/ws", eve);
                Player writer = Player.connect(gateway, "/ws", ada)) {
            reader.await("connected");
            other.await("connected");
            muted.ask("typing", typing.formatted(bob, true));
            writer.ask("typing", typing.formatted(bob, true));
            writer.ask("typing", typing.formatted(bob, false));

            JsonNode first = reader.await("typing");
            assertThat(first.path("topic").asText()).isEqualTo("user:" + bob);
            assertThat(first.path("channel").asText()).isEqualTo("private");
            assertThat(first.path("user_id").asText()).isEqualTo(ada);
            assertThat(reader.await("typing").path("typing").asBoolean()).isFalse();
            service.post(
                    "/api/v1alpha1/publish",
                    "{\"all\":true,\"event\":{\"type\":\"%s\"}}".formatted(bob));
            assertThat(other.until(bob)).noneMatch(m -> is(m, "typing"));
        }
    }

    @Test
    void who_comes_later_gets_what_was_said_unless_they_do_not_want_it() {
        String end = name();
        try (Player writer = Player.connect(gateway, "/ws/chat", name())) {
            writer.ask("chat_message", "'channel':'global','content':'%s'".formatted(end));
        }
        try (Player late = Player.connect(gateway, "/ws/chat", name());
                Player other = Player.connect(gateway, "/ws/chat?history=0", name())) {
            assertThat(heard(late, end)).hasSizeBetween(1, 50);

            other.send("{'type':'history','topic':'chat:global','limit':1}");
            List<JsonNode> told = other.until("history");
            assertThat(told).noneMatch(m -> is(m, "chat_message"));
            assertThat(told.getLast().path("events").findValuesAsText("content"))
                    .containsExactly(end);
        }
    }

    private void makeMember(String topic, String user) {
        service.request()
                .put("/api/v1alpha1/topics/%s/members/%s".formatted(topic, user))
                .then()
                .statusCode(204);
    }

    private void mute(String body) {
        service.post("/api/v1alpha1/moderation/mutes", body.replace('\'', '"'));
    }

    /// What was said up to a text, with it.
    private static List<JsonNode> heard(Player reader, String end) {
        return until(reader, end).stream().filter(m -> is(m, "chat_message")).toList();
    }

    private static List<JsonNode> until(Player reader, String end) {
        return reader.client().until(m -> m.contains("\"content\":\"" + end + "\"")).stream()
                .map(Client::parse)
                .toList();
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static String error(JsonNode message) {
        return is(message, "error") ? message.path("code").asText() : "";
    }

    private static List<String> members(JsonNode message) {
        return message.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static String shown(String user) {
        return Character.toUpperCase(user.charAt(0)) + user.substring(1);
    }

    private String name() {
        return "n" + ++names;
    }
}
