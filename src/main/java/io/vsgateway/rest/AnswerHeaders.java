package io.vsgateway.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Says of every answer of the interfaces, refusals and errors too, that no cache may keep it and
/// that no browser may guess at what it is. Nothing else is to say so: it would stand there twice.
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
