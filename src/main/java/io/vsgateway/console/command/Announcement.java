package io.vsgateway.console.command;

import java.time.Duration;

/// What the players are told of a restart or stop to come.
public final class Announcement {
    private Announcement() {}

    /// The command, with `{action}` and `{time}` in it filled in.
    ///
    /// @param action `restart` or `stop`
    public static String of(String template, String action, Duration left) {
        return template.replace("{action}", action).replace("{time}", wording(left));
    }

    /// A time as people say it, such as `10 minutes`.
    public static String wording(Duration left) {
        long seconds = left.toSeconds();
        if (seconds % 3600 == 0) {
            return counted(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
