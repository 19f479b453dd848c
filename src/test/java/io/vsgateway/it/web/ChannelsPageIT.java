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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `src/docs/examples/channels.html`, opened from its file as a newcomer does it.
@Tag("jar-only")
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

    @Test
    void two_who_walk_see_each_other_come_move_and_go() {
        WebPage ada = walker("ada", "meadow");
        WebPage bob = walker("bob", "meadow");

        ada.find("#map").press("ArrowRight");
        ada.awaitText("#sight", "1 is seen in meadow");
        bob.find("#walk button[value=ArrowUp]").focus();
        bob.press("Enter");

        ada.awaitText("#sight", "2 are seen in meadow. Bob came.");
        Place before = place(bob, "Bob");
        awaitSame(ada, bob, "Bob");
        bob.find("#map").press("ArrowLeft");
        bob.find("#map").press("ArrowLeft");
        Awaitility.await()
                .until(() -> place(ada, "Bob"), new Place(before.x() - 8, before.y())::equals);
        bob.find("#walk button[value=ArrowDown]").hover();
        bob.page().mouse().down();
        Awaitility.await().until(() -> place(ada, "Bob").y() < before.y() - 20);
        bob.page().mouse().up();
        awaitSame(ada, bob, "Bob");
        awaitSame(bob, ada, "Ada");
        ada.screenshot("channels-map");

        bob.find("#button").click();
        ada.awaitText("#sight", "1 is seen in meadow. Bob went.");
        bob.awaitText("#sight", "Nobody is seen.");
        assertThat(bob.find("#whereabouts li").count()).isZero();
    }

    @Test
    void who_oversees_it_sees_all_of_a_zone() {
        WebPage ada = walker("ida", "marsh");
        ada.find("#map").press("ArrowRight");
        ada.awaitText("#sight", "1 is seen in marsh");
        WebPage monitor = connected(open(PAGE), GatewayProcess.MONITOR, "");
        assertThat(monitor.find("#walk").isVisible()).isFalse();
        monitor.find("#places summary").click();
        monitor.type("#zone", "marsh");
        monitor.awaitText("#sight", "1 is seen in marsh");
        awaitSame(monitor, ada, "Ida");
        Object empty = painted(monitor);
        ada.find("#map").press("ArrowUp");
        ada.type("#zone", "cave");
        ada.find("#map").press("ArrowUp");

        monitor.awaitText("#sight", "0 are seen in marsh. Ida went.");
        ada.awaitText("#sight", "1 is seen in cave");
        assertThat(painted(monitor)).isNotEqualTo(empty);
        assertThat(monitor.find("#events").innerText()).contains("zone_change");
    }

    @Test
    void a_stranger_is_told_that_they_may_not_look() {
        try (GatewayProcess open =
                quiet().set("VS_ALLOWED_ORIGINS", "*")
                        .set("VS_CHANNEL_ACCESS", "optional")
                        .start()) {
            WebPage stranger = open(PAGE);
            connect(stranger, open.url("/"), "", "");
            stranger.awaitText("#sight", "error: you see what is around you");
            assertThat(stranger.find("#walk").isVisible()).isFalse();
        }
    }

    private static Object painted(WebPage page) {
        return page.page().evaluate("document.getElementById('map').toDataURL()");
    }

    private WebPage walker(String name, String zone) {
        WebPage page = open(PAGE);
        page.find("#zone").fill(zone);
        connected(page, player(name), "");
        page.awaitText("#sight", "Walk, and you see");
        page.find("#places summary").click();
        return page;
    }

    /// Where somebody is, as the list has it.
    private record Place(int x, int y) {}

    private static Place place(WebPage page, String name) {
        String[] at =
                page.find("#whereabouts li").allInnerTexts().stream()
                        .filter(one -> one.startsWith(name + ": "))
                        .findFirst()
                        .orElseThrow()
                        .substring(name.length() + 2)
                        .split(", ");
        return new Place(Integer.parseInt(at[0]), Integer.parseInt(at[1]));
    }

    private static void awaitSame(WebPage one, WebPage other, String name) {
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> place(one, name).equals(place(other, name)));
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
        page.find("#places summary").click();
        page.find("#map").press("ArrowUp");
        page.awaitText("#whereabouts", "Admin: ");

        assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
        page.screenshot("channels-" + scheme);
    }

    @Test
    void the_gateway_serves_it_and_the_game_is_heard() {
        try (GatewayProcess demo = quiet().set("VS_GAME_DEMO", "true").start();
                WebPage page = browser().open(demo.url("/channels.html"))) {
            page.find("#credential").fill(GatewayProcess.ADMIN);
            page.find("#button").click();

            page.awaitText("#status", "Connected as Admin");
            page.awaitText("#events", "game:all player_joined");
            page.awaitText("#events", "chat:global");
            page.awaitText("#game", "The game is running.");
            page.awaitVisible("#players li:first-child");
            page.awaitText("#players-title", "Who plays (");
            page.awaitText("#sight", "seen in demo");
            page.screenshot("channels-served");
            try (WebPage phone =
                    browser().open(demo.url("/channels.html"), 390, 844, ColorScheme.LIGHT)) {
                phone.find("#credential").fill(GatewayProcess.ADMIN);
                phone.find("#button").click();
                phone.awaitVisible("#players li:first-child");
                phone.find("#places summary").click();
                phone.awaitText("#whereabouts", page.find("#players li").first().innerText());
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
