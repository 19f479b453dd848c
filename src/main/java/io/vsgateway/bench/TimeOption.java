package io.vsgateway.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time on a command line: `500ms`, `10s`, `2m`; a bare number counts seconds. From 1 ms to an
/// hour.
public final class TimeOption {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(ms|s|m|)");
    private static final Duration MOST = Duration.ofHours(1);

    private TimeOption() {}

    /// @throws IllegalArgumentException with a text for the operator
    public static Duration parse(String text) {
        Matcher match = FORM.matcher(text);
        if (match.matches()) {
            long amount = Long.parseLong(match.group(1));
            Duration duration =
                    switch (match.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofSeconds(amount);
                    };
            if (duration.isPositive() && duration.compareTo(MOST) <= 0) {
                return duration;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a time like 500ms, 10s or 2m, at most 60m");
    }
}
