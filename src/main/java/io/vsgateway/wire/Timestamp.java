package io.vsgateway.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Time on the wire: ISO 8601 in UTC, always with milliseconds, `2026-01-31T10:15:30.123Z`. Lines
/// come in bursts, so the text for the last second is kept; any thread may race to replace it.
public final class Timestamp {
    private static volatile Second latest = Second.of(0);

    private Timestamp() {}

    private record Second(long epochSecond, String text) {
        /// `2026-01-31T10:15:30.`
        static Second of(long epochSecond) {
            String text =
                    Instant.ofEpochSecond(epochSecond).truncatedTo(ChronoUnit.SECONDS).toString();
            return new Second(epochSecond, text.substring(0, text.length() - 1) + '.');
        }
    }

    public static String format(Instant at) {
        var text = new StringBuilder(24);
        append(text, at);
        return text.toString();
    }

    public static void append(StringBuilder text, Instant at) {
        Second second = latest;
        if (second.epochSecond() != at.getEpochSecond()) {
            second = Second.of(at.getEpochSecond());
            latest = second;
        }
        int millis = at.getNano() / 1_000_000;
        text.append(second.text())
                .append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append('Z');
    }
}
