package io.vsgateway.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

/// A request of HTTP/1.1 without a `Host`, or with one that is no host, gets 400 (RFC 9112, 3.2).
/// The platform would log it as an error.
@ApplicationScoped
class HostHeader {
    /// The router has failed such a request before any filter sees it.
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(HostHeader::refuse);
    }

    private static void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (context.statusCode() != Status.BAD_REQUEST.getStatusCode()
                || request.authority() != null) {
            context.next();
            return;
        }
        String path = request.path() == null ? "" : request.path();
        Problem problem =
                Problem.at(path, Status.BAD_REQUEST, "The header Host is missing or bad.");
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem));
    }
}
