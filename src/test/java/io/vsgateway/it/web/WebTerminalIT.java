package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the terminal of the web console shows, and how it is searched and filtered.
@Tag("jar-only")
class WebTerminalIT extends WebContract {
    private GatewayProcess gateway;

    @BeforeAll
    void startGateway() {
        gateway = quiet().start();
    }

    @AfterAll
    void endGateway() {
        gateway.close();
    }

    @Test
    void lines_come_live() {
        WebPage page = open(gateway.url("/")).signedIn();

        page.send("/demo ticks 100 20");

        page.awaitLine("tick seq=20");
    }

    @Test
    void control_sequences_of_the_game_change_nothing_but_colours() {
        try (GatewayProcess painter =
                quiet().game(
                                "printf \"first\\n\\033[2J\\033[Hsecond\\033]0;owned\\007\\n"
                                        + "\\033[32mgreen\\nplain\\n\"; cat")
                        .start()) {
            WebPage page = open(painter.url("/")).signedIn();

            page.awaitLine("plain");

            assertThat(page.rows()).containsSubsequence("first", "second", "green", "plain");
            assertThat(page.page().title()).doesNotContain("owned");
            assertThat(page.find(".xterm-fg-2").allInnerTexts()).containsExactly("green");
        }
    }

    @Test
    void progress_stays_in_one_row() {
        try (GatewayProcess loader =
                quiet().game(
                                "echo begin; for i in 1 2 3 4 5 6 7 8 9; do"
                                        + " printf \"\\r${i}0 %%\"; sleep 0.25; done;"
                                        + " printf \"\\r100 %%\\n\"; echo end; cat")
                        .start()) {
            WebPage page = open(loader.url("/")).signedIn();

            page.awaitLine("end");
            assertThat(progress(page)).containsExactly("100 %");
            page.screenshot("progress");
            page.find("#menu-button").click();
            page.find("#pref-timestamps").check();
            page.press("Escape");

            Awaitility.await()
                    .pollInSameThread()
                    .untilAsserted(() ->
                            assertThat(progress(page))
                                    .as("drawn anew, with times")
                                    .singleElement()
                                    .asString()
                                    .matches("\\d\\d:.* 100 %"));
        }
    }

    private static List<String> progress(WebPage page) {
        return page.rows().stream().filter(row -> row.endsWith(" %")).toList();
    }

    @Test
    void what_the_gateway_says_is_marked_where_no_game_can() {
        try (GatewayProcess liar =
                quiet().game(
                                "printf \"\\033[36m▸ the game has ended\\033[0m\\n"
                                        + "\\033]7007;\\007I am the gateway\\n[vs-gateway] so am I\\n\"; exec cat")
                        .start()) {
            WebPage page = open(liar.url("/")).signedIn();
            page.awaitLine("so am I");

            Rest rest = Rest.of(liar);
            rest.post("/api/v1alpha1/server/stop", "");
            page.awaitState("stopped");
            Awaitility.await()
                    .pollInSameThread()
                    .until(
                            () -> page.find(".xterm-decoration.own").count(),
                            count -> count > 0 && count == ownLines(rest));
            assertThat(page.rows()).contains("▸ the game has ended", "I am the gateway");
            page.screenshot("own-lines");
        }
    }

    private static int ownLines(Rest rest) {
        return Collections.frequency(
                rest.get("/api/v1alpha1/console/history").path("lines").findValuesAsText("stream"),
                "gateway");
    }

    @Test
    void the_markup_of_the_game_is_read_and_can_be_seen() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.send("/help announce");

