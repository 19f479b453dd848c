package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.DocTables;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsBrowser;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.EchoGame;
import io.vsgateway.it.channel.Player;
import io.vsgateway.it.web.WebBrowser;
import io.vsgateway.it.web.WebPage;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `examples/players.html` with what `how-to/players-on-a-web-page.md` says about it.
@Tag("jar-only")
@NeedsBrowser
@Timeout(180)
class PlayersPageIT {
    @Test
    void it_shows_who_plays_and_what_they_say_until_it_is_deleted() {
        // The commands need it.
        Tool _ = Tool.named("jq");
        try (GatewayProcess gateway =
                        EchoGame.in(Player.gateway("framed").set("VS_ALLOWED_ORIGINS", "*"))
                                .start();
                Client console = Client.admin(gateway);
                Player watcher =
                        Player.with(gateway, "/ws?channels=game,chat", Player.SERVICE_KEY);
                Script copying = copying(gateway);
                WebBrowser browser = new WebBrowser();
                WebPage page = browser.open(address(gateway))) {
            EchoGame.awaitReady(watcher);
            page.awaitText("#state", "The server is open.");

            EchoGame.write(
                    console,
                    "Notification] Client 1 uid 6d attempting identification. Name: Old Tom");
            page.awaitText("#players", "Old Tom");

            // The copying may begin only now.
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> {
                        EchoGame.write(console, "Chat] 0 | Old Tom: anybody here?");
                        return page.find("#chat").innerText().contains("Old Tom: anybody here?");
                    });
            watcher.send("{'type':'chat_message','channel':'global','content':'<b>bad</b> word'}");
            page.awaitText("#chat", "Service: <b>bad</b> word");
            assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
            page.screenshot("players");
            String id =
                    watcher.client()
                            .json(m -> m.path("content").asText().endsWith("word"))
                            .path("event_id")
                            .asText();
            watcher.ask(
                    "moderate",
                    "'action':'delete','topic':'chat:global','event_id':'%s'".formatted(id));
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !page.find("#chat").innerText().contains("bad"));

            EchoGame.write(console, "Event] Client 1 disconnected.");
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> page.find("#players li").count() == 0);
            page.awaitText("#playing", "Playing: 0");
            assertThat(page.complaints()).isEmpty();
            assertThat(copying.output()).isNotEmpty();
            try (WebPage phone = browser.open(address(gateway), 390, 800, ColorScheme.LIGHT)) {
                phone.awaitText("#chat", "Old Tom: anybody here?");
                assertThat(phone.find("#chat").innerText()).doesNotContain("bad");
                phone.screenshot("players-phone");
            }
        }
    }

    private static String address(GatewayProcess gateway) {
        return DocTables.DOCS.resolve("examples/players.html").toUri()
                + "?gateway="
                + gateway.url("").replaceFirst("^http", "ws");
    }

    /// What the how-to runs beside the gateway.
    private static Script copying(GatewayProcess gateway) {
        return Shell.run(
                CodeBlocks.of("players-on-a-web-page.md", "sh"),
                Map.of("KEY", Player.SERVICE_KEY, "GATEWAY", gateway.url("")));
    }
}
