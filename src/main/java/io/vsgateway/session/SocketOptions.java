package io.vsgateway.session;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vsgateway.connection.Connections;
import io.vsgateway.connection.TcpHook;
import jakarta.enterprise.context.ApplicationScoped;

/// The server's WebSocket options that depend on the gateway's settings.
///
/// Compression is off in both forms: once used it costs 122 KB per connection. The platform's
/// limits are not below those of [FrameGuard], which has the right close codes.
@Startup
@ApplicationScoped
public class SocketOptions implements HttpServerOptionsCustomizer {
    private static final int CLOSING_SECONDS = 5;
    private static final int LEAST_BYTES = 1024;
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final int maxMessageBytes;

    public SocketOptions(SessionSettings settings, Connections connections) {
        TcpHook.install(connections);
        long bytes = settings.messageMaxBytes().asLongValue();
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new ConfigurationException(
                    "VS_SESSION_MESSAGE_MAX_BYTES must be 1K to 64M: " + bytes);
        }
        this.maxMessageBytes = (int) bytes;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setMaxWebSocketFrameSize(maxMessageBytes)
                .setMaxWebSocketMessageSize(4 * maxMessageBytes);
    }
}
