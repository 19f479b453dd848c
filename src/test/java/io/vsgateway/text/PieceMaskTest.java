package io.vsgateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PieceMaskTest {
    private static final List<String> HIDDEN =
            List.of(
                    "\u001b[31m",
                    "\u001b[0m",
                    "\u001b[2K",
                    "\u001b]0;title\u0007",
                    "\u009b1m",
                    "\u200b",
                    "\b");

    static final List<String> SECRETS = MaskingTest.SECRETS;
    static final List<String> PRIVATE = MaskingTest.PRIVATE;
    static final List<String> HARMLESS =
            MaskingTest.HARMLESS.stream().filter(line -> !line.contains("Culture=")).toList();

    private final PieceMask mask = new PieceMask();

    @Test
    void a_whole_line_is_masked_by_itself() {
        assertThat(mask.next("password x", false)).isNull();
        assertThat(mask.next("from 192.0.2.1", false)).isNull();
    }

    /// Pieces of one line, and how they are masked.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "from 203.0.11~3.77 joins|from ~*** joins",
                "from 203.~0.113.77|from ~***",
                "from 203.0.113.77~ joins|from ***~ joins",
                "from 203.0.113.7~7 joins|from ***~ joins",
                "from 2001:~db8::7 x|from ~*** x",
                "/serverconfig password hun~ter2 now|/serverconfig password ~*** now",
                "/serverconfig password=hun~ter2 now|/serverconfig password=***~ now",
                "password=\"two ~words\" now|password=***~ now",
                "pass~word hunter2|pass~word ***",
                "Loading 12~0 MB|Loading ~120 MB",
                "Loading 12~|Loading ~12",
                "Server is a~dding|Server is ~adding",
                "https://bob:hunter2~@example.com/|~https://***@example.com/",
                "https://example~.com/x|https://~example.com/x",
                "Press any key~ to go|Press any key~ to go",
                "> ~ok|> ~ok",
                "Continue? [y/N]~y|Continue? [y/N]~y",
                "password is in~correct|password is ~incorrect",
                "Password: ~correct horse staple|Password: ~***",
                "Enter password~ two words|Enter password~***",
                "uid 6d~ff-0000 joins|uid ~*** joins",
                "203.0.113.77~…~ and more|***~…~ and more",
                "a secret=xyz~def ghi~ jkl|a secret=***~ ghi~ jkl"
            })
    void pieces_of_a_line_are_masked_as_the_line_is(String pieces, String masked) {
        String[] parts = pieces.split("~", -1);
        var shown = new ArrayList<String>();
        for (int i = 0; i < parts.length; i++) {
            shown.add(next(parts[i], i < parts.length - 1));
        }

        assertThat(String.join("~", shown)).isEqualTo(masked);
    }

    @Test
    void what_is_typed_behind_a_prompt_is_masked_and_the_next_line_is_not() {
        assertThat(next("Password: ", true)).isEqualTo("Password: ");
        assertThat(next("correct horse", true)).isEqualTo("***");
        assertThat(next(" staple", true)).isEmpty();
        assertThat(next("", false)).isEmpty();

        assertThat(next("welcome", false)).isNull();
    }

    @Test
    void an_answer_on_a_line_of_its_own_is_masked() {
        assertThat(next("Enter password:", false)).isNull();
        assertThat(next("correct horse", false)).isEqualTo("***");
        assertThat(next("welcome", false)).isNull();

        assertThat(next("Password: ", true)).isEqualTo("Password: ");
        assertThat(next("", false)).isEmpty();
        assertThat(next("correct ", true)).isEqualTo("***");
        assertThat(next("horse", false)).isEmpty();
        assertThat(next("welcome", false)).isNull();
    }

    @Test
    void a_secret_without_an_end_stays_masked() {
        assertThat(next("token=" + "x".repeat(5000), true)).isEqualTo("token=***");
        for (int i = 0; i < 20; i++) {
            assertThat(next("y".repeat(5000), true)).isEmpty();
        }
        assertThat(next("z end", false)).isEqualTo(" end");

        assertThat(next("password = \"a b" + " c".repeat(4000), true)).isEqualTo("password = ***");
        assertThat(next(" d".repeat(4000), true)).isEmpty();
        assertThat(next(" e\" end", false)).isEqualTo(" end");
    }

    @Test
    void a_long_line_in_pieces_is_seen_whole() {
        String text = "word 12:00 ".repeat(1000);
        var shown = new StringBuilder();
        for (int at = 0; at < text.length(); at += 700) {
            int to = Math.min(text.length(), at + 700);
            shown.append(next(text.substring(at, to), to < text.length()));
        }

        assertThat(shown.toString()).isEqualTo(text);
    }

    @Test
    void a_piece_knows_what_was_seen_of_its_line() {
        mask.next("Bob from 203.0.11", true);

        assertThat(mask.next("3.77 joins", false))
                .isEqualTo(new PieceMask.Piece("Bob from ", "*** joins"));
    }

    private @Nullable String next(String text, boolean partial) {
        PieceMask.Piece piece = mask.next(text, partial);
        return piece == null ? null : piece.text();
    }

    /// Sequences anywhere, and cuts at any place: no four characters of a secret are seen, however
    /// the pieces are put together.
    @ParameterizedTest
    @FieldSource({"SECRETS", "PRIVATE"})
    void wherever_a_line_is_cut_no_secret_is_seen(String marked) {
        String line = MaskingTest.text(marked);
        var random = new SplittableRandom(marked.hashCode());
        for (int round = 0; round < 300; round++) {
            String shown = inPieces(line, random);

            String seen = MaskingTest.visible(shown).replace("***", "");
            for (String secret : secrets(marked)) {
                for (int at = 0; at + 4 <= secret.length(); at++) {
                    String part = secret.substring(at, at + 4);
                    if (!MaskingTest.masked(marked).contains(part)) {
                        assertThat(seen).as("seen %s, shown %s", seen, shown).doesNotContain(part);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("HARMLESS")
    void wherever_a_harmless_line_is_cut_all_of_it_is_seen(String line) {
        var random = new SplittableRandom(line.hashCode());
        for (int round = 0; round < 300; round++) {
            assertThat(MaskingTest.visible(inPieces(line, random))).isEqualTo(line);
        }
    }

    private static String inPieces(String line, SplittableRandom random) {
        var text = new StringBuilder();
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at < line.length(); at++) {
            if (at > 0 && random.nextInt(line.length()) < 2) {
                cuts.add(text.length());
            }
            if (random.nextInt(6) == 0) {
                text.append(HIDDEN.get(random.nextInt(HIDDEN.size())));
            }
            text.append(line.charAt(at));
        }
        if (random.nextBoolean()) {
            cuts.add(text.length());
        }
        var mask = new PieceMask();
        var shown = new StringBuilder();
        int from = 0;
        for (int to : cuts) {
            shown.append(mask.piece(text.substring(from, to), true).text());
            from = to;
        }
        return shown.append(mask.piece(text.substring(from), false).text()).toString();
    }

    private static List<String> secrets(String marked) {
        var secrets = new ArrayList<String>();
        for (String part : marked.split("⟨")) {
            int end = part.indexOf('⟩');
            if (end >= 0) {
                secrets.add(MaskingTest.visible(part.substring(0, end)));
            }
        }
        return secrets;
    }
}
