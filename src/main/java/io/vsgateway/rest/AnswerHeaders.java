package io.vsgateway.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Says of every answer of the interfaces, refusals and errors too, that no cache may keep it and
/// that no browser may guess at what it is. A method that knows better says so itself.
@ApplicationScoped
class AnswerHeaders {
    private static final int BEFORE_ALL_ROUTES = 200;

    void register(@Observes Filters filters) {
        filters.register(AnswerHeaders::handle, BEFORE_ALL_ROUTES);
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
