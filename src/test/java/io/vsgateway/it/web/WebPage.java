package io.vsgateway.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.vsgateway.it.GatewayProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The web console as one who sits before it uses it. What the page complains about is collected.
public final class WebPage implements AutoCloseable {
    private static final double PATIENCE = 60_000;
    private static final Path SCREENSHOTS =
            Path.of(System.getProperty("build.directory", "target"), "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    WebPage(BrowserContext context, String address) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::consoleMessage);
        page.navigate(address);
    }

    private void consoleMessage(ConsoleMessage message) {
        // Failed requests are the business of the tests that make them fail.
        if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            complaints.add(message.text());
        }
    }

    WebPage signIn(String key) {
        find("#key").fill(key);
        find("#signin-button").click();
        return this;
    }

    /// Signs in as an administrator and waits until lines come.
    WebPage signedIn() {
        signIn(GatewayProcess.ADMIN);
        return awaitLive();
    }

    WebPage awaitLive() {
        assertThat(find("#link")).hasAttribute("data-link", "live", attribute());
        return this;
    }

    WebPage awaitState(String state) {
        assertThat(find("#state")).hasAttribute("data-state", state, attribute());
        return this;
    }

    public Locator find(String selector) {
        return page.locator(selector);
    }

    /// Waits until the element shows this text.
    public void awaitText(String selector, String text) {
        assertThat(find(selector)).containsText(text, contains());
    }

    /// Waits until the element does not show this text any more.
    public void awaitNoText(String selector, String text) {
        assertThat(find(selector)).not().containsText(text, contains());
    }

    void awaitVisible(String selector) {
        assertThat(find(selector))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    }

    void awaitHidden(String selector) {
        assertThat(find(selector))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE));
    }

    /// Waits until this stands in the visible part of the terminal.
    void awaitLine(String text) {
        awaitText(".xterm-rows", text);
    }

    /// Waits until it stands there no more.
    void awaitNoLine(String text) {
        awaitNoText(".xterm-rows", text);
    }

    /// The rows of the terminal that can be seen.
    List<String> rows() {
        return Stream.of(find(".xterm-rows").innerText().split("\n"))
                .map(row -> row.replace('\u00a0', ' ').stripTrailing())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    public void type(String selector, String text) {
        find(selector).fill(text);
        find(selector).press("Enter");
    }

    void send(String command) {
        type("#command", command);
    }

    void awaitReceipt(String command, String status) {
        Locator receipt = find("#receipts li").filter(hasText(command)).first();
        assertThat(receipt)
                .hasClass(
                        Pattern.compile(status),
                        new LocatorAssertions.HasClassOptions().setTimeout(PATIENCE));
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /// Presses Tab in the command line until what is typed becomes this.
    void awaitCompletion(String completed) {
        Awaitility.await()
                .pollInSameThread()
                .until(() -> {
                    find("#command").press("Tab");
                    find("#command").focus();
                    return find("#command").inputValue().equals(completed);
                });
    }

    void press(String keys) {
        page.keyboard().press(keys);
    }

    public void screenshot(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name.toLowerCase(Locale.ROOT) + ".png")));
    }

    public Page page() {
        return page;
    }

    /// Errors of the page's own: exceptions, and what its policy refused.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
    }

    @Override
    public void close() {
        context.close();
    }
}
