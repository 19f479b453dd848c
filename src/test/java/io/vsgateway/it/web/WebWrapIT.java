package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.GatewayProcess;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Long lines in the terminal of a phone: they are broken between words, and are still one line.
@Tag("jar-only")
class WebWrapIT extends WebContract {
    private static final String LINE =
            "21.11.2026 12:17:53 [Server Notification] Extraordinary circumstances necessitate"
                    + " comprehensive documentation of every configuration";
    private static final String ADDRESS = "https://example.org/" + "abcdefghij".repeat(8) + "/end";

    @Test
    void words_are_whole_and_the_line_is_searched_copied_and_broken_anew_as_one() {
        try (GatewayProcess game =
                quiet().game("echo '%s'; echo 'see %s'; echo last; cat".formatted(LINE, ADDRESS))
                        .start()) {
            WebPage page =
                    watched(browser().open(game.url("/"), 390, 844, ColorScheme.DARK)).signedIn();
            page.awaitLine("last");

            Set<String> words = Set.of(LINE.split(" "));
            List<String> broken = rowsOf(page, words);
            assertThat(broken).hasSizeGreaterThan(2);
            assertThat(String.join(" ", broken)).isEqualTo(LINE);
            assertThat(copied(page)).isEqualTo(LINE);
            page.screenshot("wrap-390x844");

            page.find("#search-open").click();
            page.find("#search-text").fill(LINE.substring(LINE.indexOf("Extra")));
            page.awaitText("#search-count", "1 of 1");
            page.press("Escape");

            page.page().setViewportSize(1280, 800);
            Awaitility.await()
                    .pollInSameThread()
                    .untilAsserted(() -> assertThat(page.rows()).contains(LINE));
            page.screenshot("wrap-1280x800");
        }
    }

    /// The rows that hold nothing but these words.
    private static List<String> rowsOf(WebPage page, Set<String> words) {
        return page.rows().stream()
                .filter(row -> words.containsAll(Stream.of(row.strip().split(" +")).toList()))
                .toList();
    }

    /// What is copied of the line that is clicked three times.
    private static Object copied(WebPage page) {
        page.page()
                .evaluate(
                        "() => document.addEventListener('copy', (event) => {"
                                + " window.copied = event.clipboardData.getData('text/plain') })");
        page.find(".xterm-rows > div:has-text('circumstances')")
                .first()
                .click(new Locator.ClickOptions().setClickCount(3).setForce(true));
        page.press("Control+c");
        return page.page().evaluate("() => window.copied");
    }
}
