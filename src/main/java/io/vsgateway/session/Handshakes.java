package io.vsgateway.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.vsgateway.connection.TcpGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/// Sees every request before any other handler. It holds requests for a WebSocket to RFC 6455
/// (4.2.1): the platform passes on those without a key as if they were for other handlers, and
/// throws on the rest.
@ApplicationScoped
public class Handshakes {
    private static final Logger LOG = Logger.getLogger(Handshakes.class);

    /// Before all routes, and before the filters that depend on the path.
    private static final int FIRST = 1000;

    private static final int NONCE_BYTES = 16;

    void register(@Observes Filters filters) {
        filters.register(Handshakes::handle, FIRST);
    }

    static void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        followHead(context);
        if (isForWebSocket(request.headers())) {
            Fault fault = faultOf(request);
            if (fault != Fault.NONE) {
                refuse(request, fault);
                return;
            }
        }
        context.next();
    }

    /// Tells the connection's guard that the head of a request has arrived, and when the next one
    /// may come.
    private static void followHead(RoutingContext context) {
        var connection = (ConnectionBase) context.request().connection();
        TcpGuard guard = TcpGuard.of(connection.channelHandlerContext().channel());
        if (guard != null) {
            guard.served();
            context.addEndHandler(_ -> guard.answered());
        }
    }

    private static boolean isForWebSocket(MultiMap headers) {
        return headers.contains("Sec-WebSocket-Key") || has(headers, "Upgrade", "websocket");
    }

    private static Fault faultOf(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (request.version() != HttpVersion.HTTP_1_1) {
            return Fault.PROTOCOL;
        }
        if (!HttpMethod.GET.equals(request.method())) {
            return Fault.METHOD;
        }
        if (!has(headers, "Upgrade", "websocket") || !has(headers, "Connection", "upgrade")) {
            return Fault.UPGRADE;
        }
        if (hasBody(headers)) {
            return Fault.BODY;
        }
        if (!headers.getAll("Sec-WebSocket-Version").equals(List.of("13"))) {
            return Fault.VERSION;
        }
        return isKey(headers.getAll("Sec-WebSocket-Key")) ? Fault.NONE : Fault.KEY;
    }

    private static boolean has(MultiMap headers, String name, String token) {
        return headers.getAll(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(part -> part.strip().equalsIgnoreCase(token));
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get("Content-Length");
        return headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private static boolean isKey(List<String> values) {
        try {
            return values.size() == 1
                    && Base64.getDecoder().decode(values.getFirst().strip()).length == NONCE_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void refuse(HttpServerRequest request, Fault fault) {
        LOG.debugf("handshake of %s refused: %s", request.remoteAddress(), fault);
        HttpServerResponse response = request.response().setStatusCode(fault.status);
        switch (fault) {
            case VERSION ->
                    response.putHeader("Sec-WebSocket-Version", "13")
                            .putHeader("Upgrade", "websocket")
                            .putHeader("Connection", "Upgrade");
            case METHOD -> response.putHeader("Allow", "GET");
            default -> {}
        }
        response.putHeader("Content-Type", "text/plain").end(fault.text + "\n");
    }

    private enum Fault {
        NONE(0, ""),
        PROTOCOL(400, "a WebSocket needs HTTP/1.1"),
        METHOD(405, "a WebSocket is asked for with GET"),
        UPGRADE(400, "a WebSocket needs Upgrade: websocket and Connection: Upgrade"),
        BODY(400, "a request for a WebSocket has no body"),
        VERSION(426, "only version 13 of the WebSocket protocol is spoken"),
        KEY(400, "Sec-WebSocket-Key must be 16 bytes in base64");

        private final int status;
        private final String text;

        Fault(int status, String text) {
            this.status = status;
            this.text = text;
        }
    }
}
