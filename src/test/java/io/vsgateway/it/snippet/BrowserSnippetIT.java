package io.vsgateway.it.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.vsgateway.DocTables;
import io.vsgateway.it.Client;
import io.vsgateway.it.NeedsBrowser;
import io.vsgateway.it.web.WebBrowser;
import io.vsgateway.it.web.WebPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// In Chromium, on a page that comes from the address of the gateway.
@NeedsBrowser
class BrowserSnippetIT extends SnippetContract {
    private WebBrowser browser;

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

    @Override
    Snippet start(String script, String address, String token) {
        return new Tab(browser.open(address + "/ws/health"), script, address, token);
    }

    @Test
    void a_browser_cannot_set_headers_and_is_told_that_it_has_to_show_something() {
        try (Snippet client = credentials(token(name()))) {
            client.run("byHeader()");

            assertThat(client.awaitClosed("header")).isEqualTo(4001);
        }
    }

    private record Tab(WebPage opened) implements Snippet {
        private Tab(WebPage opened, String script, String address, String token) {
            this(opened);
            Page page = opened.page();
            page.addScriptTag(
                    new Page.AddScriptTagOptions()
                            .setContent(
                                    "const reports = []; const report = (...all) =>"
                                            + " reports.push(JSON.stringify(all));"
                                            + " const address = '"
                                            + address.replaceFirst("^http", "ws")
                                            + "'; const token = '"
                                            + token
                                            + "';\n"
                                            + DocTables.read(CLIENTS.resolve(script))));
        }

        @Override
        public void run(String code) {
            // A block has no value that would have to be brought here.
            opened.page().evaluate("{" + code + "; undefined}");
        }

        @Override
        public List<JsonNode> reports() {
            var all = (List<?>) opened.page().evaluate("reports");
            var parsed = new ArrayList<JsonNode>();
            all.forEach(report -> parsed.add(Client.parse(report.toString())));
            return parsed;
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
