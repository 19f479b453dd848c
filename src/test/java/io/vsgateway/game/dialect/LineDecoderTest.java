package io.vsgateway.game.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
    private static final String ESC = "\u001b";

    /// What was shown: a partial text has `~` before it, the end of a shown line is `$`.
    private final List<String> shown = new ArrayList<>();

    private final LineDecoder decoder = decoder(32);

    @Test
    void a_line_ends_at_lf_and_the_crs_before_it_are_not_part_of_it() {
        accept("one\ntwo\r\nthree\r\r\n\nfour");

        assertThat(shown).containsExactly("one", "two", "three", "");
    }

    @Test
    void a_crlf_that_is_read_in_two_pieces_is_one_line_break() {
        accept("one\r");
        accept("\ntwo\r");
        accept("\r");
        accept("\n");

        assertThat(shown).containsExactly("one", "two");
    }

    @Test
    void a_cr_within_a_line_and_the_prompts_of_a_terminal_stay_as_they_are() {
        accept("10%\r");
        accept("20%\n" + ESC + "[1G> > " + ESC + "[3Gdone\n");

        assertThat(shown).containsExactly("10%\r20%", ESC + "[1G> > " + ESC + "[3Gdone");
    }

    @Test
    void a_character_that_is_read_in_two_pieces_is_one_character() {
        byte[] bytes = "Игрок 🐗 вышел\n".getBytes(UTF_8);
        for (byte one : bytes) {
            decoder.accept(new byte[] {one}, 0, 1);
        }

        assertThat(shown).containsExactly("Игрок 🐗 вышел");
    }

    @Test
    void invalid_utf_8_is_replaced() {
        accept(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82, 'c', '\n'});

        assertThat(shown).containsExactly("a\uFFFDb\uFFFDc");
    }

    @Test
    void a_byte_order_mark_at_the_beginning_is_left_out_and_no_other() {
        byte[] bytes = "\uFEFFone\n\uFEFFtwo\n".getBytes(UTF_8);
        for (byte one : bytes) {
            decoder.accept(new byte[] {one}, 0, 1);
        }
        decoder.end();
        accept("\uFEFF");
        decoder.flushPartial();
        accept("three\n");

        assertThat(shown).containsExactly("one", "\uFEFFtwo", "three");
    }

    @Test
    void a_nul_is_shown_as_its_picture() {
        accept("a\0b\n");

        assertThat(shown).containsExactly("a␀b");
    }

    @Test
    void the_rest_of_a_partial_is_shown_without_repeating_it() {
        accept("Save");
        decoder.flushPartial();
        decoder.flushPartial();
        accept(" the world? ");
        decoder.flushPartial();
        accept("yes\nnext\n");

        assertThat(shown).containsExactly("~Save", "~ the world? ", "yes", "next");
    }

    @Test
    void an_empty_rest_of_a_partial_is_no_line() {
        accept("> ");
        decoder.flushPartial();
        accept("\r\n\n");

        assertThat(shown).containsExactly("~> ", "$", "");
    }

    @Test
    void the_cr_of_a_line_break_is_not_part_of_a_partial() {
        accept("50%\r");
        decoder.flushPartial();
        assertThat(decoder.hasPartial()).isFalse();
        accept("60%\r");
        decoder.flushPartial();
        accept("\n");

        assertThat(shown).containsExactly("~50%", "~\r60%", "$");
    }

    @Test
    void a_partial_is_shown_up_to_an_unfinished_character_or_escape_sequence() {
        accept(new byte[] {'a', (byte) 0xD0});
        decoder.flushPartial();
        assertThat(decoder.hasPartial()).isFalse();
        accept(new byte[] {(byte) 0x98, 'b', 0x1B, '[', '3'});
        decoder.flushPartial();
        assertThat(decoder.hasPartial()).isFalse();
        accept("1mred\n");

        assertThat(shown).containsExactly("~a", "~Иb", ESC + "[31mred");
    }

    @Test
    void an_unfinished_window_title_is_not_held_back_for_ever() {
        LineDecoder wide = decoder(4096);
        byte[] title = (ESC + "]0;" + "x".repeat(EscapeSequences.LONGEST)).getBytes(UTF_8);

        wide.accept(title, 0, 200);
        assertThat(wide.hasPartial()).isFalse();
        wide.accept(title, 200, title.length - 200);

        assertThat(wide.hasPartial()).isTrue();
    }

    @Test
    void a_long_line_is_shown_in_marked_parts() {
        accept("a".repeat(32) + "\n" + "b".repeat(70) + "\n");

        assertThat(shown)
                .containsExactly(
                        "a".repeat(32),
                        "~" + "b".repeat(32) + "…",
                        "~" + "b".repeat(32) + "…",
                        "bbbbbb");
    }

    @Test
    void a_line_of_the_longest_length_is_whole_even_when_its_line_break_comes_later() {
        accept("a".repeat(32));
        accept("\r");
        accept("\n");

        assertThat(shown).containsExactly("a".repeat(32));
    }

    @Test
    void a_long_line_is_not_cut_within_a_character_or_an_escape_sequence() {
        accept("a".repeat(30) + "🐗\n");
        accept("a".repeat(30) + ESC + "[31;1mred\n");
        accept("a".repeat(21) + ESC + "]0;title" + ESC + "\\" + "b".repeat(22) + "\n");

        assertThat(shown)
                .containsExactly(
                        "~" + "a".repeat(30) + "…",
                        "🐗",
                        "~" + "a".repeat(30) + "…",
                        ESC + "[31;1mred",
                        "~" + "a".repeat(21) + ESC + "]0;title" + ESC + "\\…",
                        "b".repeat(22));
    }

    @Test
    void an_escape_sequence_longer_than_a_part_is_cut() {
        accept(ESC + "]0;" + "x".repeat(36) + "\n");

        assertThat(shown).containsExactly("~" + ESC + "]0;" + "x".repeat(28) + "…", "xxxxxxxx");
    }

    @Test
    void ten_megabytes_without_a_line_break_come_out_whole() {
        List<String> parts = new ArrayList<>();
        LineDecoder wide = new LineDecoder(65_536, (text, _) -> parts.add(text));
        byte[] chunk = new byte[10_000];
        Arrays.fill(chunk, (byte) 'x');

        for (int i = 0; i < 1_000; i++) {
            wide.accept(chunk, 0, chunk.length);
        }
        wide.end();

        assertThat(parts).allMatch(part -> part.length() <= 65_536);
        assertThat(String.join("", parts)).hasSize(10_000_000);
    }

    @Test
    void crs_without_end_take_no_memory_and_stay_if_text_follows() {
        long[] length = {0};
        LineDecoder wide = new LineDecoder(1024, (text, _) -> length[0] += text.length());
        byte[] chunk = new byte[10_000];
        Arrays.fill(chunk, (byte) '\r');

        for (int i = 0; i < 100; i++) {
            wide.accept(chunk, 0, chunk.length);
        }
        assertThat(wide.hasPartial()).isFalse();
        wide.accept(new byte[] {'x', '\n'}, 0, 2);

        assertThat(length[0]).isEqualTo(1_000_001);
    }

    @Test
    void the_rest_at_the_end_is_a_line() {
        accept("one\ntwo\r");
        decoder.end();
        decoder.end();
        accept("three");
        decoder.flushPartial();
        decoder.end();
        accept("four\n");

        assertThat(shown).containsExactly("one", "two", "~three", "$", "four");
    }

    @Test
    void the_bytes_before_and_behind_the_given_range_do_not_count() {
        decoder.accept("xxone\nyy".getBytes(UTF_8), 2, 4);
        decoder.end();

        assertThat(shown).containsExactly("one");
    }

    @Test
    void a_length_too_short_for_a_part_is_refused() {
        assertThatThrownBy(() -> decoder(15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_LINES_MAX_BYTES");
    }

    private LineDecoder decoder(int maxBytes) {
        return new LineDecoder(
                maxBytes,
                new LineNotes() {
                    @Override
                    public void note(String text) {
                        shown.add(text);
                    }
                });
    }

    private void accept(String text) {
        accept(text.getBytes(UTF_8));
    }

    private void accept(byte[] bytes) {
        decoder.accept(bytes, 0, bytes.length);
    }
}
