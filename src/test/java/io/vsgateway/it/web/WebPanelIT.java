package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What stands beside the console: the server, its players, ended runs, who watches, the audit.
@Tag("jar-only")
class WebPanelIT extends WebContract {
    /// Whoever plays is called what they like.
    private static final String VISITORS =
            """
            t="28.1.2026 10:00:00 [Server Notification]"
            echo "$t Entering runphase RunGame"
            n=0
            for name in Erney "Bad Name" "x[type=*]" "/stop"; do
                n=$((n + 1))
                echo "$t Client $n uid u attempting identification. Name: $name"
            done
            while read line; do echo "$t Handling Console Command $line"; done
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

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void each_tab_shows_itself_and_passes_the_rules_of_axe(ColorScheme scheme) {
        WebPage page = watched(browser().open(gateway.url("/"), 1280, 800, scheme));
        page.signedIn().awaitState("running");
        page.send("/time");
        page.awaitReceipt("/time", "confirmed");

        page.find("#panel-open").click();
        page.awaitText("#panel-body", "Memory");
        assertThat(page.find(".graph svg[role=img]").count()).isEqualTo(3);
        for (String tab : List.of("overview", "players", "runs", "callers", "audit")) {
            page.find("#tab-" + tab).click();
            page.awaitVisible("#panel-body > :first-child");
            assertThat(WebAccessibilityIT.findings(page)).as(tab).isEmpty();
            page.screenshot("panel-" + tab + "-" + scheme);
        }
        page.awaitText("#panel-body", "/time");

        page.press("Escape");
        page.awaitHidden("#panel");
        assertThat(page.page().evaluate("() => document.activeElement.id")).isEqualTo("panel-open");
    }

    @Test
    void it_covers_a_phone() {
        WebPage page = watched(browser().open(gateway.url("/"), 390, 844, ColorScheme.LIGHT));
        page.signedIn().awaitState("running");

        page.find("#panel-open").click();
        page.awaitText("#panel-body", "Memory");

        assertThat(page.find("#panel").boundingBox().width).isEqualTo(390);
        assertThat(page.page().evaluate("() => document.documentElement.scrollWidth"))
                .isEqualTo(390);
        page.screenshot("panel-phone");
        page.find("#panel-close").click();
        page.awaitHidden("#panel");
    }

    @Test
    void with_a_player_is_done_what_the_rules_allow_and_hostile_names_go_into_no_command() {
        try (GatewayProcess visited =
                quiet().game(VISITORS)
                        .set("VS_GAME_DIALECT", "vintagestory")
                        .set("VS_CONSOLE_COMMANDS_BLOCKED", "(?i)^/(op|stop)\\b")
                        .start()) {
            WebPage page = open(visited.url("/")).signedIn().awaitState("running");

            page.find("#players").click();
            page.awaitText("#panel-body", "Erney");
            page.screenshot("players-hostile");
            assertThat(page.find("#panel-body .actions button").allInnerTexts())
                    .as("of one player, and without what is blocked")
                    .containsExactly("Message", "Kick", "Whitelist");
            page.find("#panel-body .actions button").first().click();
            page.awaitText("#dialog-title", "Message: Erney");
            assertThat(page.find("#dialog-buttons .primary").isDisabled()).isTrue();
            page.find("#dialog-body input").fill("\u200b hello");
            assertThat(page.find("#dialog-buttons .primary").isDisabled()).isFalse();
            page.press("Escape");
            page.find("#panel-body .actions button").nth(1).click();
            page.awaitText("#dialog-title", "Kick: Erney");
            page.find("#dialog-body input").fill("for\u2028 /stop");
            page.press("Enter");

            page.awaitReceipt("/kick Erney for /stop", "confirmed");
            page.awaitLine("Handling Console Command /kick Erney for /stop");
        }
    }

    @Test
    void a_run_that_crashed_tells_its_last_lines() {
        try (GatewayProcess own =
                quiet().game("echo hello; read line; echo its last words; exit 9").start()) {
            WebPage page = open(own.url("/")).signedIn();
            page.awaitLine("hello");
            page.send("end");
            page.awaitText("#crash", "exit code 9");

            page.find("#panel-open").click();
            page.find("#tab-runs").click();
            page.awaitText("#panel-body", "exit code 9");
            page.find("#panel-body summary").first().click();

            page.awaitText("#panel-body pre", "its last words");
            page.screenshot("runs");
            page.awaitState("running");
            page.send("end");
            page.page().waitForCondition(() -> page.find("#panel-body details").count() == 2);

            assertThat(page.find("#panel-body details[open]").count()).as("stays open").isOne();
            assertThat(page.find("#panel-body pre").last().innerText()).contains("its last words");
        }
    }

    @Test
    void a_list_that_changes_behind_a_question_keeps_the_focus() {
        try (GatewayProcess own = quiet().start()) {
            WebPage page = open(own.url("/")).signedIn().awaitState("running");
            page.find("#panel-open").click();
            page.find("#tab-callers").click();
            page.awaitText("#panel-body", "1 connected.");
            page.find("#panel-body .rows button").click();

            WebPage other = open(own.url("/")).signedIn();
            page.page()
                    .waitForResponse(
                            answer ->
                                    answer.url().contains("/callers")
                                            && answer.text().contains("\"total\":2"),
                            () -> {});
            page.press("Escape");

            page.awaitText("#panel-body", "2 connected.");
            assertThat(page.page().evaluate("() => document.activeElement.ariaLabel"))
                    .asString()
                    .startsWith("Close the connection of admin-key");
            other.close();
        }
    }

    @Test
    void a_connection_is_seen_and_closed() {
        try (GatewayProcess own = quiet().start()) {
            WebPage other = open(own.url("/"));
            other.signIn(GatewayProcess.MONITOR);
            WebPage page = open(own.url("/")).signedIn().awaitState("running");
            page.find("#panel-open").click();
            page.find("#tab-callers").click();
            page.awaitText("#panel-body", "1 connected.");

            page.find("#panel-body .rows button").click();
            page.find("#dialog-buttons .danger").click();

            page.awaitText("#lost", "closed");
            assertThat(Rest.of(own).get("/api/v1alpha1/audit").findValuesAsText("event"))
                    .contains("caller");
        }
    }

    @Test
    void a_monitor_sees_the_server_and_the_players_alone() {
        try (GatewayProcess own = quiet().set("VS_CONSOLE_MONITOR_VIEW", "redacted").start()) {
            WebPage page = open(own.url("/"));
            page.signIn(GatewayProcess.MONITOR);
            page.awaitLive().awaitState("running");

            page.find("#panel-open").click();

            page.awaitText("#panel-body", "Memory");
            assertThat(page.find(".tab").allInnerTexts()).containsExactly("Server", "Players");
        }
    }
}
