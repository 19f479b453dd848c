package io.vsgateway.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.AsyncApi;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `asyncapi.yaml` says is what the code reads and writes: all messages that the tests of both
/// know, with no member too few or too many.
class AsyncApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123Z");

    private static final List<String> CONSOLE_MESSAGES =
            List.of(
                    "{\"type\":\"command\",\"id\":\"1\",\"content\":\"/time\"}",
                    "{\"type\":\"auth\",\"token\":\"t\"}",
                    "{\"type\":\"ping\",\"id\":\"1\"}",
                    "{\"type\":\"receipts\",\"ids\":[\"c1\"]}",
                    "{\"type\":\"pong\"}");

    private static final List<Frame> CONSOLE_FRAMES =
            List.of(
                    new Frame.Line(
                            "e-1", AT, "log", "info", "Chat", "x", true, true, true, "a.log"),
                    new Frame.Line("e-1", AT, "log", "info", "", "x"),
                    new Frame.Gap(AT, "e-1", "e-2", 2, true),
                    new Frame.State(AT, "stopping", "save", AT),
                    new Frame.State(AT, "running"),
                    new Frame.Receipt(AT, "c1", "rejected", "no", "e-1"),
                    new Frame.Receipt(AT, "c1", "written", null, null),
                    new Frame.Error(AT, ErrorCode.FORBIDDEN, "no"),
                    new Frame.Ping(AT),
                    new Frame.Pong(AT, "p"),
                    new Frame.Pong(AT, null));

    @Test
    void the_messages_of_clients_are_those_that_are_read() {
        List<JsonNode> messages =
                ChannelMessageTest.messages().map(one -> read((String) one.get()[0])).toList();

        match("client.", messages);
        needs(
                "client.",
                messages,
                text -> !(ChannelMessage.parse(text) instanceof ChannelMessage.Invalid));
    }

    @Test
    void the_messages_of_the_gateway_are_those_that_are_written() {
        EventBody body = EventBody.restored("achievement", "\"achievement\":\"first_kill\"");
        TopicName topic = TopicName.of("game:all");
        Stream<String> encoded =
                ChannelFrameTest.frames()
                        .map(one -> one.get()[0])
                        .map(ChannelFrame.class::cast)
                        // Those of its table are no JSON, for the sake of reading it.
                        .map(one -> one.encode().replace('\'', '"'));
        List<JsonNode> all =
                Stream.concat(
                                encoded,
                                Stream.of(
                                        body.event(new Position("e", 1), AT, topic),
                                        new ChannelFrame.StateValue(AT, topic, body).encode()))
                        .map(AsyncApiTest::read)
                        .toList();

        for (JsonNode frame : all) {
            assertThat(AsyncApi.problemsOfFrame(frame)).as("%s", frame).isEmpty();
        }
        assertThat(all.stream().map(AsyncApi::nameOfFrame).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        AsyncApi.names("gateway.").stream()
                                .map(name -> "gateway." + name)
                                .toList());
        for (String name : AsyncApi.names("gateway.")) {
            List<JsonNode> frames = all.stream().filter(one -> isNamed(one, name)).toList();
            exactly("gateway." + name, frames.stream());
            if (!name.equals("event") && !name.equals("state_value")) {
                always("gateway." + name, frames);
            }
        }
    }

    private static boolean isNamed(JsonNode frame, String name) {
        return AsyncApi.nameOfFrame(frame).equals("gateway." + name);
    }

    @Test
    void so_are_those_of_the_console() {
        List<JsonNode> messages = CONSOLE_MESSAGES.stream().map(AsyncApiTest::read).toList();
        List<JsonNode> frames =
                CONSOLE_FRAMES.stream().map(Format.JSON::encode).map(AsyncApiTest::read).toList();

        match("console.client.", messages);
        needs(
                "console.client.",
                messages,
                text -> !(ClientMessage.parse(text, Format.JSON) instanceof ClientMessage.Invalid));
        match("console.gateway.", frames);
        assertThat(CONSOLE_FRAMES.stream().map(Frame::getClass).distinct())
                .hasSize(Frame.class.getPermittedSubclasses().length);
        assertThat(CONSOLE_MESSAGES)
                .hasSize(ClientMessage.class.getPermittedSubclasses().length - 1);
    }

    @Test
    void the_error_codes_are_the_enum() {
        var codes =
                AsyncApi.document()
                        .at("/components/messages/gateway.error/payload/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::asText);

        assertThat(codes)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::label).toList());
    }

    /// One that is in `components` alone would be shown nowhere.
    @Test
    void all_messages_travel_on_a_channel_by_an_operation() {
        JsonNode document = AsyncApi.document();
        var used = new TreeSet<String>();
        for (JsonNode operation : document.path("operations")) {
            String channel = operation.at("/channel/$ref").asText();
            boolean isHeard = operation.path("action").asText().equals("receive");
            for (JsonNode message : operation.path("messages")) {
                String ref = message.path("$ref").asText();
                String name = ref.substring(ref.lastIndexOf('/') + 1);
                assertThat(ref).startsWith(channel + "/messages/");
                assertThat(document.at(ref.substring(1)).path("$ref").asText())
                        .isEqualTo("#/components/messages/" + name);
                assertThat(name.contains("client.")).isEqualTo(isHeard);
                used.add(channel + ' ' + name);
            }
        }

        var expected = new TreeSet<String>();
        for (String name : AsyncApi.names("")) {
            if (name.startsWith("console.")) {
                expected.add("#/channels/console " + name);
            } else {
                expected.add("#/channels/root " + name);
                expected.add("#/channels/channel " + name);
            }
        }
        assertThat(used).isEqualTo(expected);
    }

    private static void match(String prefix, List<JsonNode> messages) {
        for (JsonNode message : messages) {
            assertThat(AsyncApi.problems(prefix + type(message), message))
                    .as("%s", message)
                    .isEmpty();
        }
        assertThat(messages.stream().map(AsyncApiTest::type).distinct())
                .containsExactlyInAnyOrderElementsOf(AsyncApi.names(prefix));
        for (String name : AsyncApi.names(prefix)) {
            exactly(prefix + name, messages.stream().filter(one -> type(one).equals(name)));
        }
    }

    /// Each member that is described is in one of the messages.
    private static void exactly(String name, Stream<JsonNode> messages) {
        var seen = new TreeSet<String>();
        messages.forEach(message -> message.fieldNames().forEachRemaining(seen::add));
        assertThat(seen).as(name).containsAll(AsyncApi.members(name));
    }

    /// What is required is what all of them have.
    private static void always(String name, List<JsonNode> messages) {
        Set<String> common = new TreeSet<>(AsyncApi.members(name));
        messages.forEach(message -> common.removeIf(member -> !message.has(member)));
        assertThat(common).as(name).isEqualTo(AsyncApi.required(name));
    }

    /// What is required is what a message without it is refused for.
    private static void needs(String prefix, List<JsonNode> messages, Predicate<String> isGood) {
        for (JsonNode message : messages) {
            String name = prefix + type(message);
            Set<String> required = AsyncApi.required(name);
            for (String member : AsyncApi.members(name)) {
                ObjectNode without = message.deepCopy();
                boolean isThere = without.remove(member) != null;
                // Some are needed by some actions or channels only, as their descriptions say.
                if (isThere && !NEEDED_AT_TIMES.contains(name + '.' + member)) {
                    assertThat(isGood.test(without.toString()))
                            .as("%s without %s", name, member)
                            .isEqualTo(!required.contains(member));
                }
            }
        }
    }

    private static final Set<String> NEEDED_AT_TIMES =
            Set.of(
                    "client.chat_message.party",
                    "client.chat_message.to",
                    "client.typing.party",
                    "client.typing.to",
                    "client.moderate.user_id",
                    "client.moderate.topic",
                    "client.moderate.event_id");

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
