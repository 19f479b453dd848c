package io.vsgateway.client;

import com.google.errorprone.annotations.Immutable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of the environment that a [WebSocketConfig] is read from. Times are seconds, such
/// as `10` or `0.5`. `src/docs/client.md` has the same table.
enum WebSocketVariable {
    WS_OPEN_TIMEOUT(
            "10.0",
            Kind.TIME,
            "0.001",
            "86400",
            (config, value) -> config.openTimeout(duration(value))),
    WS_CLOSE_TIMEOUT(
            "10.0",
            Kind.TIME,
            "0.001",
            "86400",
            (config, value) -> config.closeTimeout(duration(value))),
    WS_PING_INTERVAL(
            "20.0",
            Kind.TIME_OR_NONE,
            "0",
            "86400",
            (config, value) -> config.pingInterval(duration(value))),
    WS_PING_TIMEOUT(
            "20.0",
            Kind.TIME_OR_NONE,
            "0",
            "86400",
            (config, value) -> config.pingTimeout(duration(value))),
    WS_MAX_MESSAGE_SIZE(
            "1048576",
            Kind.COUNT,
            "1",
            "2147483647",
            (config, value) -> config.maxMessageSize(value.intValueExact())),
    WS_MAX_QUEUE_SIZE(
            "16",
            Kind.COUNT,
            "1",
            "1000000",
            (config, value) -> config.maxQueueSize(value.intValueExact())),
    WS_RECONNECT_ENABLED(
            "true",
            Kind.SWITCH,
            "0",
            "1",
            (config, value) -> config.reconnectEnabled(value.signum() != 0)),
    WS_RECONNECT_MAX_ATTEMPTS(
            "5",
            Kind.COUNT,
            "0",
            "2147483647",
            (config, value) -> config.reconnectMaxAttempts(value.intValueExact())),
    WS_RECONNECT_BACKOFF_BASE(
            "1.0",
            Kind.TIME,
            "0.001",
            "86400",
            (config, value) -> config.reconnectBackoffBase(duration(value))),
    WS_RECONNECT_BACKOFF_MAX(
            "60.0",
            Kind.TIME,
            "0.001",
            "86400",
            (config, value) -> config.reconnectBackoffMax(duration(value))),
    WS_RECONNECT_JITTER(
            "0.1",
            Kind.NUMBER,
            "0",
            "1",
            (config, value) -> config.reconnectJitter(value.doubleValue()));

    /// Longest number that is read: one such as `1e999999999` would be a second's work and more.
    private static final int MAX_DIGITS = 32;

    /// Hands the value to the builder.
    @Immutable
    private interface Setter {
        void set(WebSocketConfig.Builder config, BigDecimal value);
    }

    private enum Kind {
        TIME("seconds from "),
        TIME_OR_NONE("'none' or seconds from "),
        COUNT("a whole number from "),
        NUMBER("a number from "),
        SWITCH("true or false");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final String standard;
    private final Kind kind;
    private final BigDecimal least;
    private final BigDecimal most;
    private final Setter setter;

    WebSocketVariable(String standard, Kind kind, String least, String most, Setter setter) {
        this.standard = standard;
        this.kind = kind;
        this.least = new BigDecimal(least);
        this.most = new BigDecimal(most);
        this.setter = setter;
    }

    /// The value of a variable that is not set, or empty.
    String standard() {
        return standard;
    }

    /// What it may be, in words.
    String wanted() {
        return kind == Kind.SWITCH ? kind.words : kind.words + least + " to " + most;
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
            // Each value is within its bounds: it is these two that do not fit each other.
            throw new IllegalArgumentException(
                    WS_RECONNECT_BACKOFF_MAX
                            + " must not be less than "
                            + WS_RECONNECT_BACKOFF_BASE,
                    e);
        }
    }

    private void read(WebSocketConfig.Builder config, String text) {
        BigDecimal value = parse(text.toLowerCase(Locale.ROOT));
        if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name() + " must be " + wanted() + ": " + text);
        }
        setter.set(config, value);
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
        return kind == Kind.COUNT && !whole ? null : number;
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}
