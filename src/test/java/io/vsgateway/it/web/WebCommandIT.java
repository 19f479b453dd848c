package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Commands from the web console: receipts, and the questions before something is sent.
@Tag("jar-only")
class WebCommandIT extends WebContract {
    static final String PASTE =
            """
            text => {
                const data = new DataTransfer()
                data.setData('text', text)
                document.querySelector('#command').dispatchEvent(
                    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }
            """;

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
    void a_command_shows_its_receipt_and_its_answer() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.send("/time");

        page.awaitReceipt("/time", "confirmed");
        page.awaitLine("Server time:");
        page.awaitText("#announcer", "/time: confirmed");
        page.screenshot("command");
    }

    @Test
    void a_command_is_sent_once_however_often_enter_is_pressed() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.page()
                .evaluate(
                        """
                        () => {
                            document.querySelector('#command').value = '/announce once'
                            for (let i = 0; i < 3; i++) document.querySelector('#command-form').requestSubmit()
                        }
                        """);

        page.awaitReceipt("/announce once", "confirmed");
        page.send("/time");
        page.awaitReceipt("/time", "confirmed");
        assertThat(Rest.of(gateway).get("/api/v1alpha1/console/history").toString())
                .containsOnlyOnce("Handling Console Command /announce once");
    }

    @Test
    void what_is_sent_while_the_rules_are_asked_for_comes_behind_it() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        var asked = new CompletableFuture<Route>();
        page.page().route("**/console/commands", asked::complete);

        page.send("/announce first");
        page.send("/announce second");
        page.find("#command").fill("/announce third");
        page.page().waitForCondition(asked::isDone);
        asked.join().resume();

        page.awaitReceipt("/announce first", "confirmed");
        page.awaitReceipt("/announce second", "confirmed");
        assertThat(page.find("#receipts li code").allInnerTexts())
                .containsExactly("/announce second", "/announce first");
        assertThat(page.find("#command").inputValue()).isEqualTo("/announce third");
    }

    @Test
    void a_command_that_is_not_sent_after_all_can_be_mended() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.send("/kick Erney");
        page.awaitText("#dialog", "/kick Erney");
        page.press("Escape");

        page.awaitHidden("#dialog");
        page.page()
                .waitForCondition(() -> page.find("#command").inputValue().equals("/kick Erney"));
        assertThat(page.find("#receipts li").count()).isZero();
    }

    @Test
    void as_long_as_the_rules_are_not_known_it_asks_back_for_everything() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.page().route("**/console/commands", Route::abort);

        page.send("/time");
        page.awaitText("#dialog", "has not told yet");
        page.find("#dialog-buttons .primary").click();

        page.awaitReceipt("/time", "confirmed");
    }

    @Test
    void a_command_that_the_gateway_rejects_says_why() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.send("/op Erney");
        page.awaitText("#dialog", "/op Erney");
        page.find("#dialog-buttons .primary").click();

        page.awaitReceipt("/op Erney", "rejected");
        page.awaitText("#receipts", "rejected:");
    }

    @Test
    void what_would_be_public_chat_is_stopped_and_mended() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.send("time");
        page.awaitText("#dialog", "public chat");
        page.screenshot("public-chat");
        page.find("#dialog-buttons .primary").click();

        page.awaitReceipt("/time", "confirmed");
    }

    @Test
    void pasted_lines_are_shown_and_then_sent_one_after_the_other() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.find("#command").focus();

        page.page().evaluate(PASTE, "/time\n\n/list clients\n");
        page.awaitText("#dialog-title", "Send 2 commands?");
        page.screenshot("paste");
        page.find("#dialog-buttons .primary").click();

        page.awaitReceipt("/time", "confirmed");
        page.awaitReceipt("/list clients", "confirmed");
    }

    @Test
    void pasted_chat_is_not_sent() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.find("#command").focus();

        page.page().evaluate(PASTE, "/time\nhello all");

        page.awaitText("#dialog", "1 of them would be refused");
        assertThat(page.find("#dialog-buttons button").count()).isEqualTo(1);
    }

    @Test
    void up_brings_back_what_was_sent() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.send("/time");
        page.send("/list clients");
        page.awaitReceipt("/list clients", "confirmed");

        page.find("#command").press("ArrowUp");
        page.find("#command").press("ArrowUp");

        assertThat(page.find("#command").inputValue()).isEqualTo("/time");
    }

    @Test
    void tab_completes_from_the_help_of_the_game() {
        try (GatewayProcess helpful = GatewayProcess.with().demo("--rate 0").start()) {
            WebPage page = open(helpful.url("/")).signedIn().awaitState("running");

            page.find("#command").fill("/li");
            page.awaitCompletion("/list ");
            page.find("#command").fill("/t");
            page.press("Tab");
            page.awaitVisible("#completions");
            page.screenshot("completion");
            page.press("ArrowDown");
            page.press("Enter");

            assertThat(page.find("#command").inputValue()).isEqualTo("/tp ");
        }
    }

    @Test
    void what_a_line_may_become_shows_itself_and_takes_no_key_before_it_is_asked() {
        try (GatewayProcess helpful = GatewayProcess.with().demo("--rate 0").start()) {
            WebPage page = open(helpful.url("/")).signedIn().awaitState("running");

            page.find("#command").pressSequentially("/ti");
            page.awaitText("#completions", "/time");
            assertThat(page.find("#command").getAttribute("aria-expanded")).isEqualTo("true");
            assertThat(page.find("#command").getAttribute("aria-activedescendant")).isNull();
            page.press("ArrowDown");
            assertThat(page.find("#command").getAttribute("aria-activedescendant"))
                    .isEqualTo(page.find("[aria-selected=true]").getAttribute("id"));
            page.press("Escape");
            page.awaitHidden("#completions");
            page.press("m");
            page.press("e");
            page.press("Enter");

            page.awaitReceipt("/time", "confirmed");
            page.find("#command").pressSequentially("/ti");
            page.awaitText("#completions .recent", "/time");
        }
    }

    @Test
    void a_finger_takes_a_command_and_what_was_sent_before() {
        try (GatewayProcess helpful = GatewayProcess.with().demo("--rate 0").start()) {
            WebPage page = open(helpful.url("/")).signedIn().awaitState("running");
            page.find("#command").pressSequentially("/ti");

            page.find("#completions li").first().click();
            assertThat(page.find("#command").inputValue()).isEqualTo("/time ");
            assertThat(page.page().evaluate("() => document.activeElement.id"))
                    .isEqualTo("command");
            page.press("Enter");
            page.awaitReceipt("/time", "confirmed");
            page.find("#recent").click();
            page.find("#completions .recent").first().click();

            assertThat(page.find("#command").inputValue()).isEqualTo("/time");
        }
    }

    @Test
    void the_question_for_the_commands_is_asked_once_and_floods_nobody() {
        try (GatewayProcess helpful = GatewayProcess.with().demo("--rate 0").start()) {
            WebPage typing = open(helpful.url("/")).signedIn().awaitState("running");
            WebPage looking = open(helpful.url("/")).signedIn().awaitState("running");
            typing.find("#command").fill("/li");
            typing.awaitCompletion("/list ");
            looking.find("#command").fill("/li");
            looking.awaitCompletion("/list ");

            looking.send("/help time");
            looking.awaitReceipt("/help time", "confirmed");
            for (WebPage page : List.of(typing, looking)) {
                page.awaitLine("Handling Console Command /help time");
                assertThat(page.rows())
                        .noneMatch(row -> row.contains("/worldconfig"))
                        .noneMatch(row -> row.endsWith("Command /help"))
                        .filteredOn(row -> row.contains("asked the game which commands there are"))
                        .hasSize(1);
            }
            looking.screenshot("asides-folded");

            looking.find("#menu-button").click();
            looking.find("#pref-asides").check();
            looking.press("Escape");

            looking.awaitLine("/worldconfig <name> [value]");
            looking.screenshot("asides-shown");
            assertThat(Rest.of(helpful).get("/api/v1alpha1/console/history").toString())
                    .as("nothing is lost")
                    .containsOnlyOnce("Handling Console Command /help\"")
                    .contains("/worldconfig");
        }
    }

    @Test
    void what_went_wrong_is_no_news_when_the_same_has_gone_well() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.page().route("**/console/download", Route::abort);
        page.find("#download").click();
        page.awaitText("#problem", "The gateway cannot be reached.");

        page.page().unroute("**/console/download");
        page.page().waitForDownload(() -> page.find("#download").click());

        page.awaitHidden("#problem");
    }

    @Test
    void a_long_command_is_read_to_its_end_before_it_is_confirmed() {
        WebPage page = watched(browser().open(gateway.url("/"), 390, 844, ColorScheme.DARK));
        page.signedIn().awaitState("running");

        page.send("/op " + "x".repeat(600));
        page.awaitText("#dialog pre", "/op xxx");

        page.screenshot("confirm-long");
        assertThat(
                        page.page()
                                .evaluate(
                                        "() => { const it = document.querySelector('#dialog pre');"
                                                + " return it.scrollWidth - it.clientWidth }"))
                .isEqualTo(0);
    }

    @Test
    void what_was_sent_before_is_what_people_sent() {
        try (GatewayProcess own = GatewayProcess.with().demo("--rate 0").start()) {
            WebPage other = open(own.url("/")).signedIn().awaitState("running");
            other.send("/announce by hand");
            other.awaitReceipt("/announce by hand", "confirmed");
            Rest.of(own)
                    .post("/api/v1alpha1/console/command", "{\"command\":\"/announce by script\"}");
            WebPage page = open(own.url("/")).signedIn().awaitState("running");

            page.find("#recent").click();

            page.awaitText("#completions", "by hand");
            assertThat(page.find("#completions .recent").allInnerTexts()).hasSize(1);
        }
    }

    @Test
    void a_question_mark_shows_the_keys_unless_it_belongs_to_a_text() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
        page.find("#command").fill("/announce why");
        page.find("#command").press("?");
        assertThat(page.find("#command").inputValue()).isEqualTo("/announce why?");

        page.find("#command").fill("");
        page.find("#command").press("?");
        page.awaitText("#dialog", "Ctrl End");
        page.screenshot("keys");
        page.press("Escape");
        page.press("Alt+s");
        page.awaitVisible("#panel");
        page.press("Alt+s");
        page.awaitHidden("#panel");
        page.press("Alt+f");

        assertThat(page.page().evaluate("() => document.activeElement.id"))
                .isEqualTo("filter-text");
    }
}
