package io.vsgateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @Test
    void plain_text_stays_as_it_is() {
        String text = "21.11.2026 [Server Chat] Grüße, мир 世界 ❤ 🎉\ttab";

        assertThat(SafeText.of(text, true)).isEqualTo(text);
        assertThat(SafeText.of(text, false)).isEqualTo(text);
    }

    @Test
    void colours_stay_where_they_are_wanted_and_end_with_the_text() {
        String red = "a \u001b[31;1mred\u001b[38:5:1m b";

        assertThat(SafeText.of(red, true)).isEqualTo(red + "\u001b[0m");
        assertThat(SafeText.of(red, false)).isEqualTo("a red b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J", // clears the screen
                "\u001b[1;1H", // moves the cursor
                "\u001b[6n", // makes the terminal answer as if typed
                "\u001b[?1049h",
                "\u001b[>4;2m", // not a colour, though it ends in m
                "\u001b]0;title\u0007",
                "\u001b]52;c;ZWNobyBoaQ==\u001b\\", // writes the clipboard
                "\u001bP+q544e\u001b\\",
                "\u001bc", // resets the terminal
                "\u001b(0",
                "\u001b_Gf=100;AAAA\u001b\\",
            })
    void sequences_that_a_terminal_obeys_are_taken_out(String sequence) {
        assertThat(SafeText.of("a" + sequence + "b", true)).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\u001b[", "\u001b[31", "\u001b]0;title", "\u001b]0;t\u001b"})
    void an_unfinished_sequence_does_not_reach_the_next_line(String sequence) {
        assertThat(SafeText.of("a" + sequence, true)).isEqualTo("a");
    }

    @Test
    void other_controls_become_visible() {
        assertThat(SafeText.of("a\rb\bc\u0007d\u007f\u0000", true)).isEqualTo("a␍b␈c␇d␡␀");
        assertThat(SafeText.of("a\u009b31mb\u0085\u202ec", true))
                .isEqualTo("a\uFFFD31mb\uFFFD\uFFFDc");
    }

    @ParameterizedTest
    @CsvSource({
        "8, ''",
        "08, ''",
        "31;8, 31",
        "8;1, 1",
        "38;5;8;8, 38;5;8",
        "48;2;8;8;8, 48;2;8;8;8",
        "38:5:8, 38:5:8",
        "0;8;0, 0;0",
        "28, 28"
    })
    void nothing_is_concealed(String parameters, String left) {
        String sequence = "\u001b[" + parameters + "m";
        String start = left.isEmpty() ? "" : "\u001b[" + left + "m";
        String end = left.isEmpty() ? "" : "\u001b[0m";

        assertThat(SafeText.of(sequence + "seen", true)).isEqualTo(start + "seen" + end);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                '\u00ad', '\u061c', '\u180e', '\u200b', '\u200e', '\u200f', '\u2028', '\u2029',
                '\u202a', '\u202e', '\u2060', '\u2066', '\u2069', '\ufeff', '\ufff9'
            })
    void what_is_not_seen_or_turns_writing_around_becomes_visible(char hidden) {
        assertThat(SafeText.of(hidden + "nimdA", true)).isEqualTo("\uFFFDnimdA");
        assertThat(SafeText.json("\"" + hidden + "\""))
                .isEqualTo("\"\\u%04x\"".formatted((int) hidden));
    }

    @Test
    void what_joins_letters_and_emoji_stays() {
        String text = "می\u200cخواهم क्\u200dष 👩\u200d🚀 ❤\ufe0f a\u202fb";

        assertThat(SafeText.of(text, true)).isEqualTo(text);
    }

    @Test
    void json_keeps_its_meaning_without_controls() {
        assertThat(SafeText.json("{\"text\":\"a\u009bb\u007f\u202e ü\"}"))
                .isEqualTo("{\"text\":\"a\\u009bb\\u007f\\u202e ü\"}");
    }

    @Test
    void nothing_but_colours_comes_through_whatever_is_thrown_at_it() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String alphabet = "\u001b\u001b\u001b[]P^_;:?0123mHJ\u0007\\ \u009b\u009dx\r\n";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            String safe = SafeText.of(text.toString(), true);

            assertThat(safe.replaceAll("\u001b\\[[0-9;:]*m", ""))
                    .as("seed " + seed)
                    .matches("[^\\p{Cntrl}\u0080-\u009f]*");
        }
    }
}
