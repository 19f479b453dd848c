package io.vsgateway.it.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.NeedsBrowser;
import java.util.List;
import java.util.Map;

/// The installed Chromium without a window. Used by one thread, as its driver wants.
public final class WebBrowser implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    public WebBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                NeedsBrowser.Installed.browser().orElseThrow())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run",
                                                        "--disable-quic")));
    }

    /// The console's page at this address, in a browser that knows nothing yet.
    public WebPage open(String address) {
        return open(address, 1280, 760, ColorScheme.DARK);
    }

    public WebPage open(String address, int width, int height, ColorScheme scheme) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(scheme));
        return new WebPage(context, address);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
