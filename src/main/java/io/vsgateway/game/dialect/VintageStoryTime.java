package io.vsgateway.game.dialect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.game.LineSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the answer to `/time`, whoever asked:
///
/// ```
/// 28.1.2024 15:30:20 [Server Notification] Handling Console Command /time
/// 28.1.2024 15:30:20 [Server Notification] Server time: 1. May, Year 0, 08:00
/// Game Speed: 60
/// ```
///
/// Its words differ by language, so it is known by its form: behind the echo of the question, on
/// the same stream, a notification that ends in a time of the day, and a further line of its record
/// that ends in a number.
final class VintageStoryTime {
    static final String COMMAND = "/time";

    /// A label in whatever language, and a text that ends in a time of the day.
    private static final Pattern CLOCK =
            Pattern.compile("^(?:[^:：]*?(?:: |：))?(\\S.*?\\b(\\d{1,2}:\\d{2}))$");

    private static final Pattern SPEED = Pattern.compile("^\\D*[ :：](\\d{1,6}(?:[.,]\\d{1,3})?)$");

    /// Other parts of the game may write between a question and its answer, but not so much.
    private static final int MOST_BETWEEN = 20;

    private @Nullable ConsoleLine echo;
    private @Nullable Matcher clock;
    private int between;

    /// The game took a command.
    void echoed(String command, ConsoleLine line) {
        echo = command.equals(COMMAND) ? line : null;
        clock = null;
        between = 0;
    }

    /// The first line of another notification.
    void notification(String message, ConsoleLine line) {
        if (isOnTheStreamOfTheEcho(line)) {
            Matcher found = CLOCK.matcher(message.strip());
            clock = found.find() ? found : null;
            between++;
            if (between > MOST_BETWEEN) {
                echo = null;
            }
        }
    }

    /// A further line of a record.
    Optional<Told> further(ConsoleLine line) {
        Matcher first = clock;
        if (first == null || !isOnTheStreamOfTheEcho(line)) {
            return Optional.empty();
        }
        clock = null;
        Matcher speed = SPEED.matcher(EscapeSequences.without(line.text()).strip());
        if (!speed.find()) {
            return Optional.empty();
        }
        echo = null;
        double number = Double.parseDouble(speed.group(1).replace(',', '.'));
        return Optional.of(new Told.Time(first.group(1), first.group(2), number));
    }

    private boolean isOnTheStreamOfTheEcho(ConsoleLine line) {
        ConsoleLine asked = echo;
        if (asked == null || asked.source() != line.source()) {
            return false;
        }
        LineSource stream = line.source();
        return stream != LineSource.GATEWAY && Objects.equals(asked.log(), line.log());
    }
}
