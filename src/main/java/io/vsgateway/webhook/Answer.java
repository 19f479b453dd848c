package io.vsgateway.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to tell somebody something.
sealed interface Answer {
    /// It was taken.
    record Taken() implements Answer {}

    /// It was not taken this time; it may be later.
    ///
    /// @param pause before which there is no use in trying; zero if nothing is known of that
    record Later(String why, Duration pause) implements Answer {}

    /// It is never taken.
    record Never(String why) implements Answer {}

    /// As the status says.
    ///
    /// @param retryAfter the header, if there is one
    static Answer of(int status, @Nullable String retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        String why = "status " + status;
        if (status >= 300 && status < 400) {
            return new Never(why + ", and redirections are not followed");
        }
        return status == 408 || status == 425 || status == 429 || status >= 500
                ? new Later(why, pause(retryAfter, now))
                : new Never(why);
    }

    /// RFC 9110, 10.2.3: seconds or a date. Discord sends fractions of seconds, too.
    private static Duration pause(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        String text = retryAfter.strip();
        try {
            if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000));
            }
            Instant at =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }
}
