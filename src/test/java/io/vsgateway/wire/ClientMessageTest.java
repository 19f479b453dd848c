package io.vsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {
    private static final ClientMessage BAD_IDS =
            new ClientMessage.Invalid(
                    ErrorCode.INVALID_MESSAGE,
                    "receipts: ids must be an array of 1 to 64 strings of 1 to 64 characters");

    @Test
    void bare_text_is_a_command_as_it_stands() {
        assertThat(ClientMessage.parse(" /help ", Format.TEXT))
                .isEqualTo(new ClientMessage.Command(" /help ", null));
        assertThat(ClientMessage.parse("/help", Format.JSON))
                .isEqualTo(new ClientMessage.Command("/help", null));
        assertThat(ClientMessage.parse("42", Format.TEXT))
                .isEqualTo(new ClientMessage.Command("42", null));
        assertThat(ClientMessage.parse("", Format.JSON))
                .isEqualTo(new ClientMessage.Command("", null));
    }

    @Test
    void objects_are_read_in_both_formats() {
        for (Format format : Format.values()) {
            assertThat(
                            ClientMessage.parse(
                                    "{\"type\":\"command\",\"content\":\"/help\",\"id\":\"7\"}",
                                    format))
                    .isEqualTo(new ClientMessage.Command("/help", "7"));
            assertThat(
                            ClientMessage.parse(
                                    "{\"type\":\"command\",\"content\":\"/help\",\"id\":null}",
                                    format))
                    .isEqualTo(new ClientMessage.Command("/help", null));
            assertThat(ClientMessage.parse(" {\"type\":\"pong\"}", format))
                    .isEqualTo(new ClientMessage.Pong());
            assertThat(ClientMessage.parse("{\"type\":\"auth\",\"token\":\"t\"}", format))
                    .isEqualTo(new ClientMessage.Auth("t"));
        }
    }

    @Test
    void receipts_are_asked_for_by_one_to_64_ids() {
        assertThat(
                        ClientMessage.parse(
                                "{\"type\":\"receipts\",\"ids\":[\"a\",\"b\"]}", Format.JSON))
                .isEqualTo(new ClientMessage.Receipts(List.of("a", "b")));
        String most = String.join(",", Collections.nCopies(64, "\"x\""));
        assertThat(
                        ClientMessage.parse(
                                "{\"type\":\"receipts\",\"ids\":[" + most + "]}", Format.TEXT))
                .isInstanceOf(ClientMessage.Receipts.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"ids\":[]",
                ",\"ids\":\"a\"",
                ",\"ids\":[\"a\",7]",
                ",\"ids\":[\"\"]",
                ",\"ids\":{\"a\":\"b\"}"
            })
    void other_ids_of_receipts_are_an_error(String ids) {
        assertThat(ClientMessage.parse("{\"type\":\"receipts\"" + ids + "}", Format.JSON))
                .isEqualTo(BAD_IDS);
    }

    @Test
    void more_ids_or_longer_ones_are_an_error() {
        String more = String.join(",", Collections.nCopies(65, "\"x\""));
        assertThat(
                        ClientMessage.parse(
                                "{\"type\":\"receipts\",\"ids\":[" + more + "]}", Format.JSON))
                .isEqualTo(BAD_IDS);
        String longer = "\"" + "x".repeat(65) + "\"";
        assertThat(
                        ClientMessage.parse(
                                "{\"type\":\"receipts\",\"ids\":[" + longer + "]}", Format.JSON))
                .isEqualTo(BAD_IDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1,2]", "42", "-1.5e3", "\"text\"", "true", "null"})
    void json_that_is_no_object_is_an_error_in_the_json_format(String text) {
        assertThat(ClientMessage.parse(text, Format.JSON))
                .isEqualTo(
                        new ClientMessage.Invalid(
                                ErrorCode.INVALID_MESSAGE,
                                "a message is a JSON object or the bare text of a command"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"type\":7}x",
                "{\"type\":\"command\"}",
                "{\"type\":\"command\",\"content\":7}",
                "{\"type\":\"command\",\"content\":\"/a\",\"id\":7}",
                "{\"type\":\"command\",\"content\":\"/a\",\"id\":\"\"}",
                "{\"type\":\"ping\",\"id\":7}",
                "{\"type\":\"ping\",\"id\":\"\"}",
                "{\"type\":\"ping\",\"id\":\"\\ud800\"}",
                "{\"type\":\"command\",\"content\":\"/a\",\"id\":\"a\\udc00\"}",
                "{\"type\":\"receipts\",\"ids\":[\"\\ud800\"]}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"auth\",\"token\":[]}",
                "{\"type\":\"command\",\"content\":\"/a\"} trailing"
            })
    void broken_objects_are_errors(String text) {
        assertThat(ClientMessage.parse(text, Format.TEXT))
                .isInstanceOfSatisfying(
                        ClientMessage.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void a_ping_may_have_an_id() {
        assertThat(ClientMessage.parse("{\"type\":\"ping\"}", Format.JSON))
                .isEqualTo(new ClientMessage.Ping(null));
        assertThat(ClientMessage.parse("{\"type\":\"ping\",\"id\":\"p1\"}", Format.TEXT))
                .isEqualTo(new ClientMessage.Ping("p1"));
    }

    @Test
    void an_unknown_type_is_told_apart() {
        assertThat(ClientMessage.parse("{\"type\":\"dance\"}", Format.JSON))
                .isEqualTo(new ClientMessage.Invalid(ErrorCode.UNKNOWN_TYPE, "type is not known"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":null}", "{\"type\":7}", "{\"type\":[\"ping\"]}"})
    void a_message_without_a_type_is_none(String text) {
        assertThat(ClientMessage.parse(text, Format.JSON))
                .isEqualTo(
                        new ClientMessage.Invalid(
                                ErrorCode.INVALID_MESSAGE, "type is missing, or no string"));
    }

    @Test
    void an_object_nested_beyond_reason_is_an_error_and_not_a_stack_overflow() {
        String deep = "{\"type\":" + "[".repeat(50_000);

        assertThat(ClientMessage.parse(deep, Format.JSON))
                .isInstanceOf(ClientMessage.Invalid.class);
    }

    @Test
    void a_token_does_not_show_when_a_message_is_printed() {
        assertThat(new ClientMessage.Auth("secret").toString()).doesNotContain("secret");
    }

    @Test
    void close_reasons_fit_into_a_close_frame() {
        for (CloseCode code : CloseCode.values()) {
            assertThat(code.reason().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(123);
        }
    }
}
