package io.vsgateway.channel.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordListTest {
    private static final WordList LIST =
            WordList.of(
                    List.of(
                            "# what we do not say",
                            "",
                            "darn",
                            "Stra\u00dfe",
                            "\u0436\u0443\u043a",
                            "/h+e+ck/",
                            "/f{2}i/",
                            "/\u00e9/"));

    @ParameterizedTest
    @CsvSource({
        "darn, ****",
        "Oh DaRn!, Oh ****!",
        "d\u00e1rn, ****",
        "da\u0301rn it, ***** it",
        "\uff44\uff41\uff52\uff4e, ****",
        "\u0416\u0423\u041a, ***",
        "what the hhheeeck is it, what the ******** is it",
        "whatTheHECKis, whatThe****is",
        "darn \ud83d\ude00 darn, **** \ud83d\ude00 ****",
        "what the h\u00e9ck, what the ****",
        "\uff28\uff25\uff23\uff2b!, ****!",
        "\ud83d\ude00he\u0301c\u0327k\u0301 \ud83d\ude00, \ud83d\ude00******* \ud83d\ude00",
        "a\ufb03x, a*x",
        "ol\u00e9 ol\u00e9, ol* ol*",
    })
    void what_is_not_said_is_stars(String text, String masked) {
        assertThat(LIST.masked(text)).contains(masked);
    }

    @ParameterizedTest
    @CsvSource({"darning", "undarn", "d arn", "hello world", "\ud83d\ude00"})
    void all_else_is_left_alone(String text) {
        assertThat(LIST.masked(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "two words, a line has one word",
        "a-b, a line has one word",
        "/(/, not a regular expression",
        "'//', a line has one word",
    })
    void a_wrong_line_is_named(String line, String why) {
        assertThatThrownBy(() -> WordList.of(List.of("good", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: ")
                .hasMessageContaining(why);
    }

    @Test
    void a_file_may_begin_with_a_byte_order_mark() {
        assertThat(WordList.of(List.of("\ufeff# ours", "darn")).masked("darn")).contains("****");
        assertThat(WordList.of(List.of("\ufeffdarn")).masked("darn")).contains("****");
    }

    @Test
    void a_list_is_bounded() {
        assertThatThrownBy(() ->
                        WordList.of(Collections.nCopies(WordList.MOST_EXPRESSIONS + 1, "/x/")))
                .hasMessageContaining("line 101: there are more than 100 expressions");
        assertThatThrownBy(() -> WordList.of(List.of("x".repeat(257))))
                .hasMessageContaining("more than 256 characters");
    }

    /// Backtracking would take longer than the world lasts.
    @Test
    void no_expression_takes_long() {
        WordList list = WordList.of(List.of("/(a*)*(a*)*(a*)*b/"));

        assertThat(list.masked("a".repeat(500))).isEmpty();
    }
}
