package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `src/docs/examples/channels.html`, opened from its file as a newcomer does it.
class ChannelsPageIT extends WebContract {
    private static final String PAGE =
            Path.of("src", "docs", "examples", "channels.html").toUri().toString();

    private GatewayProcess gateway;

    @BeforeAll
    void startGateway() {
        gateway =
                quiet().set("VS_ALLOWED_ORIGINS", "*").set("VS_JWT_SECRET", Issuer.SECRET).start();
    }

    @AfterAll
    void endGateway() {
        gateway.close();
    }

    @Test
    void two_people_see_each_other_and_what_they_say() {
        WebPage ada = connected(open(PAGE), GatewayProcess.ADMIN, "room:one,app:one");
        WebPage bob = connected(open(PAGE), GatewayProcess.MONITOR, "room:one");
        for (WebPage one : List.of(ada, bob)) {
            one.find("#presence-topic").selectOption("room:one");
            Awaitility.await().until(() -> one.find("#users li").count() == 2);
        }

        ada.find("#chat-topic").selectOption("room:one");
        ada.type("#content", "<b>hello</b> & welcome");
        ada.type("#publish-topic", "app:one");

        ada.awaitText("#events", "Admin: <b>hello</b> & welcome");
        bob.awaitText("#events", "Admin: <b>hello</b> & welcome");
        ada.awaitText("#events", "task_status_update");
        assertThat(bob.find("#events").innerText()).doesNotContain("task_status_update");
        ada.screenshot("channels");

        bob.find("#button").click();
        bob.awaitText("#status", "Not connected");
        Awaitility.await().until(() -> ada.find("#users li").count() == 1);
    }

    @Test
    void that_one_writes_is_shown_to_the_other_until_it_is_said() {
        WebPage ada = connected(open(PAGE), player("ada"), "chat:global");
        WebPage bob = connected(open(PAGE), player("bob"), "chat:global");

        ada.find("#content").fill("hel");
        bob.awaitText("#writing", "Ada is writing in global");
        ada.type("#content", "hello bob");

        bob.awaitText("#events", "chat:global Ada: hello bob");
        assertThat(bob.find("#writing").innerText()).isEmpty();
    }

    @Test
    void a_private_message_is_shown_to_two() {
        WebPage carl = connected(open(PAGE), player("carl"), "chat:global");
        WebPage dora = connected(open(PAGE), player("dora"), "chat:global");
        WebPage eve = connected(open(PAGE), player("eve"), "chat:global");

        carl.find("#chat-topic").selectOption("private message");
        carl.find("#chat-to").fill("dora");
        carl.type("#content", "psst");
        dora.awaitText("#events", "user:dora Carl → dora: psst");
        carl.awaitText("#events", "user:carl Carl → dora: psst");
        carl.find("#chat-topic").selectOption("chat:global");
        carl.type("#content", "to all");

        eve.awaitText("#events", "to all");
        assertThat(eve.find("#events").innerText()).doesNotContain("psst");
        assertThat(carl.find("#chat-to").isVisible()).isFalse();
    }

    @Test
    void a_moderator_deletes_mutes_and_kicks() {
        WebPage mod = connected(open(PAGE), moderator("mod"), "chat:global");
        WebPage fred = connected(open(PAGE), player("fred"), "chat:global");
        WebPage gina = connected(open(PAGE), player("gina"), "chat:global");
        fred.type("#content", "something rude");
        gina.awaitText("#events", "Fred: something rude");
        assertThat(gina.find("#events button[aria-label*=rude]").count()).isZero();

        keepOrder(mod, "something rude");
        mod.find("#reason").fill("rude");
        // Enter is none of the buttons.
        mod.find("#reason").press("Enter");
        mod.screenshot("channels-moderation");
        assertThat(new AxeBuilder(mod.page()).analyze().getViolations()).isEmpty();
        mod.find("#moderate button[value=delete]").click();
        for (WebPage one : List.of(mod, fred, gina)) {
            one.awaitText("#events", "Fred: (deleted)");
            one.awaitText("#events", "a message was deleted by mod: rude");
            assertThat(one.find("#events").innerText()).doesNotContain("something rude");
        }

        fred.type("#content", "more of it");
        keepOrder(mod, "more of it");
        mod.find("#moderate button[value=mute]").click();
        gina.awaitText("#events", "mute of fred by mod");
        fred.type("#content", "unheard");
        fred.awaitText("#events", "error: ");

        keepOrder(mod, "more of it");
        mod.find("#moderate button[value=kick]").click();
        fred.awaitText("#status", "Not connected: forbidden");
        assertThat(gina.find("#events").innerText()).doesNotContain("unheard");
    }

    @Test
    void a_moderator_may_delete_what_they_said_themselves_and_no_more() {
        WebPage page = connected(open(PAGE), moderator("hugo"), "chat:global");
        page.type("#content", "a slip of the hand");
        keepOrder(page, "a slip of the hand");

        assertThat(page.find("#moderate button[value=mute]").isVisible()).isFalse();
        assertThat(page.find("#moderate button[value=kick]").isVisible()).isFalse();
        page.find("#moderate button[value=delete]").click();
        page.awaitText("#events", "Hugo: (deleted)");

        page.type("#content", "meant so");
        keepOrder(page, "meant so");
        page.press("Escape");
        page.type("#content", "last");
        page.awaitText("#events", "Hugo: last");
        page.awaitText("#events", "Hugo: meant so");
    }

