package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import java.nio.file.Path;
import java.util.List;
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
        gateway = quiet().set("VS_ALLOWED_ORIGINS", "*").start();
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
                            .map(row -> row.replaceFirst(".*said ", ""))
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
            page.screenshot("channels-served");
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
