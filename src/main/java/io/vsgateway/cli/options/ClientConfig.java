package io.vsgateway.cli.options;

import io.vsgateway.websocket.connection.WebSocketConfig;
import java.time.Duration;
import java.util.Map;

/// How the commands that watch a gateway connect: by the `WS_…` variables, and, where these are not
/// set, more patiently than a program would. An operator does not want to come back to a command
/// that gave up while the gateway restarted.
public final class ClientConfig {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private ClientConfig() {}

    public static WebSocketConfig from(Map<String, String> environment) {
        try {
            WebSocketConfig given = WebSocketConfig.from(environment);
            WebSocketConfig.Builder config = given.with();
            if (!environment.containsKey("WS_RECONNECT_MAX_ATTEMPTS")) {
                config.reconnectMaxAttempts(0);
            }
            if (!environment.containsKey("WS_RECONNECT_BACKOFF_MAX")
                    && given.reconnectBackoffBase().compareTo(LONGEST_WAIT) <= 0) {
                config.reconnectBackoffMax(LONGEST_WAIT);
            }
            return config.build();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
