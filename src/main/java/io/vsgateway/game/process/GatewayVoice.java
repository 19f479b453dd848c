package io.vsgateway.game.process;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Reports what the gateway does to the game: as a line on the console, with [LineSource#GATEWAY],
/// and in the log.
public final class GatewayVoice {
    private static final Logger LOG = Logger.getLogger(GatewayVoice.class);

    private final RunContext context;

    public GatewayVoice(RunContext context) {
        this.context = context;
    }

    public void say(Level level, String text) {
        LOG.log(logLevel(level), text);
        long _ = context.out().accept(line(level, text));
    }

    /// The same, of an output of the game's.
    ///
    /// @param behind how far the output is shown with it
    void say(Level level, String text, ConsoleLine.Place behind) {
        LOG.log(logLevel(level), text);
        long _ = context.out().accept(List.of(line(level, text)), behind);
    }

    private ConsoleLine line(Level level, String text) {
        return new ConsoleLine(context.now(), LineSource.GATEWAY, level, "", false, text);
    }

    /// A time as people write it, such as `1.5 s`.
    public static String of(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + " ms";
        }
        if (time.compareTo(Duration.ofMinutes(3)) < 0) {
            long tenths = time.toMillis() / 100;
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10.0 + " s";
        }
        return time.toMinutes() + " min";
    }

    private static Logger.Level logLevel(Level level) {
        return switch (level) {
            case DEBUG -> Logger.Level.DEBUG;
            case INFO -> Logger.Level.INFO;
            case WARN -> Logger.Level.WARN;
            case ERROR, FATAL -> Logger.Level.ERROR;
        };
    }
}
