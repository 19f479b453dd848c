package io.vsgateway.websocket.connection;

import java.time.Duration;
import java.util.Map;

/// How a client behaves: time-outs, bounds and reconnecting. The defaults are those of [#DEFAULT];
/// `src/docs/client.md` lists them in a table.
///
/// @param openTimeout how long connecting may take, from the first packet to the end of the
///   handshake
/// @param closeTimeout how long `WebSocketClient.close()` waits for the server's answer
/// @param pingInterval time between two pings; zero for none
/// @param pingTimeout how long after a ping nothing at all may be heard; zero for no limit
/// @param maxMessageSize longest message accepted, in bytes (of UTF-8)
/// @param maxQueueSize messages that may wait to be received; beyond that nothing more is read
/// @param reconnectEnabled whether a `ReconnectingClient` reconnects
/// @param reconnectMaxAttempts attempts in a row; zero for no limit
/// @param reconnectBackoffBase the wait before the first attempt; it doubles with each
/// @param reconnectBackoffMax the longest wait
/// @param reconnectJitter fraction by which a wait may be shorter or longer at random, 0 to 1
public record WebSocketConfig(
        Duration openTimeout,
        Duration closeTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        int maxMessageSize,
        int maxQueueSize,
        boolean reconnectEnabled,
        int reconnectMaxAttempts,
        Duration reconnectBackoffBase,
        Duration reconnectBackoffMax,
        double reconnectJitter) {
    private static final Duration LONGEST = Duration.ofDays(1);

    public static final WebSocketConfig DEFAULT =
            new WebSocketConfig(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    1024 * 1024,
                    16,
                    true,
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    0.1);

    public WebSocketConfig {
        check("openTimeout", openTimeout, Duration.ofMillis(1));
        check("closeTimeout", closeTimeout, Duration.ofMillis(1));
        check("pingInterval", pingInterval, Duration.ZERO);
        check("pingTimeout", pingTimeout, Duration.ZERO);
        check("maxMessageSize", maxMessageSize, 1);
        check("maxQueueSize", maxQueueSize, 1);
        check("reconnectMaxAttempts", reconnectMaxAttempts, 0);
        check("reconnectBackoffBase", reconnectBackoffBase, Duration.ofMillis(1));
        check("reconnectBackoffMax", reconnectBackoffMax, reconnectBackoffBase);
        if (!(reconnectJitter >= 0 && reconnectJitter <= 1)) {
            throw new IllegalArgumentException(
                    "reconnectJitter must be from 0 to 1: " + reconnectJitter);
        }
    }

    private static void check(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + LONGEST + ": " + value);
        }
    }

    private static void check(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }

    /// From the environment variables `WS_…`; unset ones have their defaults.
    ///
    /// @throws IllegalArgumentException naming the wrong variable, and what it must be
    public static WebSocketConfig fromEnvironment() {
        return from(System.getenv());
    }

    /// The same from other variables.
    public static WebSocketConfig from(Map<String, String> environment) {
        return WebSocketVariable.read(environment);
    }

    /// A builder that starts with these values.
    public Builder with() {
        return new Builder(this);
    }

    /// Collects values; not thread-safe.
    public static final class Builder {
        private Duration openTimeout;
        private Duration closeTimeout;
        private Duration pingInterval;
        private Duration pingTimeout;
        private int maxMessageSize;
        private int maxQueueSize;
        private boolean reconnectEnabled;
        private int reconnectMaxAttempts;
        private Duration reconnectBackoffBase;
        private Duration reconnectBackoffMax;
        private double reconnectJitter;

        private Builder(WebSocketConfig config) {
            openTimeout = config.openTimeout;
            closeTimeout = config.closeTimeout;
            pingInterval = config.pingInterval;
            pingTimeout = config.pingTimeout;
            maxMessageSize = config.maxMessageSize;
            maxQueueSize = config.maxQueueSize;
            reconnectEnabled = config.reconnectEnabled;
            reconnectMaxAttempts = config.reconnectMaxAttempts;
            reconnectBackoffBase = config.reconnectBackoffBase;
            reconnectBackoffMax = config.reconnectBackoffMax;
            reconnectJitter = config.reconnectJitter;
        }

        public Builder openTimeout(Duration value) {
            openTimeout = value;
            return this;
        }

        public Builder closeTimeout(Duration value) {
            closeTimeout = value;
            return this;
        }

        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        public Builder maxMessageSize(int bytes) {
            maxMessageSize = bytes;
            return this;
        }

        public Builder maxQueueSize(int messages) {
            maxQueueSize = messages;
            return this;
        }

        public Builder reconnectEnabled(boolean value) {
            reconnectEnabled = value;
            return this;
        }

        public Builder reconnectMaxAttempts(int value) {
            reconnectMaxAttempts = value;
            return this;
        }

        public Builder reconnectBackoffBase(Duration value) {
            reconnectBackoffBase = value;
            return this;
        }

        public Builder reconnectBackoffMax(Duration value) {
            reconnectBackoffMax = value;
            return this;
        }

        public Builder reconnectJitter(double value) {
            reconnectJitter = value;
            return this;
        }

        /// @throws IllegalArgumentException naming the value that is out of bounds
        public WebSocketConfig build() {
            return new WebSocketConfig(
                    openTimeout,
                    closeTimeout,
                    pingInterval,
                    pingTimeout,
                    maxMessageSize,
                    maxQueueSize,
                    reconnectEnabled,
                    reconnectMaxAttempts,
                    reconnectBackoffBase,
                    reconnectBackoffMax,
                    reconnectJitter);
        }
    }
}
