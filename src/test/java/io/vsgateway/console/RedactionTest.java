package io.vsgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final int TEXTS = 200_000;
    private static final List<String> PIECES =
            List.of(
                    " ",
                    " ",
                    ":",
                    ":",
                    ".",
                    "1",
                    "12",
                    "255",
                    "15:43:12",
                    "::ffff:",
                    "a",
                    "f0",
                    "uid",
                    "password",
                    "passwd",
                    "secret",
                    "token",
                    "api",
                    "key",
                    "-",
                    "_",
                    "=",
                    "\"",
                    "+",
                    "/",
                    "==",
                    "g",
                    "ABCDEFGH",
                    "abcdefgh",
                    "é",
                    "192.0.2",
                    ".20",
                    "\u212a",
                    "İ",
                    "%",
                    "$");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/serverconfig password hunter2|/serverconfig password ***",
                "/serverconfig Password \"two words\" now|/serverconfig Password *** now",
                "token=abc.def|token=***",
                "api_key: 17|api_key: ***",
                "/time set 12|/time set 12"
            })
    void secrets_are_masked(String text, String masked) {
        assertThat(Redaction.secrets(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Priya13 [::ffff:127.0.0.1]:43212 joins.|Priya13 [***]:43212 joins.",
                "via TCP on 192.0.2.20:63829, client 1|via TCP on ***:63829, client 1",
                "[1] Priya13 [::1]:41206|[1] Priya13 [***]:41206",
                "from 2001:db8::7 port 1|from *** port 1",
                "Client 1 uid 6dff07bf-0000 attempting|Client 1 uid *** attempting",
                "player ABCDEFGHIJKLMNOPQRSTUV== left|player *** left"
            })
    void addresses_and_uids_are_masked_for_monitors(String text, String masked) {
        assertThat(Redaction.all(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] Player Priya13 left.",
                "1:02:03 up",
                "Server overloaded. A tick took 563ms to complete.",
                "std::string is C++"
            })
    void ordinary_lines_stay_as_they_are(String text) {
        assertThat(Redaction.all(text)).isEqualTo(text);
    }

    /// Texts of pieces that matter to the expressions, in any order: who trusts the hints gets what
    /// who asks the expressions gets.
    @ParameterizedTest
    @EnumSource
    void no_hint_overlooks_what_the_expression_finds(Hint hint) {
        var random = new SplittableRandom(hint.ordinal());
        Pattern pattern =
                Stream.concat(Stream.of(Redaction.SECRET), Redaction.PRIVATE.stream())
                        .filter(rule -> rule.hint() == hint)
                        .findFirst()
                        .orElseThrow()
                        .pattern();
        int found = 0;
        int spared = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            if (pattern.matcher(text).results().anyMatch(it -> !Redaction.isTime(it.group()))) {
                found++;
                assertThat(hint.isIn(text)).as(text).isTrue();
            } else if (!hint.isIn(text)) {
                spared++;
            }
        }
        assertThat(found).isGreaterThan(TEXTS / 1000);
        assertThat(spared).isGreaterThan(TEXTS / 1000);
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(24); pieces > 0; pieces--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(random.nextInt(8) == 0 ? piece.toUpperCase(Locale.ROOT) : piece);
        }
        return text.toString();
    }

    @Test
    void the_time_of_a_line_needs_no_expression() {
        String line = "28.1.2024 15:43:12 [Server Event] Player Priya13 left.";

        assertThat(Hint.values()).noneMatch(hint -> hint.isIn(line));
    }

    @Test
    void a_hostile_line_is_masked_in_one_pass() {
        String hostile = "a:".repeat(30_000) + "1.".repeat(30_000) + "A".repeat(60_000);

        assertThat(Redaction.all(hostile)).isNotEmpty();
    }
}
