package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.channel.Player;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the web console shows to whom may not, or cannot, do everything.
@Tag("jar-only")
class WebRolesIT extends WebContract {
    private static final String IS_TAKEN =
            """
            key => !document.body.dispatchEvent(
                new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))
            """;

    @Test
    void a_monitor_without_a_view_is_told_what_the_role_may_and_sees_the_state() {
        try (GatewayProcess gateway = quiet().start()) {
            WebPage page = open(gateway.url("/"));

            page.signIn(GatewayProcess.MONITOR);

            page.awaitVisible("#monitor");
            page.awaitState("running");
            page.awaitHidden("#command");
            assertThat(page.find("#controls").isVisible()).isFalse();
            page.awaitText("#link", "no console");
            page.find("#panel-open").click();
            page.awaitText("#panel-body", "Memory");
            assertThat(page.find("#panel").boundingBox().height)
                    .isEqualTo(page.find("#work").boundingBox().height);
            assertThat(page.find("#monitor").boundingBox().y)
                    .as("nothing empty above it")
                    .isEqualTo(page.find("#work").boundingBox().y);
            assertThat(page.page().evaluate(IS_TAKEN, "f"))
                    .as("Ctrl+F is the browser's")
                    .isEqualTo(false);
            page.screenshot("monitor");
        }
    }

    @Test
    void a_monitor_with_a_masked_view_reads_and_cannot_write() {
        try (GatewayProcess gateway = quiet().set("VS_CONSOLE_MONITOR_VIEW", "redacted").start()) {
            WebPage page = open(gateway.url("/"));

            page.signIn(GatewayProcess.MONITOR);

            page.awaitLive();
            page.awaitLine("Entering runphase RunGame");
            assertThat(page.find("#send").isDisabled()).isTrue();
            assertThat(page.find("#command").getAttribute("placeholder"))
                    .isEqualTo("the role monitor may not send commands");
            page.screenshot("monitor-masked");

            page.find(".xterm-helper-textarea").focus();
            page.press("x");
            page.press("/");
            assertThat(page.find("#command").inputValue()).as("typed in vain").isEmpty();
        }
    }

    @Test
    void where_there_is_no_game_nothing_can_be_done_to_it() {
        try (GatewayProcess gateway =
                Player.gateway("framed").set("VS_GAME_ENABLED", "false").start()) {
            WebPage page = open(gateway.url("/"));

            page.signIn(GatewayProcess.ADMIN);

            page.awaitState("none");
            assertThat(page.find("#state-word").textContent()).isEqualTo("no game here");
            assertThat(page.find("#controls").isVisible()).isFalse();
            assertThat(page.find("#controls-button").isVisible()).isFalse();
            page.awaitLive();
            assertThat(page.find("#send").isDisabled()).isTrue();
            page.screenshot("no-game");
        }
    }
}
