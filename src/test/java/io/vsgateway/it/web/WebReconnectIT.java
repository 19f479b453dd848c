package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The web console when the network or the gateway goes away for a while.
@Tag("jar-only")
class WebReconnectIT extends WebContract {
    private static final String API = "/api/v1alpha1";

    /// Has the pause between two pasted commands last until the test says so.
    private static final String HOLD_PAUSE =
            """
            () => {
                const own = window.setTimeout
                window.setTimeout = (task, wait, ...rest) =>
                    wait === 110 ? void (window.pause = task) : own(task, wait, ...rest)
            }
            """;

    private static final Pattern TICK = Pattern.compile("tick seq=(\\d+)");
    private static final Pattern SKIPPED = Pattern.compile("— ([\\d,.\\s]+) lines? skipped —");

    @Test
    void after_the_network_was_cut_nothing_is_missing_or_repeated() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            // High enough for all lines to be seen at once.
            WebPage page =
                    watched(browser().open(cable.url("/"), 1280, 4000, ColorScheme.DARK))
                            .signedIn()
                            .awaitState("running");
            page.send("/demo ticks 40 120");
            page.awaitLine("tick seq=20");

            cable.cut();
            page.awaitVisible("#lost");
            page.awaitText("#link-word", "disconnected");
            page.screenshot("disconnected");
            cable.mend();

