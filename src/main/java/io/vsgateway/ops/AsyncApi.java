package io.vsgateway.ops;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Serves the description of the WebSockets at `/q/asyncapi`, as the platform serves that of the
/// REST interface at `/q/openapi`.
@ApplicationScoped
class AsyncApi {
    private static final String FILE = "/META-INF/vs-gateway/asyncapi.yaml";

    void register(@Observes Router router) {
        Buffer document = read();
        router.route("/q/asyncapi")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(request ->
                        request.response()
                                .putHeader(
                                        HttpHeaders.CONTENT_TYPE, "application/yaml;charset=UTF-8")
                                .end(document));
    }

    private static Buffer read() {
        try (InputStream file = AsyncApi.class.getResourceAsStream(FILE)) {
            return Buffer.buffer(Objects.requireNonNull(file, FILE).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
