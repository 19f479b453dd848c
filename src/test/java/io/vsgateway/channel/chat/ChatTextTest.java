package io.vsgateway.channel.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is left of a text that somebody wrote.
class ChatTextTest {
    /// `_` stands for a blank.
    @ParameterizedTest
    @CsvSource({
        "Hello world!, Hello_world!",
        "'  both ends\t ', both_ends",
        "'\u00a0wide\u3000', wide",
        "'two\nlines', two_lines",
        "'two\r\nlines', two_lines",
        "'a\u2028b\u2029c\u0085d\u000be\ff', a_b_c_d_e_f",
        "'\n\nfirst', first",
        "'last\n', last",
        "'bell\u0007\u001b[31mred\u0000', bell[31mred",
        "'\u202eevil\u202c \u2066x\u2069', evil_x",
        "'\u200bhid\u00adden\ufeff', hidden",
        "'a  b', a__b",
        "'👩\u200d🚀 Grüße', '👩\u200d🚀_Grüße'"
    })
    void it_is_one_line_without_controls(String written, String said) {
        assertThat(ChatText.clean(written)).isEqualTo(said.replace('_', ' '));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\u0000",
                "\u200d",
                "\u00a0 \u3000",
                "\u202e",
                "\ufeff\t\u200c"
            })
    void what_cannot_be_seen_is_nothing(String written) {
        assertThat(ChatText.clean(written)).isEmpty();
    }

    @Test
    void characters_are_counted_as_readers_do() {
        assertThat(ChatText.isTooLong("x".repeat(500))).isFalse();
        assertThat(ChatText.isTooLong("x".repeat(501))).isTrue();
        assertThat(ChatText.isTooLong("🚀".repeat(500))).isFalse();
        assertThat(ChatText.isTooLong("🚀".repeat(501))).isTrue();
        assertThat(ChatText.isTooLong(ChatText.clean(" " + "x".repeat(500) + "\n"))).isFalse();
    }
}
