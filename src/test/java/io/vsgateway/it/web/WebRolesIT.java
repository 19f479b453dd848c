package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a monitor sees in the web console.
@Tag("jar-only")
class WebRolesIT extends WebContract {
    @Test
    void a_monitor_without_a_view_is_told_what_the_role_may_and_sees_the_state() {
        try (GatewayProcess gateway = quiet().start()) {
            WebPage page = open(gateway.url("/"));

            page.signIn(GatewayProcess.MONITOR);

            page.awaitVisible("#monitor");
            page.awaitState("running");
            page.awaitHidden("#command");
            assertThat(page.find("#controls").isVisible()).isFalse();
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
}