            page.awaitLive();
            page.awaitLine("tick seq=120");
            assertThat(ticks(page)).isEqualTo(IntStream.rangeClosed(1, 120).boxed().toList());
            page.awaitHidden("#lost");
        }
    }

    @Test
    void after_the_network_was_cut_it_asks_what_became_of_a_command() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.send("/time");
            page.awaitText("#receipts", "confirmed");

            cable.stall();
            page.send("/announce lost on its way");
            cable.cut();
            cable.flow();
            page.awaitVisible("#lost");
            cable.mend();

            page.awaitLive();
            page.awaitText("#receipts", "not known: no command with this id is known here");
            assertThat(page.rows()).noneMatch(row -> row.contains("Server: lost on its way"));
        }
    }

    @Test
    void what_is_left_of_pasted_commands_can_be_sent_when_the_connection_is_back() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.page().evaluate(HOLD_PAUSE);
            page.find("#command").focus();
            page.page().evaluate(WebCommandIT.PASTE, "/time\n/list clients\n/announce three");
            page.find("#dialog-buttons .primary").click();
            page.awaitReceipt("/time", "confirmed");

            cable.cut();
            page.awaitVisible("#lost");
            page.page().evaluate("() => window.pause()");

            page.awaitText("#dialog", "2 of 3 were not sent");
            page.screenshot("paste-rest");
            page.find("#dialog-buttons .primary").click();
            page.awaitText("#dialog", "2 of 2 were not sent");
            cable.mend();
            page.awaitLive();
            page.find("#dialog-buttons .primary").click();
            page.awaitReceipt("/list clients", "confirmed");
            page.page().evaluate("() => window.pause()");
            page.awaitReceipt("/announce three", "confirmed");
            assertThat(page.find("#receipts li").count()).isEqualTo(3);
        }
    }

    @Test
    void on_a_phone_the_open_panel_does_not_hide_that_the_connection_is_lost() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page =
                    watched(browser().open(cable.url("/"), 390, 844, ColorScheme.DARK))
                            .signedIn()
                            .awaitState("running");
            page.find("#panel-open").click();
            page.awaitText("#panel-body", "Memory");

            cable.cut();
            page.awaitVisible("#lost");

            // A trial: it ends as soon as nothing stands in the way.
            page.find("#reconnect-now").click(new Locator.ClickOptions().setTrial(true));
            page.awaitText("#panel-past", "what is shown is as of");
            assertThat(page.find("#panel-body").innerText()).contains("Memory");
            page.screenshot("disconnected-phone-panel");
            cable.mend();
            page.awaitLive();
            page.awaitHidden("#panel-past");
        }
    }

    @Test
    void what_is_to_come_and_what_was_are_not_shown_while_nobody_can_tell() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.send("/demo crash 7");
            page.awaitText("#crash", "exit code 7");
            page.awaitState("running");
            Rest.of(gateway).request().post(API + "/server/restart?in_seconds=1800");
            page.awaitVisible("#countdown");

            cable.cut();
            page.awaitText("#state-word", "not known");
            assertThat(page.find("#countdown").isVisible()).isFalse();
            assertThat(page.find("#crash").isVisible()).isFalse();
            cable.mend();

            page.awaitVisible("#countdown");
            page.awaitVisible("#crash");
        }
    }

    @Test
    void a_filter_that_was_typed_holds_for_the_next_connection() {
        try (GatewayProcess gateway = quiet().start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.find("#filter-text").pressSequentially("nothing has this");

            cable.cut();
            page.awaitVisible("#lost");
            cable.mend();
            page.awaitLive();
            Rest.of(gateway).post(API + "/console/command", "{\"command\":\"/time\"}");

            page.awaitVisible("#filter-none");
            page.find("#filter-none-clear").click();
            page.awaitLine("Server time:");
        }
    }

    @Test
    void what_the_gateway_has_forgotten_meanwhile_is_marked() {
        try (GatewayProcess gateway = quiet().set("VS_CONSOLE_BUFFER_LINES", "100").start();
                Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");

            cable.cut();
            page.awaitVisible("#lost");
            Rest rest = Rest.of(gateway);
            rest.post(API + "/console/command", "{\"command\":\"/demo flood 1000\"}");
            Awaitility.await()
                    .until(
                            () ->
                                    rest.get(API + "/console/history?lines=1&grep=line.1000.of")
                                            .path("lines")
                                            .size(),
                            size -> size == 1);
            cable.mend();

            page.awaitLive();
            page.awaitLine("flood line 1000 of 1000");
            page.find(".xterm-helper-textarea").focus();
            // Rows that come while it scrolls, as those of older history, move the top away.
            Awaitility.await()
                    .pollInSameThread()
                    .until(
                            () -> {
                                page.press("Home");
                                return page.find(".xterm-rows").textContent();
                            },
                            rows -> rows.contains("lines skipped —"));
            page.screenshot("gap");
        }
    }

    @Test
    void a_gap_is_told_once_however_often_the_connection_breaks_behind_it() {
        try (GatewayProcess gateway = quiet().set("VS_CONSOLE_BUFFER_LINES", "100").start();
                Cable cable = new Cable(gateway.port())) {
            Rest rest = Rest.of(gateway);
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.find("#filter-level").selectOption("error");
            page.awaitNoLine("[Server Notification]");
            page.awaitLive();
            page.send("/demo exception");
            page.awaitLine("[Server Error]");

            cable.cut();
            page.awaitVisible("#lost");
            rest.post(API + "/console/command", "{\"command\":\"/demo flood 1000\"}");
            Awaitility.await()
                    .until(
                            () ->
                                    rest.get(API + "/console/history?lines=1&grep=line.1000.of")
                                            .path("lines")
                                            .size(),
                            size -> size == 1);
            cable.mend();
            page.awaitLive();
            page.awaitLine("skipped —");
            cable.cut();
            page.awaitVisible("#lost");
            cable.mend();
            page.awaitLive();
            page.send("/demo exception");
            page.awaitReceipt("/demo exception", "confirmed");

            Awaitility.await()
                    .pollInSameThread()
                    .until(() ->
                            page.rows().stream()
                                            .filter(row -> row.contains("[Server Error]"))
                                            .count()
                                    >= 2);
            // On a busy machine the game writes of that, which is forgotten unseen, too.
            assertThat(page.rows())
                    .filteredOn(row -> SKIPPED.matcher(row).find() && skipped(row) > 800)
                    .hasSize(1);
        }
    }

    private static int skipped(String row) {
        Matcher skipped = SKIPPED.matcher(row);
        assertThat(skipped.find()).isTrue();
        return Integer.parseInt(skipped.group(1).replaceAll("\\D", ""));
    }

    /// Unless the page is about to connect by itself, or has.
    private static void connectNow(WebPage page) {
        page.page()
                .evaluate(
                        "() => { const now = document.getElementById('reconnect-now');"
                                + " if (now.checkVisibility()) now.click() }");
    }

    @Test
    void a_restarted_gateway_is_not_asked_for_what_was_before() {
        GatewayProcess first = quiet().start();
        try (Cable cable = new Cable(first.port())) {
            WebPage page =
                    watched(browser().open(cable.url("/"), 800, 400, ColorScheme.DARK))
                            .signedIn()
                            .awaitState("running");
            page.send("/demo ticks 100 60");
            page.awaitLine("tick seq=60");
            first.close();
            page.awaitVisible("#lost");
            try (GatewayProcess second = quiet().start()) {
                cable.leadTo(second.port());
                var asked = new AtomicInteger();
                page.page()
                        .onRequest(request -> {
                            if (request.url().contains("/console/history")) {
                                asked.incrementAndGet();
                            }
                        });
                connectNow(page);
                page.awaitLive().awaitState("running");
                page.awaitLine("Entering runphase RunGame");

                page.find(".xterm-helper-textarea").focus();
                page.press("Home");
                page.awaitVisible("#jump");
                page.send("/time");
                page.awaitReceipt("/time", "confirmed");

                assertThat(asked).hasValue(0);
            }
        } finally {
            first.close();
        }
    }

    @Test
    void a_restarted_gateway_is_found_again_and_the_restart_is_told() {
        GatewayProcess first = quiet().start();
        try (Cable cable = new Cable(first.port())) {
            WebPage page = open(cable.url("/")).signedIn().awaitState("running");
            page.send("/time");
            page.awaitReceipt("/time", "confirmed");
            List<String> before = cookies(page);

            first.close();
            page.awaitVisible("#lost");
            page.awaitText("#state-word", "not known");
            page.screenshot("gateway-gone");
            try (GatewayProcess second = quiet().start()) {
                cable.leadTo(second.port());
                connectNow(page);

                page.awaitLive().awaitState("running");
                page.awaitLine("the gateway was restarted");
                page.send("/list clients");
                page.awaitReceipt("/list clients", "confirmed");
                page.screenshot("gateway-back");

                // The sign-in of the browser ended with the first one: there is another.
                Awaitility.await()
                        .pollInSameThread()
                        .untilAsserted(
                                () -> assertThat(cookies(page)).isNotEmpty().isNotEqualTo(before));
                page.page().reload();
                page.awaitLive();
            }
        } finally {
            first.close();
        }
    }

    /// An attempt that comes while nobody is there fails, and Chromium says so if it had got as far
    /// as the handshake.
    @Override
    boolean isWanted(String complaint) {
        return complaint.startsWith("WebSocket connection to ");
    }

    private static List<String> cookies(WebPage page) {
        return page.page().context().cookies().stream().map(cookie -> cookie.value).toList();
    }

    private static List<Integer> ticks(WebPage page) {
        return page.rows().stream()
                .map(TICK::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .toList();
    }
}
