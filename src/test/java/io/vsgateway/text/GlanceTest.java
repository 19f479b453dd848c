package io.vsgateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceTest {
    private static final int TEXTS = 100_000;
    private static final List<String> PIECES =
            List.of(
                    " ",
                    " ",
                    ":",
                    ":",
                    "::",
                    ".",
                    "-",
                    "_",
                    "1",
                    "12",
                    "255",
                    "15:43:12",
                    "::ffff:",
                    "a",
                    "f0",
                    "g",
                    "=",
                    "\"",
                    "+",
                    "/",
                    "==",
                    "://",
                    "@",
                    "?",
                    "#",
                    "[.]",
                    "(dot)",
                    "[",
                    "]",
                    "é",
                    "ł",
                    "192.0.2",
                    ".20",
                    "\u212a",
                    "İ",
                    "%",
                    "$",
                    "ABCDEFGH",
                    "abcdefgh",
                    "q83vEjRWeJ",
                    "hook",
                    "/key/",
                    "key=",
                    "eyJ",
                    "ghp_",
                    "PRIVATE KEY-----",
                    "-----",
                    "is",
                    "for");

    /// Texts of pieces that matter to the rules, in any order: who trusts the glance finds what who
    /// asks each rule finds.
    @Test
    void it_overlooks_nothing_that_a_rule_finds() {
        var random = new SplittableRandom(17);
        int found = 0;
        int spared = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            var glance = new Glance(text);
            found += found(text, glance);
            spared += glance.mayHaveNames() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(TEXTS / 10);
        assertThat(spared).isGreaterThan(TEXTS / 10);
    }

    private static int found(String text, Glance glance) {
        var names = new Spans();
        var named = new NamedSecrets(text, false, true, names);
        named.find();
        var urls = new Spans();
        Urls.find(text, urls);
        var tokens = new Spans();
        Tokens.secrets(text, tokens);
        var uids = new Spans();
        Tokens.uids(text, false, uids);
        var numbers = new Spans();
        Addresses.numbers(text, numbers);
        var groups = new Spans();
        Addresses.groups(text, groups);
        assertThat(glance.mayHaveNames() || names.isEmpty() && !named.asks()).as(text).isTrue();
        assertThat(glance.mayHaveUrls() || urls.isEmpty()).as(text).isTrue();
        assertThat(glance.mayHaveTokens() || tokens.isEmpty()).as(text).isTrue();
        assertThat(glance.mayHaveUids() || uids.isEmpty()).as(text).isTrue();
        assertThat(glance.mayHaveNumbers() || numbers.isEmpty()).as(text).isTrue();
        assertThat(glance.mayHaveGroups() || groups.isEmpty()).as(text).isTrue();
        return names.isEmpty() && numbers.isEmpty() && groups.isEmpty() && uids.isEmpty() ? 0 : 1;
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
            boolean name = random.nextInt(6) == 0;
            String piece =
                    name
                            ? Name.ALL.get(random.nextInt(Name.ALL.size())).word()
                            : PIECES.get(random.nextInt(PIECES.size()));
            text.append(random.nextInt(8) == 0 ? piece.toUpperCase(Locale.ROOT) : piece);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] Player Priya13 left.",
                "27.1.2025 23:24:03 [Server Chat] 0 | DoofusDan: The house is nice and cozy though.",
                "30.1.2025 03:47:25 [Server Warning] Server overloaded. A tick took 563ms to complete."
            })
    void most_lines_need_no_rule(String line) {
        var glance = new Glance(line);

        assertThat(glance.mayHaveNames()).isFalse();
        assertThat(glance.mayHaveUrls()).isFalse();
        assertThat(glance.mayHaveTokens()).isFalse();
        assertThat(glance.mayHaveUids()).isFalse();
        assertThat(glance.mayHaveNumbers()).isFalse();
        assertThat(glance.mayHaveGroups()).isFalse();
    }
}
