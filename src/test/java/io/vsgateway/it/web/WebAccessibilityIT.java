package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.GatewayProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The web console for those who use the keyboard, a screen reader or a phone.
@Tag("jar-only")
class WebAccessibilityIT extends WebContract {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private GatewayProcess gateway;

    @BeforeAll
    void startGateway() {
        gateway = quiet().start();
    }

    @AfterAll
    void endGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void the_rules_of_axe_find_nothing_serious(ColorScheme scheme) {
        WebPage page = watched(browser().open(gateway.url("/"), 1280, 760, scheme));
        page.awaitVisible("#key");
        assertThat(findings(page)).as("sign in").isEmpty();

        page.signedIn().awaitState("running");
        page.send("/demo exception");
        page.awaitReceipt("/demo exception", "confirmed");
        assertThat(findings(page)).as("console").isEmpty();
        page.screenshot("console-" + scheme);

        page.find("#menu-button").click();
        assertThat(findings(page)).as("menu").isEmpty();
        page.screenshot("menu-" + scheme);
        page.press("Escape");

        page.press("Control+f");
        page.find("#search-text").fill("Server");
        assertThat(findings(page)).as("search").isEmpty();
        page.press("Escape");

        page.send("hello");
        assertThat(findings(page)).as("dialog").isEmpty();
        page.screenshot("dialog-" + scheme);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void the_page_of_help_passes_them_too(ColorScheme scheme) {
        WebPage page = watched(browser().open(gateway.url("/help.html"), 390, 844, scheme));

        page.awaitText("main", "Signing in");

        assertThat(findings(page)).isEmpty();
        page.screenshot("help-" + scheme);
    }

    static List<String> findings(WebPage page) {
        return new AxeBuilder(page.page())
                .analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(rule -> rule.getId() + " " + rule.getNodes())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({"320, 640", "344, 882", "360, 740", "390, 844"})
    void it_fits_a_phone(int width, int height) {
        WebPage page = watched(browser().open(gateway.url("/"), width, height, ColorScheme.LIGHT));
        String phone = "phone-" + width + "x" + height;
        page.awaitVisible("#key");
        page.screenshot(phone + "-signin");
        page.signedIn().awaitState("running");
        page.send("/time");
        page.awaitReceipt("/time", "confirmed");

        assertThat(page.page().evaluate("() => document.documentElement.scrollWidth"))
                .isEqualTo(width);
        for (String control :
                List.of("#send", "#controls-button", "#search-open", "#menu-button", "#recent")) {
            fits(page, control, width);
        }
        assertThat(page.find("header .row").boundingBox().height).as("one row").isLessThan(56);
        assertThat(page.find("#tools").boundingBox().height).as("one row").isLessThan(56);
        assertThat(page.find("#terminal").boundingBox().height).isGreaterThan(400);
        assertThat(right(page, "#filter-text")).isLessThan(left(page, "#panel-open"));
        assertThat(page.find("#link").innerText()).as("for a screen reader").contains("live");
        page.screenshot(phone);
        page.find("#filter-text").fill("Server time");
        page.awaitText("#filter-count", "line");
        for (String part : List.of("#filter-level", "#filter .check", "#filter-reset")) {
            fits(page, part, width);
        }
        var filter = page.find("#filter").boundingBox();
        assertThat(page.find("#terminal").boundingBox().y)
                .as("nothing that is found is covered")
                .isGreaterThanOrEqualTo(filter.y + filter.height);
        page.screenshot(phone + "-filter");
        page.find("#filter-reset").click();
        page.find("#controls-button").click();
        fits(page, "#stop", width);
        page.screenshot(phone + "-controls");
        page.press("Escape");

        page.find("#menu-button").click();
        fits(page, "#menu-download", width);
        page.screenshot(phone + "-menu");
        page.press("Escape");
        page.send("hello");
        var dialog = page.find("dialog[open]").boundingBox();
        assertThat(dialog.x).isNotNegative();
        assertThat(dialog.x + dialog.width).isLessThanOrEqualTo(width);
        page.screenshot(phone + "-dialog");
    }

    private static double left(WebPage page, String part) {
        return page.find(part).boundingBox().x;
    }

    private static double right(WebPage page, String part) {
        return left(page, part) + page.find(part).boundingBox().width;
    }

    @ParameterizedTest
    @CsvSource({"640, 400", "844, 390"})
    void all_of_the_menu_can_be_reached_in_a_low_window(int width, int height) {
        WebPage page = watched(browser().open(gateway.url("/"), width, height, ColorScheme.DARK));
        page.signedIn();

        page.find("#menu-button").click();
        page.find("#signout").scrollIntoViewIfNeeded();

        page.screenshot("menu-" + width + "x" + height);
        for (String part : List.of("#menu", "#signout")) {
            var box = page.find(part).boundingBox();
            assertThat(box.y + box.height).as(part).isLessThanOrEqualTo(height);
        }
    }

    private static void fits(WebPage page, String control, int width) {
        var box = page.find(control).boundingBox();
        assertThat(box.x).as(control).isNotNegative();
        assertThat(box.x + box.width).as(control).isLessThanOrEqualTo(width);
        assertThat(Math.min(box.width, box.height)).as(control).isGreaterThanOrEqualTo(40);
    }

    @Test
    void the_keyboard_alone_reaches_everything_and_is_caught_nowhere() {
        WebPage page = open(gateway.url("/"));
        page.awaitVisible("#key");
        page.page().keyboard().type(GatewayProcess.ADMIN);
        page.press("Enter");
        page.awaitLive().awaitState("running");

        var reached = new HashSet<Object>();
        for (int times = 0; times < 40; times++) {
            page.press("Tab");
            reached.add(page.page().evaluate("() => document.activeElement?.id"));
        }

        assertThat(reached)
                .contains(
                        "stop",
                        "restart",
                        "kill",
                        "filter-level",
                        "filter-text",
                        "filter-regex",
                        "search-open",
                        "download",
                        "menu-button",
                        "command",
                        "send");
    }

    @Test
    void a_screen_reader_finds_the_lines() {
        WebPage page = open(gateway.url("/")).signedIn().awaitState("running");

        page.find("#menu-button").click();
        page.find("#pref-reader").check();
        page.press("Escape");

        page.send("/time");
        page.awaitText(".xterm-accessibility", "Server time:");
    }
}
