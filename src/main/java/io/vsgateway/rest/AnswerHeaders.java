package io.vsgateway.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Marks every answer of the interfaces, including refusals and errors, so that no cache stores it
/// and no browser guesses its type. Nothing else should set these headers: they would appear twice.
@ApplicationScoped
class AnswerHeaders {
    /// Before all routes, and before the filters that answer themselves.
    private static final int FIRST = 2000;

    void register(@Observes Filters filters) {
        filters.register(AnswerHeaders::handle, FIRST);
    }

    private static void handle(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.startsWith("/api/") || path.startsWith("/q/")) {
            request.response()
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff");
        }
        request.next();
    }
}
