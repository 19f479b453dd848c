package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsBrowser;
import io.vsgateway.it.channel.Player;
import io.vsgateway.it.web.WebBrowser;
import io.vsgateway.it.web.WebPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page that `how-to/live-map.md` shows.
@Tag("jar-only")
@NeedsBrowser
@Timeout(180)
class LiveMapIT {
    @TempDir Path directory;

    @Test
    void whoever_comes_sees_who_is_where_and_who_goes() throws IOException {
        try (GatewayProcess gateway =
                        Player.gateway("framed")
                                .set("VS_WORLD_ANONYMOUS_POSITIONS", "true")
                                .set("VS_ALLOWED_ORIGINS", "*")
                                .start();
                WebBrowser browser = new WebBrowser();
                WebPage page = browser.open(map(gateway), 390, 800, ColorScheme.LIGHT)) {
            try (Player ada = Player.connect(gateway, "/ws/world", "ada")) {
                ada.send("{'type':'player_movement','zone':'demo','x':-20,'y':30.4}");
                page.awaitText("#list", "Ada: -20, 30");
                ada.send("{'type':'player_movement','zone':'demo','x':-25,'y':30.4}");
                page.awaitText("#list", "Ada: -25, 30");
                assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
                page.screenshot("live-map");
            }
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !page.find("#list").innerText().contains("Ada"));
            assertThat(page.complaints()).isEmpty();
        }
    }

    private String map(GatewayProcess gateway) throws IOException {
        String html = CodeBlocks.of("live-map.md", "html");
        String address = "ws://127.0.0.1:8080";
        assertThat(html).contains(address);
        return Files.writeString(
                        directory.resolve("map.html"),
                        html.replace(address, gateway.url("").replaceFirst("^http", "ws")))
                .toUri()
                .toString();
    }
}
