package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The control of the game from the web console: start, stop and restart, now or later, kill, and
/// what is told of a crash.
@Tag("jar-only")
class WebControlIT extends WebContract {
    @Test
    void the_game_is_stopped_and_started() {
        try (GatewayProcess own = quiet().start()) {
            WebPage page = open(own.url("/")).signedIn().awaitState("running");

            page.find("#stop").click();
            page.find("#dialog-buttons .primary").click();
            page.awaitState("stopped");
            page.awaitLine("Stopped the server!");
            assertThat(page.find("#command").getAttribute("placeholder"))
                    .isEqualTo("the game is not running");
            page.screenshot("stopped");
            page.find("#start").click();

            page.awaitState("running");
            page.send("/time");
            page.awaitReceipt("/time", "confirmed");
        }
    }

    @Test
    void a_restart_names_who_plays_and_can_be_put_off_and_called_off() {
        try (GatewayProcess own = quiet().demo("--rate 100 --start-time 10ms").start()) {
            WebPage page = open(own.url("/")).signedIn().awaitState("running");
            page.awaitText("#players", "players");

            page.find("#restart").click();
            page.awaitText("#dialog", "players are online and are disconnected:");
            page.awaitText("#dialog", "1 min at most");
            page.find("#dialog select").selectOption("300");
            assertThat(page.find("#dialog input").inputValue())
                    .isEqualTo("/announce The server restarts in {time}.");
            page.screenshot("restart-later");
            page.find("#dialog-buttons .primary").click();

            page.awaitText("#countdown", "The game is to restart in");
            page.screenshot("countdown");
            page.find("#stop").click();
            page.awaitText("#dialog", "by admin-key, is given up for this.");
            page.screenshot("stop-instead");
            page.press("Escape");
            assertThat(Rest.of(own).get("/api/v1alpha1/audit").findValuesAsText("action"))
                    .contains(
                            "/announce The server restarts in 5 minutes.", "restart in 5 minutes");
            page.find("#countdown-cancel").click();
            page.awaitHidden("#countdown");
        }
    }

    @Test
    void what_was_chosen_stays_if_the_gateway_refuses_it() {
        try (GatewayProcess own = quiet().start()) {
            WebPage page = open(own.url("/")).signedIn().awaitState("running");

            page.find("#restart").click();
            page.find("#dialog select").selectOption("600");
            page.find("#dialog input").fill("/stop {time}");
            page.find("#dialog-buttons .primary").click();

            page.awaitText("#dialog", "blocked by policy: stop the game with “Stop”");
            assertThat(page.find("#dialog select").inputValue()).isEqualTo("600");
            assertThat(page.find("#dialog input").inputValue()).isEqualTo("/stop {time}");
            page.screenshot("restart-refused");
            page.find("#dialog input").fill("");
            page.find("#dialog-buttons .primary").click();
            page.awaitVisible("#countdown");
        }
    }

    @Test
    void a_stop_under_way_shows_its_step_and_the_time_left() {
        try (GatewayProcess stubborn =
                quiet().game("trap '' TERM; echo ready; while :; do sleep 1; done")
                        .set("VS_GAME_STOP_WAIT", "20s")
                        .set("VS_GAME_STOP_TERM_WAIT", "20s")
                        .start()) {
            WebPage page = open(stubborn.url("/")).signedIn().awaitState("running");

            page.find("#stop").click();
            page.find("#dialog-buttons .primary").click();

            page.awaitState("stopping");
            page.awaitText("#progress", "s left");
            page.screenshot("stopping");
            page.page().setViewportSize(390, 844);
            page.awaitVisible("#progress");
            page.screenshot("stopping-phone");
            page.page().setViewportSize(1280, 760);
            page.find("#kill").click();
            page.awaitText("#dialog", "saves nothing");
            page.find("#dialog-buttons .danger").click();
            page.awaitState("stopped");
        }
    }

    @Test
    void a_crash_is_told_with_its_exit_code_and_last_lines() {
        try (GatewayProcess own = quiet().start()) {
            WebPage page = open(own.url("/")).signedIn().awaitState("running");

            page.send("/demo crash 7");
            page.awaitText("#crash", "exit code 7");
            page.find("#crash").click();

            page.awaitText("#dialog", "Caught unhandled exception");
            page.screenshot("crash");
        }
    }
}
