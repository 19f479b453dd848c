package io.vsgateway.game.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTextTest {
    @Test
    void a_command_is_written_with_one_newline() {
        assertThat(CommandText.line("/say 漢"))
                .isEqualTo("/say 漢\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "漢", "𝄞"})
    void the_limit_counts_bytes_and_the_newline(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        String fits = "x".repeat(1022 % bytes) + character.repeat(1022 / bytes);

        assertThat(CommandText.fault(fits, 1023)).isNull();
        assertThat(CommandText.fault(fits + "y", 1023)).contains("1023 bytes", "1022");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void an_empty_command_is_refused(String command) {
        assertThat(CommandText.fault(command, 1023)).contains("empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/help\n/stop",
                "/help\n",
                "a\rb",
                "a\0b",
                "a\tb",
                "\u001b[31m",
                "a\u0085b",
                "a\u2028b",
                "\u007f"
            })
    void line_breaks_and_control_characters_are_refused(String command) {
        assertThat(CommandText.fault(command, 1023)).contains("control character");
    }

    @Test
    void half_a_character_is_refused() {
        assertThat(CommandText.fault("/say \ud834", 1023)).contains("Unicode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/say \u202egnp.exe", "/say \u2066a\u2069", "/say \u200fa", "/say \u061ca"})
    void what_turns_the_direction_of_text_is_refused(String command) {
        assertThat(CommandText.fault(command, 1023)).contains("turns the direction");
    }
}
