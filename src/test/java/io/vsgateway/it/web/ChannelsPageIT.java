package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final String CHAT = "chat:global";
    private static final String IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth";

    private GatewayProcess gateway;

    @BeforeAll
    void startGateway() {
        // Who walks stays in sight, however far they come on a slow machine.
        gateway =
                quiet().set("VS_ALLOWED_ORIGINS", "*")
                        .set("VS_JWT_SECRET", Issuer.SECRET)
                        .set("VS_WORLD_CELL", "10000")
                        .set("VS_WORLD_RADIUS", "40000")
                        .start();
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

    @Test
    void whatever_is_deleted_is_shown_so_at_the_word_of_its_own_topic() {
        WebPage admin = connected(open(PAGE), GatewayProcess.ADMIN, "room:d1,room:d2");
        WebPage reader = connected(open(PAGE), player("rita"), "room:d1,room:d2");
        try (Player service = Player.with(gateway, "/ws", GatewayProcess.ADMIN)) {
            String hint = "'topic':'room:d1','event':{'type':'hint','text':'%s'}";
            String forged = "'topic':'%s','event':{'type':'chat_deleted','by':'eve'%s}";
            String id = service.ask("publish", hint.formatted("a hint")).path("event_id").asText();
            reader.awaitText("#events", "a hint");

            service.ask("publish", forged.formatted("room:d2", ",'deleted_event_id':'" + id + "'"));
            service.ask("publish", forged.formatted("room:d1", ""));
            service.ask("publish", hint.formatted("later"));
            reader.awaitText("#events", "later");
            assertThat(reader.find("#events").innerText()).contains("a hint");

            service.ask("moderate", "'action':'delete','topic':'room:d1','event_id':'" + id + "'");
            for (WebPage one : List.of(admin, reader)) {
                one.awaitText("#events", "room:d1 (deleted)");
                assertThat(one.find("#events").innerText()).doesNotContain("a hint");
            }
        }
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
        boolean isPhone = scheme == ColorScheme.LIGHT;
        WebPage page =
                watched(
                        browser()
                                .open(
                                        gateway.url("/channels.html"),
                                        isPhone ? 390 : 1280,
                                        isPhone ? 844 : 800,
                                        scheme));
        connected(page, GatewayProcess.ADMIN, "room:four");
        begin(page, "key:admin", "wolf");
        page.awaitText("#turn", "It is your turn.");
        page.find("#chat-topic").selectOption("room:four");
        page.type("#content", "seen");
        page.awaitText("#events", "seen");
        page.find("#places summary").click();
        page.find("#map").press("ArrowUp");
        page.awaitText("#whereabouts", "Admin: ");

        assertThat(new AxeBuilder(page.page()).analyze().getViolations()).isEmpty();
        assertThat(page.page().evaluate(IS_TOO_WIDE)).isEqualTo(false);
        page.screenshot("channels-" + scheme);
        page.find("#lead button[value=end]").click();
        page.awaitText("#turn", "The fight is over.");
    }

    @Test
    void the_gateway_serves_it_and_the_game_is_heard() {
        try (GatewayProcess demo = quiet().set("VS_GAME_DEMO", "true").start();
                WebPage page = browser().open(demo.url("/channels.html"))) {
            page.find("#credential").fill(GatewayProcess.ADMIN);
            page.find("#button").click();

            page.awaitText("#status", "Connected as Admin");
            page.awaitText("#events", "game:all player_joined");
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
                // Of those who play one may go while the other page comes.
                Awaitility.await()
                        .pollInSameThread()
                        .until(() ->
                                page.find("#players li").allInnerTexts().stream()
                                        .anyMatch(
                                                phone.find("#whereabouts").innerText()::contains));
                phone.page()
                        .screenshot(
                                new Page.ScreenshotOptions()
                                        .setFullPage(true)
                                        .setPath(
                                                Path.of(
                                                        "target",
                                                        "screenshots",
                                                        "channels-phone.png")));
                assertThat(phone.page().evaluate(IS_TOO_WIDE)).isEqualTo(false);
            }
        }
    }

    @Test
    void two_tabs_fight_and_whoever_leads_and_looks_on_sees_it() {
        WebPage lead = connected(open(gateway.url("/channels.html")), GatewayProcess.ADMIN, CHAT);
        WebPage ada = connected(open(PAGE), player("ines"), CHAT);
        WebPage bob = connected(open(PAGE), player("jan"), CHAT);
        assertThat(ada.find("#begin").isVisible()).isFalse();
        begin(lead, "ines", "jan");

        ada.awaitText("#turn", "It is your turn.");
        ada.awaitText("#clock", " left");
        bob.awaitText("#turn", "It is the turn of Ines.");
        assertThat(lead.find("#moves").isVisible()).as("who takes no part").isFalse();
        // Not like a user, who would see that it is not to be clicked.
        bob.find("#moves button[value=pass]").dispatchEvent("click");
        move(ada, "attack");
        bob.awaitText("#turn", "It is your turn.");
        for (WebPage one : List.of(lead, ada, bob)) {
            one.awaitText("#course", "Ines: attack → Jan");
            one.awaitText("#course", "Jan loses");
            one.awaitText("#round", "Turn 2, round 1.");
            one.awaitText("#events", "Jan loses");
            assertThat(one.find("#events").innerText()).doesNotContain("Jan: skip", "combat_turn");
        }
        String left = bob.find("#fighters li").nth(1).innerText();
        assertThat(left).matches("(?s)Jan \\(you\\)\\s+1[2-7]");
        ada.awaitText("#fighters", left.replaceAll("\\D", ""));

        lead.find("#hold").click();
        bob.awaitText("#turn", "The fight is paused in the turn of Jan.");
        bob.awaitNoText("#clock", "left");
        lead.awaitText("#hold", "Go on");
        lead.find("#hold").click();
        bob.awaitText("#turn", "It is your turn.");
        bob.screenshot("channels-fight");

        move(bob, "forfeit");
        for (WebPage one : List.of(lead, ada, bob)) {
            one.awaitText("#turn", "The fight is over: Ines won.");
            one.awaitText("#fighters", "(gave up)");
            assertThat(one.find("#moves").isVisible()).isFalse();
        }
    }

    @Test
    void against_the_wolf_one_fights_by_keyboard_and_in_two_fights_at_once() {
        WebPage page = connected(open(gateway.url("/channels.html")), GatewayProcess.ADMIN, CHAT);
        begin(page, "key:admin", "wolf");
        page.awaitText("#turn", "It is your turn.");
        page.find("#moves button[value=attack]").focus();
        page.press("Enter");
        page.awaitText("#course", "Wolf: attack → Admin");
        page.awaitText("#turn", "It is your turn.");
        assertThat(page.page().evaluate("document.activeElement.value"))
                .as("the focus stays while others act")
                .isEqualTo("attack");

        begin(page, "key:admin", "wolf");
        page.awaitText("#turn", "Also in: Admin, Wolf (your turn).");
        page.find("#lead button[value=end]").click();
        page.awaitText("#turn", "The fight is over.");
        page.find("#which").selectOption(new SelectOption().setLabel("Admin, Wolf (your turn)"));
        page.awaitText("#turn", "It is your turn.");
        page.find("#moves button[value=attack]").focus();
        Awaitility.await()
                .pollInSameThread()
                .until(() -> {
                    page.press("Enter");
                    return page.find("#turn").innerText().contains("over");
                });
        page.awaitText("#turn", " won.");
        assertThat(page.page().evaluate("document.activeElement.id")).isEqualTo("fights-title");
    }

    private static void move(WebPage page, String action) {
        page.find("#moves button[value=" + action + "]").click();
    }

    private static void begin(WebPage lead, String one, String other) {
        Awaitility.await()
                .pollInSameThread()
                .until(() -> lead.find("#one option[value='" + one + "']").count() == 1);
        Awaitility.await()
                .pollInSameThread()
                .until(() -> lead.find("#other option[value='" + other + "']").count() == 1);
        lead.find("#one").selectOption(one);
        lead.find("#other").selectOption(other);
        lead.find("#begin button").click();
    }

    /// Where Kim is told to be in a message, if that is in the north.
    private static Optional<JsonNode> north(JsonNode message) {
        return message.findParents("user_id").stream()
                .filter(one -> one.path("user_id").asText().equals("kim"))
                .filter(one -> one.path("z").asDouble() < 0)
                .findFirst();
    }

    @Test
    void where_height_is_the_second_coordinate_the_map_shows_the_third() {
        try (GatewayProcess deep =
                quiet().set("VS_ALLOWED_ORIGINS", "*")
                        .set("VS_JWT_SECRET", Issuer.SECRET)
                        .set("VS_WORLD_PLANE", "xz")
                        .start()) {
            WebPage page = open(PAGE);
            connect(page, deep.url("/"), player("kim"), "");
            page.awaitText("#sight", "Walk, and you see");
            page.find("#places summary").click();
            page.find("#map").press("ArrowRight");
            page.awaitText("#sight", "1 is seen in demo");
            Place before = place(page, "Kim");
            try (Player eye = Player.with(deep, "/ws", GatewayProcess.ADMIN)) {
                eye.ask("look", "'zone':'demo'");
                page.find("#map").press("ArrowUp");
                // Told as a movement, or in the first sight of the zone if that comes later.
                JsonNode seen = north(eye.client().json(m -> north(m).isPresent())).orElseThrow();
                assertThat(seen.path("x").asInt()).isEqualTo(before.x());
                assertThat(seen.path("y").asInt()).as("the height").isZero();
            }
            Awaitility.await().pollInSameThread().until(() -> place(page, "Kim").y() < 0);
            assertThat(place(page, "Kim").x()).isEqualTo(before.x());
        }
    }

    @Test
    void the_time_and_the_news_of_the_game_are_told_in_words() {
        WebPage page = connected(open(PAGE), GatewayProcess.MONITOR, "game:all");
        try (Player service = Player.with(gateway, "/ws", GatewayProcess.ADMIN)) {
            for (String event :
                    List.of(
                            "'type':'game_status','state':'running','ready':true",
                            "'type':'server_time','text':'1. May, Year 0, 08:00'",
                            "'type':'announcement','text':'A <b>storm</b> comes'",
                            "'type':'player_death'")) {
                service.ask("publish", "'topic':'game:all','event':{" + event + "}");
            }
            page.awaitText("#events", "game:all player_death {}");
            page.awaitText("#events", "game:all A <b>storm</b> comes");
            page.awaitText("#game", "The game is running. There it is 1. May, Year 0, 08:00.");
            assertThat(page.find("#events").innerText()).doesNotContain("server_time");
        }
    }

    @Test
    void a_stop_is_counted_down_to_its_end_or_to_that_of_its_step() {
        WebPage page = connected(open(PAGE), GatewayProcess.MONITOR, "game:all");
        try (Player service = Player.with(gateway, "/ws", GatewayProcess.ADMIN)) {
            for (String times : List.of("'until':'%s'", "'until':'%1$s','stops_by':'%2$s'")) {
                Instant now = Instant.now();
                service.ask(
                        "publish",
                        "'topic':'game:all','event':{'type':'game_status','state':'stopping','ready':false,"
                                + times.formatted(now.plusSeconds(3500), now.plusSeconds(7100))
                                + "}");
                page.awaitText(
                        "#game",
                        times.contains("stops_by")
                                ? "The game: stopping, 118:"
                                : "The game: stopping, 58:");
            }
            String before = page.find("#game").innerText();
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !page.find("#game").innerText().equals(before));
            page.awaitText("#game", " left at most.");
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
