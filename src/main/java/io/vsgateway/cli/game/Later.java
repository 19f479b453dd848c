package io.vsgateway.cli.game;

import io.vsgateway.cli.options.CommandFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A stop or restart that is put off: `--in` and `--announce`; and `--call-off`, by which it does
/// not come.
final class Later {
    @Option(
            names = "--in",
            paramLabel = "TIME",
            description = "Not now, but in this time, such as 10m, an hour at most.")
    private @Nullable Duration in;

    @Option(
            names = "--announce",
            paramLabel = "COMMAND",
            description =
                    "With --in: a command for the game by which the players are told, at once and"
                            + " again as the time nears, such as '/announce Restart in {time}'.")
    private String announcement = "";

    @Option(
            names = "--call-off",
            description = "What was to come by --in, a schedule or the web console comes not.")
    private boolean callOff;

    private long began;

    /// @throws CommandFailure if the options do not fit together
    void check(boolean isWaitedFor) {
        if (callOff && (in != null || !announcement.isEmpty() || isWaitedFor)) {
            throw CommandFailure.usage("--call-off goes with no other");
        }
        if (in == null && !announcement.isEmpty()) {
            throw CommandFailure.usage("--announce goes with --in");
        }
        if (in != null && in.toSeconds() < 1) {
            throw CommandFailure.usage("--in is a time of at least a second");
        }
    }

    /// From here on, until the time is over, it is not due.
    void begin() {
        began = System.nanoTime();
    }

    /// Whether the gateway may have done by now what is put off; true if nothing is.
    boolean isDue() {
        return in == null || System.nanoTime() - began >= in.toNanos();
    }

    @Nullable Duration in() {
        return in;
    }

    /// Empty if nobody is told.
    String announcement() {
        return announcement;
    }

    boolean isCalledOff() {
        return callOff;
    }
}
