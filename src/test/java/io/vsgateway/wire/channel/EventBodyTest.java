package io.vsgateway.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBodyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123456Z");
    private static final Position ID = new Position("k3f9", 1042);
    private static final TopicName TASKS = TopicName.of("app:tasks");

    @Test
    void the_envelope_stands_before_what_was_published() {
        EventBody body =
                good("{ \"type\": \"task_status_update\", \"data\": { \"task_id\": \"t1\" } }");

        assertThat(body.type()).isEqualTo("task_status_update");
        assertThat(body.members()).isEqualTo("\"data\":{\"task_id\":\"t1\"}");
        assertThat(body.event(ID, AT, TASKS))
                .isEqualTo(
                        "{\"type\":\"task_status_update\",\"event_id\":\"k3f9-1042\","
                                + "\"timestamp\":\"2026-01-31T10:15:30.123Z\",\"topic\":\"app:tasks\","
                                + "\"data\":{\"task_id\":\"t1\"}}");
        assertThat(body.state(AT, TASKS))
                .isEqualTo(
                        "{\"type\":\"task_status_update\","
                                + "\"timestamp\":\"2026-01-31T10:15:30.123Z\",\"topic\":\"app:tasks\","
                                + "\"data\":{\"task_id\":\"t1\"}}");
    }

    @Test
    void a_type_alone_is_enough() {
        assertThat(good("{\"type\":\"a\"}").members()).isEmpty();
        assertThat(good("{\"type\":\"a\"}").event(ID, AT, TASKS))
                .endsWith("\"topic\":\"app:tasks\"}");
    }

    @Test
    void the_members_of_the_envelope_are_dropped() {
        EventBody body =
                good(
                        "{\"event_id\":\"uuid\",\"type\":\"a\",\"timestamp\":1,\"topic\":{},\"id\":\"mine\"}");

        assertThat(body.members()).isEqualTo("\"id\":\"mine\"");
    }

    @Test
    void who_published_it_is_replaced() {
        EventBody said = good("{\"type\":\"a\",\"user_id\":\"admin\",\"x\":1,\"role\":[7]}");

        assertThat(said.by("Er\"ney", "u1", "player").members())
                .isEqualTo("\"user\":\"Er\\\"ney\",\"user_id\":\"u1\",\"role\":\"player\",\"x\":1");
        assertThat(said.by(null, "u1", "player").members())
                .isEqualTo("\"user_id\":\"u1\",\"role\":\"player\",\"x\":1");
        assertThat(said.members()).isEqualTo("\"user_id\":\"admin\",\"role\":[7],\"x\":1");
    }

    @Test
    void where_it_came_from_nobody_else_says() {
        EventBody said = good("{\"type\":\"a\",\"origin\":\"game\",\"x\":1}");

        assertThat(said.by("Ada", "ada", "player").members()).doesNotContain("origin");
        assertThat(said.members()).contains("\"origin\":\"game\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system",
                "chat_deleted",
                "chat_moderation",
                "typing",
                "game_status",
                "player_death",
                "server_time",
                "zone_change",
                "user_joined",
                "combat_sync",
                "combat_anything"
            })
    void news_of_the_gateway_are_known_as_such(String type) {
        assertThat(good("{\"type\":\"" + type + "\"}").isNews()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat_message", "hello", "combat", "achievement", "chat"})
    void anything_else_is_none(String type) {
        assertThat(good("{\"type\":\"" + type + "\"}").isNews()).isFalse();
    }

    @Test
    void an_event_comes_over_to_another_instance_as_it_is() {
        EventBody said = good("{\"type\":\"a\",\"user\":\"u\",\"x\":{\"y\":[1,2.50]}}");

        EventBody restored = EventBody.restored(said.type(), said.members());

        assertThat(restored).isEqualTo(said).hasSameHashCodeAs(said);
        assertThat(restored.event(ID, AT, TASKS)).isEqualTo(said.event(ID, AT, TASKS));
        assertThat(restored.length()).isEqualTo(said.length());
        assertThat(EventBody.restored("a", "")).isEqualTo(good("{\"type\":\"a\"}"));
    }

    @Test
    void numbers_are_not_made_shorter() {
        String numbers =
                "\"n\":[1.50,12345678901234567890123,0.1234567890123456789012345,-0.5,1E+400,9007199254740993]";

        assertThat(good("{\"type\":\"a\"," + numbers + "}").members()).isEqualTo(numbers);
    }

    @Test
    void a_topic_with_quotes_is_no_way_out_of_its_string() throws JsonProcessingException {
        var topic = TopicName.of("room:\";\"x\\");

        JsonNode read = JSON.readTree(good("{\"type\":\"a\"}").event(ID, AT, topic));

        assertThat(read.path("topic").asText()).isEqualTo("room:\";\"x\\");
        assertThat(read).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "\"a\"",
                "[]",
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":[\"a\"]}",
                "{\"type\":\"\"}",
                "{\"type\":\"A\"}",
                "{\"type\":\"1a\"}",
                "{\"type\":\"a b\"}",
                "{\"type\":\"a\\n\"}",
                "{\"type\":\"a\\\"\"}",
                "{\"type\":\"ä\"}",
                "{\"type\":\"connected\"}",
                "{\"type\":\"gap\"}",
                "{\"type\":\"ack\"}",
                "{\"type\":\"error\"}",
                "{\"type\":\"publish\"}",
                "{\"type\":\"a\"} trailing",
                "{\"type\":\"a\",\"x\":NaN}",
                "{\"type\":\"a\",\"x\":1e99999999999}",
                "{\"type\":\"a\",\"x\":\"\\ud800\"}",
                "{\"type\":\"a\",\"x\":[{\"\\udc00\":1}]}",
                "{\"type\":\"a\",\"x\":\"\\udc00\\ud800\"}"
            })
    void what_is_no_event(String json) {
        assertThat(EventBody.read(json))
                .isInstanceOfSatisfying(
                        EventBody.Reading.Bad.class,
                        bad -> assertThat(bad.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void types_have_64_characters_at_most() {
        good("{\"type\":\"" + "a".repeat(64) + "\"}");
        assertThat(EventBody.read("{\"type\":\"" + "a".repeat(65) + "\"}"))
                .isInstanceOf(EventBody.Reading.Bad.class);
    }

    @Test
    void depth_is_bounded_wherever_the_json_comes_from() throws JsonProcessingException {
        String deepest = nested(EventBody.MAX_DEPTH - 1);
        String tooDeep = nested(EventBody.MAX_DEPTH);

        good(deepest);
        assertThat(EventBody.read(tooDeep)).isInstanceOf(EventBody.Reading.Bad.class);
        assertThat(EventBody.read(JSON.readTree(deepest)))
                .isInstanceOf(EventBody.Reading.Good.class);
        assertThat(EventBody.read(JSON.readTree(tooDeep)))
                .isInstanceOf(EventBody.Reading.Bad.class);
        assertThat(EventBody.read(nested(10_000))).isInstanceOf(EventBody.Reading.Bad.class);
    }

    private static String nested(int arrays) {
        return "{\"type\":\"a\",\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    @Test
    void length_is_bounded_in_bytes() {
        int around = ",\"xy\":\"\"".length();
        String full = "ä".repeat((EventBody.MAX_BYTES - around) / 2);

        assertThat(good("{\"type\":\"a\",\"xy\":\"" + full + "\"}").length())
                .isEqualTo(EventBody.MAX_BYTES);
        assertThat(EventBody.read("{\"type\":\"a\",\"xy\":\"" + full + "a\"}"))
                .isInstanceOfSatisfying(
                        EventBody.Reading.Bad.class,
                        bad -> assertThat(bad.code()).isEqualTo(ErrorCode.TOO_LONG));
    }

    @Test
    void the_gateway_may_use_any_type_that_is_one() {
        assertThat(EventBody.of("gap", JSON.createObjectNode()).type()).isEqualTo("gap");
        assertThatThrownBy(() -> EventBody.of("No", JSON.createObjectNode()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_it_says_is_not_in_its_text() {
        assertThat(good("{\"type\":\"a\",\"x\":\"secret\"}").toString()).doesNotContain("secret");
    }

    @Test
    void whatever_is_published_arrives_as_it_was() throws JsonProcessingException {
        long seed = System.nanoTime();
        var random = new Random(seed);

        for (int i = 0; i < 2_000; i++) {
            ObjectNode event = RandomJson.object(random, 5);
            event.put("type", "a");

            var read = (ObjectNode) JSON.readTree(good(event.toString()).event(ID, AT, TASKS));

            read.remove(List.of("event_id", "timestamp", "topic"));
            assertThat(read).as("seed %d", seed).isEqualTo(event);
        }
    }

    private static EventBody good(String json) {
        return switch (EventBody.read(json)) {
            case EventBody.Reading.Good(EventBody body) -> body;
            case EventBody.Reading.Bad(var code, String why) ->
                    throw new AssertionError(code + " " + why);
        };
    }
}
