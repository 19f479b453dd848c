package io.vsgateway.cli.options;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;

/// For how long something is to be good, written as a time in the settings: `30s`, `1h`, `7d`.
public final class Lifetime {
    private Lifetime() {}

    /// @param option its name, for whoever gave a wrong one
    public static Duration of(String text, String option, Duration longest) {
        try {
            Duration time = DurationConverter.parseDuration(text);
            if (time.toSeconds() > 0 && time.compareTo(longest) <= 0) {
                return time;
            }
        } catch (IllegalArgumentException _) {
            // Reported below.
        }
        throw CommandFailure.usage(
                "%s wants a time from 1s to %dd, not %s".formatted(option, longest.toDays(), text));
    }
}