    private static void keepOrder(WebPage page, String said) {
        page.find("#events button[aria-label*='" + said + "']").click();
        page.awaitText("#accused", said);
    }

    private static String moderator(String name) {
        return Player.token(name, Map.of("roles", List.of("moderator")));
    }

    private static String player(String name) {
        return Player.token(name, Map.of());
    }

    @Test
    void topics_can_be_had_and_left_on_the_way() {
        WebPage page = connected(open(PAGE), GatewayProcess.ADMIN, "");

        page.type("#topic", "room:two");
        page.awaitText("#subscribed", "room:two");
        page.find("#chat-topic").selectOption("room:two");
        page.type("#content", "heard");
        page.awaitText("#events", "heard");
        page.find("button[aria-label='leave room:two']").click();

        Awaitility.await().until(() -> !page.find("#subscribed").innerText().contains("room:two"));
    }

    @Test
    void what_is_wrong_is_told() {
        WebPage page = open(PAGE);
        page.type("#address", "nonsense");
        page.awaitText("#status", "That is no address");

        connect(page, gateway.url("/"), "wrong-key-0123456789abcdef", "");
        page.awaitText("#status", "Not connected: unauthorized");

        connected(page, GatewayProcess.MONITOR, "");
        page.type("#publish-topic", "app:tasks");
        page.awaitText("#events", "error: you may not write to this topic");
        page.find("#event").fill("{");
        page.type("#publish-topic", "app:tasks");
        page.awaitText("#events", "not JSON");
    }

    @Test
    void after_the_network_was_cut_nothing_is_missing_or_repeated() {
        // Chromium complains of each attempt that fails, which is what this test wants.
        try (var cable = new Cable(gateway.port());
                WebPage reader = browser().open(PAGE)) {
            WebPage writer = connected(open(PAGE), GatewayProcess.ADMIN, "room:three");
            connect(reader, cable.url("/"), GatewayProcess.ADMIN, "room:three");
            reader.awaitText("#status", "Connected as");
            say(writer, 1, 3);
            reader.awaitText("#events", "said 3.");

            cable.cut();
            reader.awaitText("#status", "No connection");
            say(writer, 4, 9);
            cable.mend();
            reader.awaitText("#events", "said 9.");

            List<String> said =
                    reader.find("#events p").allInnerTexts().stream()
                            .filter(row -> row.contains("said "))
                            .map(row -> row.replaceFirst(".*said ", "").replace("…", ""))
                            .toList();
            assertThat(said).isEqualTo(IntStream.rangeClosed(1, 9).mapToObj(n -> n + ".").toList());
        }
    }

    private static void say(WebPage page, int first, int last) {
        page.find("#chat-topic").selectOption("room:three");
        for (int n = first; n <= last; n++) {
            page.type("#content", "said " + n + ".");
            page.awaitText("#events", "said " + n + ".");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void the_rules_of_axe_find_nothing(ColorScheme scheme) {
        WebPage page = watched(browser().open(PAGE, 1280, 900, scheme));
        connected(page, GatewayProcess.ADMIN, "room:four");
        page.find("#chat-topic").selectOption("room:four");
        page.type("#content", "seen");
        page.awaitText("#events", "seen");

        assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
        page.screenshot("channels-" + scheme);
    }

    @Test
    void the_gateway_serves_it_and_the_game_is_heard() {
        try (GatewayProcess demo = quiet().demo("--rate 50 --start-time 10ms").start();
                WebPage page = browser().open(demo.url("/channels.html"))) {
            page.find("#credential").fill(GatewayProcess.ADMIN);
            page.find("#button").click();

            page.awaitText("#status", "Connected as Admin");
            page.awaitText("#events", "game:all player_joined");
            page.awaitText("#events", "chat:global");
            page.awaitText("#game", "The game is running.");
            page.awaitVisible("#players li:first-child");
            page.awaitText("#players-title", "Who plays (");
            page.screenshot("channels-served");
            try (WebPage phone =
                    browser().open(demo.url("/channels.html"), 390, 844, ColorScheme.LIGHT)) {
                phone.find("#credential").fill(GatewayProcess.ADMIN);
                phone.find("#button").click();
                phone.awaitVisible("#players li:first-child");
                phone.page()
                        .screenshot(
                                new Page.ScreenshotOptions()
                                        .setFullPage(true)
                                        .setPath(
                                                Path.of(
                                                        "target",
                                                        "screenshots",
                                                        "channels-phone.png")));
                var wider = "document.documentElement.scrollWidth > innerWidth";
                assertThat(phone.page().evaluate(wider)).isEqualTo(false);
            }
        }
    }

    private WebPage connected(WebPage page, String key, String topics) {
        connect(page, gateway.url("/"), key, topics);
        page.awaitText("#status", "Connected as");
        return page;
    }

    private static void connect(WebPage page, String url, String key, String topics) {
        page.find("#address").fill(url.replaceFirst("^http", "ws"));
        page.find("#credential").fill(key);
        page.find("#topics").fill(topics);
        page.find("#button").click();
    }
}
