package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsBrowser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// What all tests of the web console share: a browser, and the rule that no page has an error of
/// its own, such as an exception or something that its security policy refuses.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebContract {
    private WebBrowser browser;
    private final List<WebPage> pages = new ArrayList<>();

    @BeforeAll
    void startBrowser() {
        browser = new WebBrowser();
    }

    @AfterAll
    void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /// A gateway that does not ask the game for its commands, which would fill the screen with
    /// them.
    static GatewayProcess.Builder quiet() {
        return GatewayProcess.with().set("VS_CONSOLE_COMMANDS_COMPLETION", "false");
    }

    WebBrowser browser() {
        return browser;
    }

    /// The page at this address; it is closed and looked through after the test.
    WebPage open(String address) {
        return watched(browser.open(address));
    }

    WebPage watched(WebPage page) {
        pages.add(page);
        return page;
    }

    @AfterEach
    void nothing_is_wrong_with_the_pages() {
        List<String> complaints =
                pages.stream()
                        .flatMap(page -> page.complaints().stream())
                        .filter(complaint -> !isWanted(complaint))
                        .toList();
        pages.forEach(WebPage::close);
        pages.clear();

        assertThat(complaints).isEmpty();
    }

    /// Whether the browser complains of what the test itself brings about.
    boolean isWanted(String complaint) {
        return false;
    }
}
