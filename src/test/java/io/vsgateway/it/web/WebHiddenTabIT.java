package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsBrowser;
import io.vsgateway.it.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The web console in a tab that nobody looks at.
@Tag("jar-only")
@NeedsBrowser
class WebHiddenTabIT {
    private static final int MINUTE = 60;

    /// The browser may still write to it when it is killed.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    @Test
    @Timeout(value = 5 * MINUTE, unit = TimeUnit.SECONDS)
    void it_stays_connected_though_its_timers_run_once_a_minute() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_CONSOLE_COMMANDS_COMPLETION", "false")
                                // Only what the page asks for itself is heard meanwhile.
                                .set("VS_SESSION_PING_INTERVAL", "2m")
                                .set("VS_SESSION_SILENCE_TIMEOUT", "3m")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Tabs tabs = new Tabs(profile)) {
            Tabs.Tab console = tabs.open(gateway.url("/"));
            console.awaitTrue("document.querySelector('#app')?.dataset.view === 'signin'");
            console.value(
                    "document.querySelector('#key').value = '%s'".formatted(GatewayProcess.ADMIN));
            console.value("document.querySelector('#signin-button').click()");
            console.awaitTrue("document.querySelector('#link').dataset.link === 'live'");
            console.value("globalThis.beats = [performance.now()]");
            console.value("setInterval(() => beats.push(performance.now()), 1000)");

            tabs.open("about:blank");

            console.awaitTrue("document.visibilityState === 'hidden'");
            console.awaitTrue(
                    "beats.some((beat, i) => i > 0 && beat - beats[i - 1] > 50000)",
                    Duration.ofSeconds(3 * MINUTE));
            // The page's own timer has run in the same moment: what it had to say it has said.
            assertThat(console.value("document.querySelector('#link').dataset.link").asText())
                    .isEqualTo("live");
            Rest.of(gateway)
                    .post("/api/v1alpha1/console/command", "{\"command\":\"/announce unseen\"}");

            console.lookAt();

            console.awaitTrue("document.querySelector('.xterm-rows').innerText.includes('unseen')");
            assertThat(gateway.output())
                    .noneMatch(line -> line.contains("disconnected "))
                    .filteredOn(line -> line.contains("] connected "))
                    .hasSize(1);
        }
    }
}
