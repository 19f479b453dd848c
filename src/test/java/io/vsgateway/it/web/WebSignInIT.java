package io.vsgateway.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The way into the web console: by a key, by the one-time link, and out again.
class WebSignInIT extends WebContract {
    private static final Pattern LINK = Pattern.compile("http://\\S+(/#link=\\S+)");

    private GatewayProcess gateway;

    @BeforeAll
    void startGateway() {
        gateway = quiet().start();
    }

    @AfterAll
    void endGateway() {
        gateway.close();
    }

    @Test
    void a_key_opens_the_console() {
        WebPage page = open(gateway.url("/"));
        page.awaitVisible("#key");
        page.screenshot("sign-in");

        page.signIn(GatewayProcess.ADMIN);

        page.awaitLive().awaitState("running");
        page.awaitVisible("#demo");
        page.send("/time");
        page.awaitLine("Server time:");
        page.screenshot("console");
    }

    @Test
    void a_link_that_is_pasted_into_an_open_tab_signs_in_too() {
        try (GatewayProcess keyless = quiet().unset("VS_API_KEY_ADMIN").start()) {
            WebPage page = open(keyless.url("/"));
            page.awaitVisible("#key");

            // Not within the call, which the page's reload would break off.
            page.page()
                    .evaluate(
                            "link => void setTimeout(() => location.assign(link))",
                            keyless.url(link(keyless)));

            page.awaitLive();
            assertThat(page.page().url()).isEqualTo(keyless.url("/"));
        }
    }

    @Test
    void a_wrong_key_is_told_so() {
        WebPage page = open(gateway.url("/"));

        page.signIn("not-the-key");

        page.awaitText("#signin-problem", "Not authorised");
        page.screenshot("sign-in-refused");
    }

    @Test
    void a_key_outlives_a_reload_only_if_it_was_asked_for() {
        WebPage page = open(gateway.url("/"));
        page.find("#keep").uncheck();
        page.signedIn();
        page.page().reload();
        page.awaitVisible("#key");

        page.find("#keep").uncheck();
        page.signedIn();
        page.find("#menu-button").click();
        page.find("#stay").check();
        page.page().reload();

        page.awaitLive();
        assertThat(page.page().evaluate("() => localStorage.length + document.cookie.length"))
                .as("nothing outside this tab")
                .isEqualTo(0);
        assertThat(page.page().context().cookies()).isEmpty();
    }

    @Test
    void a_sign_in_outlives_a_reload_and_the_tab_and_no_script_can_read_it() {
        WebPage page = open(gateway.url("/")).signedIn();

        var cookie = page.page().context().cookies().getFirst();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(page.page().evaluate("() => document.cookie")).isEqualTo("");
        assertThat(page.page().evaluate("() => JSON.stringify([localStorage, sessionStorage])"))
                .asString()
                .doesNotContain(GatewayProcess.ADMIN, cookie.value);
        page.page().reload();
        page.awaitLive();
        page.page().close();
        Page tab = page.page().context().newPage();
        tab.navigate(gateway.url("/"));
        assertThat(tab.locator("#link"))
                .hasAttribute("data-link", "live", new HasAttributeOptions().setTimeout(60_000));

        tab.locator("#menu-button").click();
        tab.locator("#signout").click();
        assertThat(tab.locator("#signin-problem")).containsText("You are signed out.");
        tab.reload();

        assertThat(tab.locator("#key")).isVisible();
        assertThat(tab.context().cookies()).isEmpty();
    }

    @Test
    void a_sign_in_that_has_ended_asks_for_the_key() {
        try (GatewayProcess brief = quiet().set("VS_AUTH_SESSION_TTL", "15s").start()) {
            WebPage page = open(brief.url("/")).signedIn();

            page.page().reload();
            page.awaitLive();

            page.awaitVisible("#key");
            page.awaitText("#signin-problem", "Your sign-in has ended");
        }
    }

