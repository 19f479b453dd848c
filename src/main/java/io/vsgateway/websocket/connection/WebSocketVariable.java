package io.vsgateway.websocket.connection;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The environment variables that a [WebSocketConfig] is read from. Times are in seconds, such as
/// `10` or `0.5`. `src/docs/client.md` has the same table.
enum WebSocketVariable {
    WS_OPEN_TIMEOUT("10.0", Kind.TIME),
    WS_CLOSE_TIMEOUT("10.0", Kind.TIME),
    WS_PING_INTERVAL("20.0", Kind.TIME_OR_NONE),
    WS_PING_TIMEOUT("20.0", Kind.TIME_OR_NONE),
    WS_MAX_MESSAGE_SIZE("1048576", Kind.SIZE),
    WS_MAX_QUEUE_SIZE("16", Kind.SIZE),
    WS_RECONNECT_ENABLED("true", Kind.SWITCH),
    WS_RECONNECT_MAX_ATTEMPTS("5", Kind.COUNT),
    WS_RECONNECT_BACKOFF_BASE("1.0", Kind.TIME),
    WS_RECONNECT_BACKOFF_MAX("60.0", Kind.TIME),
    WS_RECONNECT_JITTER("0.1", Kind.SHARE);

    /// Longest number that is read: one such as `1e999999999` would take a second or more.
    private static final int MAX_DIGITS = 32;

    private enum Kind {
        TIME("seconds from 0.001 to 86400", "0.001", "86400"),
        TIME_OR_NONE("'none' or seconds from 0 to 86400", "0", "86400"),
        SIZE("a whole number from 1 to 2147483647", "1", "2147483647"),
        COUNT("a whole number from 0 to 2147483647", "0", "2147483647"),
        SHARE("a number from 0 to 1", "0", "1"),
        SWITCH("true or false", "0", "1");

        private final String words;
        private final BigDecimal least;
        private final BigDecimal most;

        Kind(String words, String least, String most) {
            this.words = words;
            this.least = new BigDecimal(least);
            this.most = new BigDecimal(most);
        }
    }

    private final String standard;
    private final Kind kind;

    WebSocketVariable(String standard, Kind kind) {
        this.standard = standard;
        this.kind = kind;
    }

    /// The value of an unset variable, or empty.
    String standard() {
        return standard;
    }

    /// The allowed values, in words.
    String wanted() {
        return kind.words;
    }

    static WebSocketConfig read(Map<String, String> environment) {
        WebSocketConfig.Builder config = WebSocketConfig.DEFAULT.with();
        for (WebSocketVariable variable : values()) {
            String given = environment.getOrDefault(variable.name(), "").strip();
            variable.read(config, given.isEmpty() ? variable.standard : given);
        }
        try {
            return config.build();
        } catch (IllegalArgumentException e) {
            // Each value is within its bounds: these two contradict each other.
            throw new IllegalArgumentException(
                    WS_RECONNECT_BACKOFF_MAX
                            + " must not be less than "
                            + WS_RECONNECT_BACKOFF_BASE,
                    e);
        }
    }

    private void read(WebSocketConfig.Builder config, String text) {
        BigDecimal value = parse(text.toLowerCase(Locale.ROOT));
        if (value == null || value.compareTo(kind.least) < 0 || value.compareTo(kind.most) > 0) {
            throw new IllegalArgumentException(name() + " must be " + wanted() + ": " + text);
        }
        set(config, value);
    }

    private void set(WebSocketConfig.Builder config, BigDecimal value) {
        var _ =
                switch (this) {
                    case WS_OPEN_TIMEOUT -> config.openTimeout(time(value));
                    case WS_CLOSE_TIMEOUT -> config.closeTimeout(time(value));
                    case WS_PING_INTERVAL -> config.pingInterval(time(value));
                    case WS_PING_TIMEOUT -> config.pingTimeout(time(value));
                    case WS_MAX_MESSAGE_SIZE -> config.maxMessageSize(value.intValueExact());
                    case WS_MAX_QUEUE_SIZE -> config.maxQueueSize(value.intValueExact());
                    case WS_RECONNECT_ENABLED -> config.reconnectEnabled(value.signum() != 0);
                    case WS_RECONNECT_MAX_ATTEMPTS ->
                            config.reconnectMaxAttempts(value.intValueExact());
                    case WS_RECONNECT_BACKOFF_BASE -> config.reconnectBackoffBase(time(value));
                    case WS_RECONNECT_BACKOFF_MAX -> config.reconnectBackoffMax(time(value));
                    case WS_RECONNECT_JITTER -> config.reconnectJitter(value.doubleValue());
                };
    }

    private static Duration time(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    private @Nullable BigDecimal parse(String text) {
        if (kind == Kind.SWITCH) {
            return switch (text) {
                case "true", "1", "yes", "on" -> BigDecimal.ONE;
                case "false", "0", "no", "off" -> BigDecimal.ZERO;
                default -> null;
            };
        }
        if (kind == Kind.TIME_OR_NONE && text.equals("none")) {
            return BigDecimal.ZERO;
        }
        if (text.length() > MAX_DIGITS || !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return null;
        }
        var number = new BigDecimal(text);
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return (kind == Kind.COUNT || kind == Kind.SIZE) && !whole ? null : number;
    }
}
