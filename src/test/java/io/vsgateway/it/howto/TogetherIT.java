package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Cable;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsBrowser;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.EchoGame;
import io.vsgateway.it.channel.Player;
import io.vsgateway.it.web.WebBrowser;
import io.vsgateway.it.web.WebPage;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two browsers, a player in the game, the bot of `how-to/chat-bot.md` and who runs the server, all
/// at once.
@Tag("jar-only")
@NeedsBrowser
@Tag("jar-only")
@Timeout(240)
class TogetherIT {
    @Test
    void all_talk_with_each_other_and_a_fight_is_played_to_its_end() {
        try (GatewayProcess gateway =
                        EchoGame.in(Player.gateway("framed"))
                                .set("VS_BRIDGE_CHAT_TO_GAME", "true")
                                .start();
                Cable toBot = new Cable(gateway.port());
                Cable toBob = new Cable(gateway.port());
                Client console = Client.admin(gateway);
                Script bot = ChatBotIT.bot(toBot);
                WebBrowser browser = new WebBrowser();
                WebPage lead = browser.open(gateway.url("/channels.html"));
                WebPage ada = browser.open(gateway.url("/channels.html"));
                WebPage bob = browser.open(toBob.url("/channels.html"))) {
            bot.await("connected"::equals);
            connect(lead, GatewayProcess.ADMIN);
            connect(ada, Player.token("ada", Map.of()));
            connect(bob, Player.token("bob", Map.of()));

            talk(console, ada, bob);
            fight(lead, ada, bob, toBob);
            assertThat(lead.complaints()).isEmpty();
            assertThat(ada.complaints()).isEmpty();
        }
    }

    private static void connect(WebPage page, String credential) {
        page.find("#credential").fill(credential);
        page.find("#topics").fill("game:all,chat:global");
        page.find("#button").click();
        page.awaitText("#status", "Connected as");
        page.awaitText("#game", "The game is running.");
    }

    private static void talk(Client console, WebPage ada, WebPage bob) {
        EchoGame.write(
                console, "Notification] Client 1 uid 6d attempting identification. Name: Old Tom");
        for (WebPage one : List.of(ada, bob)) {
            one.awaitText("#players", "Old Tom");
            one.awaitText("#events", "chat:global Bot: Welcome, Old Tom!");
        }
        console.expect("/announce [Bot] Welcome, Old Tom!");

        EchoGame.write(console, "Chat] 0 | Old Tom: !players");
        for (WebPage one : List.of(ada, bob)) {
            one.awaitText("#events", "chat:global Old Tom: !players");
            one.awaitText("#events", "chat:global Bot: Playing: Old Tom");
        }
        ada.type("#content", "hello to <all>");
        console.expect("/announce [Ada] hello to &lt;all&gt;");
        bob.awaitText("#events", "chat:global Ada: hello to <all>");
        bob.type("#content", "!roll");
        console.expect("/announce [Bob] !roll");
        ada.awaitText("#events", "chat:global Bot: Bob rolls");
        console.expect("/announce [Bot] Bob rolls");
    }

    private static void fight(WebPage lead, WebPage ada, WebPage bob, Cable toBob) {
        for (String one : List.of("ada", "bob")) {
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> lead.find("#other option[value=" + one + "]").count() == 1);
        }
        lead.find("#one").selectOption("ada");
        lead.find("#other").selectOption("bob");
        lead.find("#seconds").fill("5");
        lead.find("#begin button").click();
        bob.awaitText("#turn", "It is");

        // Away while it is his turn.
        toBob.cut();
        bob.awaitText("#status", "No connection");
        ada.awaitText("#fighters", "Bob (away)");
        ada.awaitText("#course", "Bob did nothing in time");
        lead.find("#hold").click();
        ada.awaitText("#turn", "The fight is paused");
        toBob.mend();
        bob.awaitText("#status", "Connected as Bob");
        bob.awaitText("#turn", "The fight is paused");
        bob.awaitText("#course", "Bob did nothing in time");
        ada.awaitNoText("#fighters", "Bob (away)");
        bob.type("#content", "here I am");
        ada.awaitText("#events", "chat:global Bob: here I am");
        ada.screenshot("together-ada");
        lead.find("#hold").click();

        Awaitility.await()
                .pollInSameThread()
                .until(() -> {
                    List.of(ada, bob).forEach(TogetherIT::attackIfItIsTheirTurn);
                    return lead.find("#turn").innerText().contains("over");
                });
        String outcome = lead.find("#turn").innerText();
        assertThat(outcome).matches("The fight is over: (Ada|Bob) won\\.");
        ada.awaitText("#turn", outcome);
        bob.awaitText("#turn", outcome);
        bob.screenshot("together-bob");
        assertThat(fought(bob)).as("nothing is missing or told twice").isEqualTo(fought(ada));
    }

    private static void attackIfItIsTheirTurn(WebPage page) {
        if (page.find("#turn").innerText().equals("It is your turn.")) {
            // At once: it may be over, and the turn with it, before a click comes.
            page.find("#moves button[value=attack]").dispatchEvent("click");
        }
    }

    private static List<String> fought(WebPage page) {
        return page.find("#events p").allInnerTexts().stream()
                .filter(row -> row.contains("combat:"))
                .toList();
    }
}
