package io.vsgateway.game.process;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.input.GameInput;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Remembers that somebody wrote the stop command to the game: whoever did wants the game to stop,
/// so its end is no crash. Any thread.
final class WrittenStop {
    private final RunContext context;
    private final GameSettings.Stop settings;
    private volatile @Nullable Instant at;

    WrittenStop(RunContext context) {
        this.context = context;
        this.settings = context.settings().stop();
        this.at = context.notes().get(Notes.Key.STOP_WRITTEN).map(Instant::parse).orElse(null);
    }

    /// Lines written to the result go into the pipe. A stop command is noted before the write, as
    /// the game may have ended by the time the write returns.
    GameInput noted(OutputStream pipe) {
        return line -> {
            if (isStopCommand(line)) {
                at = context.now();
                context.notes().put(Notes.Key.STOP_WRITTEN, context.now().toString());
            }
            // One write takes the whole line.
            pipe.write(line);
        };
    }

    private boolean isStopCommand(byte[] line) {
        String written = new String(line, StandardCharsets.UTF_8).strip();
        return settings.command().map(written::equals).orElse(false);
    }

    /// How much longer the game may take for it; zero if it was not written, or too long ago.
    ///
    /// @param now when it is asked, or when the game ended
    Duration timeLeft(Instant now) {
        Instant writtenAt = at;
        if (writtenAt == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, writtenAt.plus(settings.exitWait()));
        return left.isPositive() ? left : Duration.ZERO;
    }
}
