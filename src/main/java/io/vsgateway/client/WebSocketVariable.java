package io.vsgateway.client;

import com.google.errorprone.annotations.Immutable;
import io.vsgateway.client.WebSocketConfig.Builder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The variables of the environment that a [WebSocketConfig] is read from. Times are seconds, such
/// as `10` or `0.5`. `src/docs/client.md` has the same table.
enum WebSocketVariable {
    WS_OPEN_TIMEOUT("10.0", Kind.TIME, time(Builder::openTimeout)),
    WS_CLOSE_TIMEOUT("10.0", Kind.TIME, time(Builder::closeTimeout)),
    WS_PING_INTERVAL("20.0", Kind.TIME_OR_NONE, time(Builder::pingInterval)),
    WS_PING_TIMEOUT("20.0", Kind.TIME_OR_NONE, time(Builder::pingTimeout)),
    WS_MAX_MESSAGE_SIZE("1048576", Kind.SIZE, count(Builder::maxMessageSize)),
    WS_MAX_QUEUE_SIZE("16", Kind.SIZE, count(Builder::maxQueueSize)),
    WS_RECONNECT_ENABLED(
            "true", Kind.SWITCH, (config, value) -> config.reconnectEnabled(value.signum() != 0)),
    WS_RECONNECT_MAX_ATTEMPTS("5", Kind.COUNT, count(Builder::reconnectMaxAttempts)),
    WS_RECONNECT_BACKOFF_BASE("1.0", Kind.TIME, time(Builder::reconnectBackoffBase)),
    WS_RECONNECT_BACKOFF_MAX("60.0", Kind.TIME, time(Builder::reconnectBackoffMax)),
    WS_RECONNECT_JITTER(
            "0.1", Kind.SHARE, (config, value) -> config.reconnectJitter(value.doubleValue()));

    /// Longest number that is read: one such as `1e999999999` would be a second's work and more.
    private static final int MAX_DIGITS = 32;

    /// Hands the value to the builder.
    @Immutable
    private interface Setter {
        void set(Builder config, BigDecimal value);
    }

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
    private final Setter setter;

    WebSocketVariable(String standard, Kind kind, Setter setter) {
        this.standard = standard;
        this.kind = kind;
        this.setter = setter;
    }

    private static Setter time(BiConsumer<Builder, Duration> setter) {
        return (config, value) ->
                setter.accept(config, Duration.ofNanos(value.movePointRight(9).longValue()));
    }

    private static Setter count(BiConsumer<Builder, Integer> setter) {
        return (config, value) -> setter.accept(config, value.intValueExact());
    }

    /// The value of a variable that is not set, or empty.
    String standard() {
        return standard;
    }

    /// What it may be, in words.
    String wanted() {
        return kind.words;
    }

    static WebSocketConfig read(Map<String, String> environment) {
        Builder config = WebSocketConfig.DEFAULT.with();
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

    private void read(Builder config, String text) {
        BigDecimal value = parse(text.toLowerCase(Locale.ROOT));
        if (value == null || value.compareTo(kind.least) < 0 || value.compareTo(kind.most) > 0) {
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
        return (kind == Kind.COUNT || kind == Kind.SIZE) && !whole ? null : number;
    }
}
