package io.vsgateway.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelMessageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TopicName GLOBAL = TopicName.of("chat:global");
    private static final TopicName VIP = TopicName.of("room:vip");
    private static final Position SEEN = new Position("k3f9", 1042);

    /// Each message in full, and what it is.
    private static final Map<String, ChannelMessage> MESSAGES =
            Map.ofEntries(
                    Map.entry(
                            """
                            {"type":"subscribe","id":"1","topics":["chat:global","room:*","chat:global"],"last_event_id":"k3f9-1042","history":50}\
                            """,
                            new ChannelMessage.Subscribe(
                                    "1",
                                    List.of(TopicPattern.of(GLOBAL), new TopicPattern("room:*")),
                                    SEEN,
                                    50)),
                    Map.entry(
                            """
                            {"type":"unsubscribe","id":"2","topic":"room:vip"}\
                            """,
                            new ChannelMessage.Unsubscribe("2", TopicPattern.of(VIP))),
                    Map.entry(
                            """
                            {"type":"join_room","id":"2","room":"vip"}\
                            """,
                            new ChannelMessage.JoinRoom("2", VIP)),
                    Map.entry(
                            """
                            {"type":"leave_room","id":"2","room":"vip"}\
                            """,
                            new ChannelMessage.LeaveRoom("2", VIP)),
                    Map.entry(
                            """
                            {"type":"publish","id":"3","topic":"room:vip","event":{"type":"task_status_update","data":{"task_id":"t1"}},"exclude_user":"u1","idempotency_key":"k","retain":"t1"}\
                            """,
                            new ChannelMessage.Publish(
                                    "3",
                                    VIP,
                                    EventBody.restored(
                                            "task_status_update", "\"data\":{\"task_id\":\"t1\"}"),
                                    "u1",
                                    "k",
                                    "t1")),
                    Map.entry(
                            """
                            {"type":"history","id":"4","topic":"chat:global","limit":20,"before":"k3f9-1042"}\
                            """,
                            new ChannelMessage.History("4", GLOBAL, 20, SEEN)),
                    Map.entry(
                            """
                            {"type":"presence","id":"5","topic":"room:vip"}\
                            """,
                            new ChannelMessage.Presence("5", VIP)),
                    Map.entry(
                            """
                            {"type":"chat_message","id":"6","channel":"global","content":"Hello world!"}\
                            """,
                            new ChannelMessage.ChatMessage(
                                    "6", "global", "Hello world!", null, null)),
                    Map.entry(
                            """
                            {"type":"chat_message","id":"6","channel":"private","content":" ","to":"u2"}\
                            """,
                            new ChannelMessage.ChatMessage("6", "private", " ", null, "u2")),
                    Map.entry(
                            """
                            {"type":"chat_message","id":"6","channel":"party","content":"x","party":"p1"}\
                            """,
                            new ChannelMessage.ChatMessage("6", "party", "x", "p1", null)),
                    Map.entry(
                            """
                            {"type":"typing","id":"6","channel":"private","typing":true,"to":"u2"}\
                            """,
                            new ChannelMessage.Typing("6", "private", true, null, "u2")),
                    Map.entry(
                            """
                            {"type":"typing","id":"6","channel":"party","typing":false,"party":"p1"}\
                            """,
                            new ChannelMessage.Typing("6", "party", false, "p1", null)),
                    Map.entry(
                            """
                            {"type":"moderate","id":"7","action":"mute","user_id":"u9","topic":"chat:global","seconds":600,"reason":"spam"}\
                            """,
                            new ChannelMessage.Moderate(
                                    "7", "mute", "u9", GLOBAL, null, 600L, "spam")),
                    Map.entry(
                            """
                            {"type":"moderate","id":"7","action":"delete","topic":"chat:global","event_id":"k3f9-1042"}\
                            """,
                            new ChannelMessage.Moderate(
                                    "7", "delete", null, GLOBAL, SEEN, null, null)),
                    Map.entry(
                            """
                            {"type":"combat_action","id":"8","combat_session_id":"c1","turn":7,"action":"attack","target":"monster_id"}\
                            """,
                            new ChannelMessage.CombatAction(
                                    "8",
                                    "c1",
                                    7L,
                                    "attack",
                                    "monster_id",
                                    EventBody.restored(
                                            "combat_action",
                                            "\"combat_session_id\":\"c1\",\"turn\":7,\"action\":\"attack\",\"target\":\"monster_id\""))),
                    Map.entry(
                            """
                            {"type":"player_movement","id":"9","x":100.5,"y":200.3,"z":-1,"zone":"starter_town"}\
                            """,
                            new ChannelMessage.PlayerMovement(
                                    "9", "starter_town", 100.5, 200.3, -1.0)),
                    Map.entry(
                            """
                            {"type":"look","id":"9","zone":"starter_town","x":100,"y":200,"z":5,"radius":96}\
                            """,
                            new ChannelMessage.Look("9", "starter_town", 100.0, 200.0, 5.0, 96.0)),
                    Map.entry(
                            """
                            {"type":"positions","id":"9","zone":"z","moves":[{"user_id":"u1","x":1,"y":2},{"user_id":"u2","user":"Ada","x":3,"y":4,"z":5}]}\
                            """,
                            new ChannelMessage.Positions(
                                    "9",
                                    "z",
                                    List.of(
                                            new ChannelMessage.Positions.Move(
                                                    "u1", null, 1, 2, null),
                                            new ChannelMessage.Positions.Move(
                                                    "u2", "Ada", 3, 4, 5.0)))),
                    Map.entry(
                            """
                            {"type":"metadata","id":"9","data":{"device":"phone"}}\
                            """,
                            new ChannelMessage.Metadata("9", "{\"device\":\"phone\"}")),
                    Map.entry(
                            """
                            {"type":"ack","id":"9","event_id":"k3f9-1042"}\
                            """,
                            new ChannelMessage.Ack("9", SEEN)),
                    Map.entry(
                            """
                            {"type":"auth","id":"9","token":"a.b.c"}\
                            """,
                            new ChannelMessage.Auth("9", "a.b.c")),
                    Map.entry(
                            """
                            {"type":"ping","id":"p"}\
                            """,
                            new ChannelMessage.Ping("p")),
                    Map.entry(
                            """
                            {"type":"pong","id":"p"}\
                            """,
                            new ChannelMessage.Pong("p")));

    static Stream<Arguments> messages() {
        return MESSAGES.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @Test
    void what_is_retained_has_a_key_of_128_characters_at_most() {
        String publish =
                "{\"type\":\"publish\",\"topic\":\"app:a\",\"event\":{\"type\":\"a\"},\"retain\":\"%s\"}";

        assertThat(ChannelMessage.parse(publish.formatted("r".repeat(128))))
                .isInstanceOf(ChannelMessage.Publish.class);
        assertThat(ChannelMessage.parse(publish.formatted("r".repeat(129))))
                .isInstanceOf(ChannelMessage.Invalid.class);
    }

    @Test
    void all_kinds_of_messages_are_in_the_table() {
        assertThat(MESSAGES.values().stream().map(ChannelMessage::getClass).distinct())
                .hasSize(ChannelMessage.class.getPermittedSubclasses().length - 1);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_read(String json, ChannelMessage message) {
        assertThat(ChannelMessage.parse(json)).isEqualTo(message);
        assertThat(ChannelMessage.parse(" \n" + json + "\t")).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void members_that_are_not_known_are_not_heeded(String json, ChannelMessage message)
            throws JsonProcessingException {
        ObjectNode more = (ObjectNode) JSON.readTree(json);
        more.put("event_id_", 7).put("timestamp", "2026-01-31T10:15:30Z").putObject("more");

        // But by the rules of a combat, perhaps.
        if (!(message instanceof ChannelMessage.CombatAction)) {
            assertThat(ChannelMessage.parse(more.toString())).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_member_of_the_wrong_kind_is_told_with_the_id(String json, ChannelMessage message)
            throws JsonProcessingException {
        ObjectNode good = (ObjectNode) JSON.readTree(json);
        List<String> names = new ArrayList<>();
        good.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("type", "id"));

        for (String name : names) {
            for (String wrong : wrong(good.get(name))) {
                ObjectNode bad = good.deepCopy();
                bad.set(name, JSON.readTree(wrong));

                assertThat(ChannelMessage.parse(bad.toString()))
                        .as("%s", bad)
                        .isInstanceOfSatisfying(
                                ChannelMessage.Invalid.class,
                                invalid -> {
                                    assertThat(invalid.id()).isEqualTo(message.id());
                                    assertThat(invalid.message())
                                            .contains(
                                                    message instanceof ChannelMessage.Positions
                                                            ? "positions: "
                                                            : name);
                                });
            }
        }
    }

    private static List<String> wrong(JsonNode good) {
        String text = "\"" + "x".repeat(70_000) + "\"";
        return switch (good.getNodeType()) {
            case STRING -> List.of("7", "true", "[]", "{}", "[\"a\"]", text);
            case NUMBER -> List.of("\"7\"", "true", "[]", "{}", "1e300", "-1e300", "1e999999999");
            case BOOLEAN -> List.of("\"true\"", "0", "[]");
            case ARRAY ->
                    List.of("{}", "[]", "7", "\"chat:global\"", "[7]", "[null]", "[[]]", "[{}]");
            case OBJECT -> List.of("[]", "7", "\"x\"", "[{}]");
            default -> throw new AssertionError(good);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'subscribe'}",
                "{'type':'subscribe','topics':null}",
                "{'type':'subscribe','topic':'chat:global'}",
                "{'type':'subscribe','topics':['chat:global','chat']}",
                "{'type':'subscribe','topics':['chat:global'],'last_event_id':'K-1'}",
                "{'type':'subscribe','topics':['chat:global'],'history':-1}",
                "{'type':'subscribe','topics':['chat:global'],'history':1001}",
                "{'type':'subscribe','topics':['chat:global'],'history':1.5}",
                "{'type':'unsubscribe'}",
                "{'type':'unsubscribe','topic':'vip'}",
                "{'type':'join_room'}",
                "{'type':'join_room','room':'*'}",
                "{'type':'join_room','room':'a b'}",
                "{'type':'leave_room'}",
                "{'type':'publish','event':{'type':'a'}}",
                "{'type':'publish','topic':'app:*','event':{'type':'a'}}",
                "{'type':'publish','topic':'app:a'}",
                "{'type':'publish','topic':'app:a','event':{}}",
                "{'type':'publish','topic':'app:a','event':{'type':'error'}}",
                "{'type':'history'}",
                "{'type':'history','topic':'chat:*'}",
                "{'type':'history','topic':'chat:global','limit':0}",
                "{'type':'history','topic':'chat:global','limit':1001}",
                "{'type':'presence'}",
                "{'type':'chat_message'}",
                "{'type':'chat_message','channel':'global'}",
                "{'type':'chat_message','content':'x'}",
                "{'type':'chat_message','channel':'all','content':'x'}",
                "{'type':'chat_message','channel':'party','content':'x'}",
                "{'type':'chat_message','channel':'private','content':'x'}",
                "{'type':'typing','channel':'global'}",
                "{'type':'typing','typing':true}",
                "{'type':'moderate','action':'mute'}",
                "{'type':'moderate','user_id':'u9'}",
                "{'type':'moderate','action':'slap','user_id':'u9'}",
                "{'type':'moderate','action':'delete','topic':'chat:global'}",
                "{'type':'moderate','action':'delete','event_id':'k-1'}",
                "{'type':'moderate','action':'ban','user_id':'u9','seconds':0}",
                "{'type':'moderate','action':'ban','user_id':'u9','seconds':315360001}",
                "{'type':'combat_action','action':'attack'}",
                "{'type':'combat_action','combat_session_id':'c1'}",
                "{'type':'player_movement','x':1,'y':2}",
                "{'type':'player_movement','x':1,'zone':'z'}",
                "{'type':'player_movement','y':1,'zone':'z'}",
                "{'type':'look'}",
                "{'type':'positions','zone':'z'}",
                "{'type':'positions','zone':'z','moves':[{'x':1,'y':2}]}",
                "{'type':'positions','moves':[{'user_id':'u','x':1,'y':2}]}",
                "{'type':'metadata'}",
                "{'type':'ack'}",
                "{'type':'ack','event_id':'0b0e7a3e-5f2c-4a77-9b37-0f1f7a0e3c55'}",
                "{'type':'auth'}",
                "{'type':'chat_message','channel':'global','content':''}",
                "{'type':'publish','topic':'','event':{'type':'a'}}",
                "{'type':'publish','topic':'app:a','event':{'type':'a'},'retain':''}",
                "{'type':'history','topic':'chat:global','before':''}",
                "{'type':'join_room','room':''}",
                "{'type':'auth','token':''}",
                "{'type':'look','zone':''}",
                "{'type':'look','zone':'z','radius':-1}",
                "{'type':'player_movement','x':1e15,'y':2,'zone':'z'}",
                "{'type':7}",
                "{'type':null}",
                "{'id':'1'}",
                "{'type':'ping','id':7}",
                "{'type':'ping','id':''}",
                "{'type':'ping','x':'\\ud800'}",
                "{'type':'ping','\\udc00':1}",
                "{'type':'ping'} {}",
                "{'type':'ping',}",
                "{'type':'ping'",
                "[{'type':'ping'}]",
                "'ping'",
                "7",
                "null",
                "",
                " ",
                "/time",
                "\u0000"
            })
    void what_is_no_message(String text) {
        assertThat(ChannelMessage.parse(text.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void a_type_that_is_not_known_is_told_as_such() {
        assertThat(ChannelMessage.parse("{\"type\":\"dance\",\"id\":\"1\"}"))
                .isEqualTo(
                        new ChannelMessage.Invalid(
                                "1", ErrorCode.UNKNOWN_TYPE, "type is not known"));
    }

    @Test
    void an_id_may_have_64_characters() {
        String longest = "i".repeat(64);

        assertThat(ChannelMessage.parse("{\"type\":\"ping\",\"id\":\"" + longest + "\"}"))
                .isEqualTo(new ChannelMessage.Ping(longest));
        assertThat(ChannelMessage.parse("{\"type\":\"ping\",\"id\":\"" + longest + "i\"}"))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class, invalid -> assertThat(invalid.id()).isNull());
        assertThat(ChannelMessage.parse("{\"type\":\"ping\",\"id\":null}"))
                .isEqualTo(new ChannelMessage.Ping(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'a','type':'ping','x':'\\ud800'}",
                "{'\\udc00':1,'type':'ping','id':'a'}",
                "{'x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],'type':'ping','id':'a'}",
                "{'id':'a','type':'ping','x':{'id':[[[[[[[[[[[[[[[[[[['b']]]]]]]]]]]]]]]]]]]}}",
                "{'id':'a','type':'ping','x':1e99999999999}"
            })
    void what_is_wrong_elsewhere_is_told_with_the_id(String text) {
        assertThat(ChannelMessage.parse(text.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class,
                        invalid -> assertThat(invalid.id()).isEqualTo("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'\\ud800','type':'ping'}",
                "{'id':'\\ud800','x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "{'id':'','x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "{'id':7,'x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "{'x':[[[[[[[[[[[[[[[[[[[['id']]]]]]]]]]]]]]]]]]]]}",
                "{'id':'a','x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
                "{'id':'a','x':[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]} {}",
                "['id','a']"
            })
    void an_id_that_cannot_be_told_is_not(String text) {
        assertThat(ChannelMessage.parse(text.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class, invalid -> assertThat(invalid.id()).isNull());
    }

    @Test
    void lengths_are_counted_in_characters_as_schemas_do() {
        String most = "\uD83D\uDE80".repeat(64);

        assertThat(ChannelMessage.parse("{\"type\":\"ping\",\"id\":\"" + most + "\"}"))
                .isEqualTo(new ChannelMessage.Ping(most));
        assertThat(code("{\"type\":\"ping\",\"id\":\"" + most + "x\"}"))
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(ChannelMessage.isKey(most + most)).isTrue();
        assertThat(ChannelMessage.isKey(most + most + "x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"player_movement\",\"zone\":\"z\",\"x\":1e15,\"y\":1}', from -1e12 to 1e12",
        "'{\"type\":\"chat_message\",\"channel\":\"global\",\"content\":7}', of 1 to 500 characters"
    })
    void bounds_are_told_as_they_are(String text, String bounds) {
        assertThat(ChannelMessage.parse(text))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class,
                        invalid -> assertThat(invalid.message()).endsWith(bounds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"null\"", "\"undefined\""})
    void an_id_that_was_never_there_is_none(String lastEventId) {
        String json =
                "{\"type\":\"subscribe\",\"topics\":[\"chat:global\"],\"last_event_id\":"
                        + lastEventId
                        + "}";

        assertThat(ChannelMessage.parse(json))
                .isEqualTo(
                        new ChannelMessage.Subscribe(
                                null, List.of(TopicPattern.of(GLOBAL)), null, null));
    }

    @Test
    void lists_are_bounded() {
        assertThat(code("{\"type\":\"subscribe\",\"topics\":[" + times("\"app:a\"", 129) + "]}"))
                .isEqualTo(ErrorCode.LIMIT_REACHED);
        assertThat(
                        ChannelMessage.parse(
                                "{\"type\":\"subscribe\",\"topics\":["
                                        + times("\"app:a\"", 128)
                                        + "]}"))
                .isInstanceOf(ChannelMessage.Subscribe.class);
        String move = "{\"user_id\":\"u\",\"x\":1,\"y\":2}";
        assertThat(
                        code(
                                "{\"type\":\"positions\",\"zone\":\"z\",\"moves\":["
                                        + times(move, 1001)
                                        + "]}"))
                .isEqualTo(ErrorCode.LIMIT_REACHED);
    }

    private static String times(String one, int count) {
        return String.join(",", Collections.nCopies(count, one));
    }

    private static ErrorCode code(String json) {
        return ChannelMessage.parse(json) instanceof ChannelMessage.Invalid invalid
                ? invalid.code()
                : null;
    }

    @Test
    void what_is_too_long_is_told_as_such() {
        assertThat(code("{\"type\":\"metadata\",\"data\":{\"x\":\"" + "ä".repeat(510) + "\"}}"))
                .isEqualTo(ErrorCode.TOO_LONG);
        assertThat(
                        code(
                                "{\"type\":\"publish\",\"topic\":\"app:a\",\"event\":{\"type\":\"a\",\"x\":\""
                                        + "x".repeat(EventBody.MAX_BYTES)
                                        + "\"}}"))
                .isEqualTo(ErrorCode.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"x\":", "{\"type\":\"ping\",\"x\":", "[{\"a\":"})
    void nothing_is_nested_without_end(String around) {
        assertThat(code(around.repeat(10_000))).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void an_event_in_a_message_may_be_as_deep_as_any() {
        int arrays = EventBody.MAX_DEPTH - 1;
        String before =
                "{\"type\":\"publish\",\"topic\":\"app:a\",\"event\":{\"type\":\"a\",\"x\":";

        assertThat(ChannelMessage.parse(before + "[".repeat(arrays) + "]".repeat(arrays) + "}}"))
                .isInstanceOf(ChannelMessage.Publish.class);
        assertThat(code(before + "[".repeat(arrays + 1) + "]".repeat(arrays + 1) + "}}"))
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void secrets_are_not_in_the_text_of_a_message() {
        assertThat(ChannelMessage.parse("{\"type\":\"auth\",\"token\":\"secret\"}").toString())
                .doesNotContain("secret");
    }

    /// Neither what is wrong with the input, nor anything else of it.
    @Test
    void complaints_are_not_made_from_input() {
        assertThat(ChannelMessage.parse("{\"type\":\"publish\",\"topic\":\"<script>\"}"))
                .isInstanceOfSatisfying(
                        ChannelMessage.Invalid.class,
                        invalid -> assertThat(invalid.message()).doesNotContain("script"));
    }

    @Test
    void nothing_makes_it_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<String> good = List.copyOf(MESSAGES.keySet());

        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(good.get(random.nextInt(good.size())));
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setLength(Math.max(1, at));
                    case 1 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                    case 2 -> text.insert(at, RandomJson.value(random, 3));
                    default -> text.deleteCharAt(at).append(' ');
                }
            }
            assertThat(ChannelMessage.parse(text.toString())).as("seed %d", seed).isNotNull();
        }
    }
}
