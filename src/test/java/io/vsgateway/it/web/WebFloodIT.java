package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The web console under a flood.
@Tag("jar-only")
@Tag("alone")
class WebFloodIT extends WebContract {
    // A page that hangs shows it by frames that do not come. In ms; the machine may be busy.
    private static final double HANGS = 1_500;

    private static final String WATCH =
            """
            () => {
                window.longest = 0
                let last = performance.now()
                const frame = now => {
                    window.longest = Math.max(window.longest, now - last)
                    last = now
                    requestAnimationFrame(frame)
                }
                requestAnimationFrame(frame)
            }
            """;

    @Test
    void a_hundred_thousand_lines_leave_the_page_responsive() {
        try (GatewayProcess gateway = quiet().start()) {
            WebPage page = open(gateway.url("/")).signedIn().awaitState("running");
            page.page().evaluate(WATCH);

            page.send("/demo flood 100000");
            page.awaitReceipt("/demo flood 100000", "confirmed");
            page.press("Control+f");
            page.awaitVisible("#search");
            page.press("Escape");
            page.awaitLine("flood line 100000 of 100000");

            assertThat(((Number) page.page().evaluate("() => window.longest")).doubleValue())
                    .as("the longest frame, ms")
                    .isLessThan(HANGS);
            List<String> rows = page.rows();
            assertThat(rows).as("only what is seen is in the document").hasSizeLessThan(60);
            page.send("/time");
            page.awaitReceipt("/time", "confirmed");
            page.screenshot("flood");
        }
    }
}