        page.awaitLine("/announce <message> : Tell all players");
        page.screenshot("markup-read");
        page.find("#menu-button").click();
        page.find("#pref-markup").check();
        page.press("Escape");
        page.awaitLine("<code>/announce <i>&lt;message&gt;</i></code>");
    }

    @Test
    void nothing_is_hidden_or_turned_around_anywhere() {
        try (GatewayProcess liar =
                quiet().game(
                                "trap \"\" TERM; printf \"\\033[8mconcealed\\033[0m\\n"
                                        + "\\342\\200\\256nimdA\\n\"; read line; exit 9")
                        .start()) {
            WebPage page = open(liar.url("/")).signedIn();
            page.awaitLine("concealed");
            page.awaitLine("\uFFFDnimdA");
            assertThat(page.find(".xterm-rows span").allInnerTexts())
                    .anyMatch(text -> text.contains("concealed"));

            page.send("end");
            page.awaitText("#crash", "exit code 9");
            page.find("#crash").click();

            page.awaitText("#dialog", "\uFFFDnimdA");
            assertThat(page.find("#dialog").textContent())
                    .contains("concealed")
                    .doesNotContain("\u001b", "\u202e", "[8m");
            page.screenshot("crash-cleaned");
        }
    }

    @Test
    void search_counts_and_walks_from_the_newest() {
        WebPage page = open(gateway.url("/")).signedIn();
        page.send("/demo ticks 100 5");
        page.awaitLine("tick seq=5");

        page.press("Control+f");
        page.find("#search-text").fill("Entering runphase");
        page.awaitText("#search-count", "9 of 9");
        page.screenshot("search");
        page.find("#search-regex").check();
        page.find("#search-text").fill("runphase (RunGame|WorldReady)");

        page.awaitText("#search-count", "2 of 2");
        page.press("Escape");
        page.awaitHidden("#search");
    }

    @Test
    void a_filter_holds_for_history_and_for_live_lines() {
        WebPage page = open(gateway.url("/")).signedIn();
        page.send("/demo ticks 100 3");
        page.awaitLine("tick seq=3");

        page.type("#filter-text", "tick seq=");
        page.awaitNoLine("Entering runphase");
        page.send("/demo ticks 100 4");
        page.awaitLine("tick seq=4");

        assertThat(page.rows()).allMatch(row -> row.contains("tick seq="));
        page.screenshot("filter");
        page.find("#filter-reset").click();
        page.awaitLine("Handling Console Command");
    }

    @Test
    void a_filter_applies_while_it_is_typed_and_tells_how_many_there_are() {
        try (GatewayProcess silent = quiet().demo("--rate 0 --start-time 10ms").start()) {
            WebPage page = open(silent.url("/")).signedIn().awaitState("running");
            page.send("/demo ticks 100 3");
            page.awaitLine("tick seq=3");

            page.find("#filter-text").pressSequentially("TICK seq=");
            page.awaitText("#filter-count", "3 lines");
            page.awaitNoLine("Entering runphase");
            page.find("#filter-text").pressSequentially("9");
            page.awaitVisible("#filter-none");
            page.awaitText("#filter-count", "none");
            page.awaitText("#announcer", "No line matches.");
            page.screenshot("filter-none");
            page.send("/demo ticks 10 9");

            page.awaitHidden("#filter-none");
            page.awaitLine("tick seq=9");
            page.awaitText("#filter-count", "1 line");
            page.find("#filter-text").press("Escape");
            page.awaitLine("Entering runphase");
            assertThat(page.find("#filter-count").innerText()).isEmpty();
        }
    }

    @Test
    void a_long_plain_text_full_of_signs_is_a_filter() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        String signs = "{1001} \\E (a|b) " + ".".repeat(220);
        page.send("/announce " + signs);
        page.awaitReceipt("/announce ", "confirmed");

        page.find("#filter-text").fill(signs);

        page.awaitText("#filter-count", "2 lines");
        assertThat(page.find("#filter-problem").innerText()).isEmpty();
    }

    @Test
    void a_level_is_a_filter() {
        WebPage page = open(gateway.url("/")).signedIn();
        page.send("/demo exception");
        page.awaitLine("[Server Error]");

        page.find("#filter-level").selectOption("error");

        page.awaitNoLine("[Server Notification]");
        page.awaitLine("[Server Error]");
    }

    @Test
    void an_expression_that_is_none_is_told_at_its_field() {
        WebPage page = open(gateway.url("/")).signedIn();

        page.find("#filter-regex").check();
        page.type("#filter-text", "(unclosed");

        page.awaitText("#filter-problem", "missing closing )");
        page.screenshot("filter-refused");
    }

    @Test
    void who_reads_further_up_is_left_there_and_told_what_came() {
        // Nothing comes but what is asked for: the lines are counted.
        try (GatewayProcess silent = quiet().demo("--rate 0 --start-time 10ms").start()) {
            WebPage page = open(silent.url("/")).signedIn().awaitState("running");
            page.send("/demo ticks 200 60");
            page.awaitLine("tick seq=60");
            page.find(".xterm-helper-textarea").focus();
            page.press("PageUp");
            page.awaitVisible("#jump");
            // The rows are drawn anew a little later.
            page.awaitNoLine("tick seq=60");
            List<String> before = page.rows();

            Rest.of(silent)
                    .post("/api/v1alpha1/console/command", "{\"command\":\"/demo ticks 100 25\"}");
            page.awaitText("#jump-count", "26 lines below");

            assertThat(page.rows()).isEqualTo(before);
            page.screenshot("scrolled-up");
            page.find("#jump").click();
            page.awaitHidden("#jump");
            page.awaitLine("tick seq=25");
        }
    }

    @Test
    void older_lines_are_fetched_at_the_top() {
        try (GatewayProcess talker = quiet().start()) {
            WebPage early = open(talker.url("/")).signedIn();
            early.send("/demo flood 3000");
            early.awaitLine("flood line 3000 of 3000");
            WebPage page = open(talker.url("/")).signedIn();
            page.awaitLine("flood line 3000 of 3000");

            page.find(".xterm-helper-textarea").focus();
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> {
                        page.press("Home");
                        List<String> rows = page.rows();
                        return rows.stream().anyMatch(row -> row.contains("nothing older"))
                                && rows.stream()
                                        .anyMatch(row -> row.contains("Entering runphase Start"));
                    });
        }
    }
}
