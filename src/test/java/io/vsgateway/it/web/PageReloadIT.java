package io.vsgateway.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.vsgateway.it.GatewayProcess;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `npm run dev`: the page straight from its sources, beside a running gateway.
@Tag("jar-only")
class PageReloadIT extends WebContract {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    @TempDir Path folder;

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
    void what_is_saved_is_in_the_browser_at_once() throws Exception {
        var sources = new PageSources(folder);
        ProcessBuilder dev =
                sources.builder(List.of("node", "node_modules/vite/bin/vite.js", "--port", "0"));
        dev.environment().put("GATEWAY_URL", gateway.url("/"));
        Process vite = dev.start();
        try {
            WebPage page = open(address(vite));
            page.signedIn();
            page.awaitLine("game is ready");

            Files.writeString(
                    sources.file("src/style.css"),
                    "#state { outline-width: 7px; outline-style: solid }\n",
                    StandardOpenOption.APPEND);

            assertThat(page.find("#state"))
                    .hasCSS(
                            "outline-width",
                            "7px",
                            new LocatorAssertions.HasCSSOptions().setTimeout(60_000));
            // The same page as before: nobody had to sign in again.
            page.awaitLive();
        } finally {
            vite.destroy();
            vite.waitFor();
        }
    }

    private static String address(Process vite) throws Exception {
        BufferedReader lines = vite.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line.replaceAll("\u001b\\[[0-9;]*m", ""));
            if (address.find()) {
                return address.group();
            }
        }
        throw new AssertionError("Vite did not start");
    }
}