    @Test
    void what_is_pasted_around_a_key_does_no_harm_and_what_is_no_key_is_called_that() {
        WebPage page = open(gateway.url("/"));

        page.signIn("\u201c" + GatewayProcess.ADMIN + "\u201d");
        page.awaitText("#signin-problem", "This is not a key");

        page.signIn(" " + GatewayProcess.ADMIN + "\u200b");
        page.awaitLive();
    }

    @Test
    void
            a_sign_out_that_the_gateway_cannot_be_told_is_told_later_and_nobody_is_signed_in_until_then() {
        try (Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/")).signedIn();
            cable.cut();
            page.awaitVisible("#lost");

            page.find("#menu-button").click();
            page.find("#signout").click();
            page.awaitText("#left-why", "The gateway could not be told");
            page.screenshot("sign-out-not-told");
            page.page().route("**/auth/session", Route::abort);
            cable.mend();
            page.page().navigate(cable.url("/"));

            page.awaitText("#signin-problem", "the gateway could not be told");
            assertThat(page.page().context().cookies()).as("still good").isNotEmpty();
            page.page().unroute("**/auth/session");
            page.page().reload();
            page.awaitVisible("#key");
            assertThat(page.page().context().cookies()).isEmpty();
        }
    }

    @Test
    void signing_out_while_the_gateway_is_away_leads_out_when_it_is_back() {
        try (Cable cable = new Cable(gateway.port())) {
            WebPage page = open(cable.url("/"));
            page.find("#keep").uncheck();
            page.signedIn();
            cable.cut();
            page.awaitVisible("#lost");

            page.find("#menu-button").click();
            page.find("#signout").click();
            page.awaitText("#left-why", "You are signed out here.");
            cable.mend();

            page.awaitText("#signin-problem", "You are signed out.");
        }
    }

    @Test
    void signing_out_in_one_tab_signs_out_the_others() {
        WebPage page = open(gateway.url("/")).signedIn();
        Page tab = page.page().context().newPage();
        tab.navigate(gateway.url("/"));
        assertThat(tab.locator("#link"))
                .hasAttribute("data-link", "live", new HasAttributeOptions().setTimeout(60_000));

        tab.locator("#menu-button").click();
        tab.locator("#signout").click();

        page.awaitText("#signin-problem", "You are signed out: by another tab");
    }

    @Override
    boolean isWanted(String complaint) {
        // While the network is cut.
        return complaint.startsWith("WebSocket connection to ");
    }

    @Test
    void the_page_says_where_the_key_is() {
        WebPage page = open(gateway.url("/"));

        page.find("#signin summary").click();

        page.awaitText("#signin details", "VS_API_KEY_ADMIN");
        page.screenshot("sign-in-help");
    }

    @Test
    void the_link_of_the_banner_opens_it_once_and_leaves_the_address() {
        try (GatewayProcess keyless = quiet().unset("VS_API_KEY_ADMIN").start()) {
            String link = keyless.url(link(keyless));
            WebPage page = open(link);
            page.awaitLive();
            assertThat(page.page().url()).isEqualTo(keyless.url("/"));

            WebPage again = open(link);

            again.awaitText("#signin-problem", "used already");
        }
    }

    @Test
    void signing_out_ends_the_session_of_a_link() {
        try (GatewayProcess keyless = quiet().unset("VS_API_KEY_ADMIN").start()) {
            WebPage page = open(keyless.url(link(keyless)));
            page.awaitLive();
            page.find("#menu-button").click();

            var ended =
                    page.page()
                            .waitForResponse(
                                    answer -> answer.request().method().equals("DELETE"),
                                    () -> page.find("#signout").click());

            assertThat(ended.status()).isEqualTo(204);
            page.awaitText("#signin-problem", "You are signed out.");
        }
    }

    private static String link(GatewayProcess gateway) {
        gateway.awaitOutput(line -> LINK.matcher(line).find(), Duration.ofSeconds(60));
        return gateway.output().stream()
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }
}
