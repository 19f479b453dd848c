package io.vsgateway.terminal;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/// Stands before the page: its headers say what a browser may do with the page and how long it may
/// keep it; if the page is switched off, it answers that there is none. It runs on the event loop
/// and decides by the path alone.
///
/// The page may load scripts, styles and pictures from its own origin, connect to that origin, and
/// nothing else: no inline script or style, no frame around it, no form, no address told to others.
/// The page for trying the channels has a policy of its own. What lies under `/assets/` has a hash
/// of its content in its name and never changes; the rest is revalidated each time.
@ApplicationScoped
class PageHeaders {
    private static final int BEFORE_ALL_ROUTES = 200;

    /// The page, the files beside it, and its assets, but not the interfaces.
    private static final Pattern PAGE = Pattern.compile("/(?:[^/]*\\.[A-Za-z0-9]+|assets/.*)?");

    private static final String ASSETS = "/assets/";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final boolean enabled;
    private final String channelsPolicy = ChannelsPage.policy();

    PageHeaders(TerminalSettings settings) {
        this.enabled = settings.enabled();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_ALL_ROUTES);
    }

    private void handle(RoutingContext request) {
        if (!isOfPage(request.normalizedPath())) {
            request.next();
        } else if (!enabled) {
            request.response().setStatusCode(404).end();
        } else {
            request.addHeadersEndHandler(_ -> complete(request));
            request.next();
        }
    }

    static boolean isOfPage(String path) {
        return PAGE.matcher(path).matches();
    }

    /// Runs at the end: only then is it known whether there is such a file.
    private void complete(RoutingContext request) {
        MultiMap headers = request.response().headers();
        int status = request.response().getStatusCode();
        boolean isThere = status == 200 || status == 206 || status == 304;
        boolean lasts = isThere && request.normalizedPath().startsWith(ASSETS);
        headers.set(
                HttpHeaders.CACHE_CONTROL,
                lasts ? "public, max-age=31536000, immutable" : "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        boolean isOfChannels = request.normalizedPath().equals(ChannelsPage.PATH);
        headers.set("Content-Security-Policy", isOfChannels ? channelsPolicy : POLICY);
    }
}
