package io.vsgateway.game.left;

import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.process.Bell;
import io.vsgateway.game.process.Watch;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Ends a game whose gateway is gone, as the last steps of the stop ladder would: its console is
/// lost, and only signals reach it.
public final class LeftGame {
    /// A process that SIGKILL does not end in this time hangs in the kernel.
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private LeftGame() {}

    /// How it went.
    public sealed interface Outcome {
        /// No game was left behind.
        record Nothing() implements Outcome {}

        /// It ended by itself after SIGTERM.
        record Ended(long pid) implements Outcome {}

        /// It took too long and got SIGKILL.
        record Killed(long pid) implements Outcome {}

        /// Not even SIGKILL ended it.
        record StillRuns(long pid) implements Outcome {}
    }

    /// Sends SIGTERM to the game that `game.pid` in the folder names, and SIGKILL to all that is
    /// left of it when the wait is over. Blocks meanwhile; no gateway can start on the folder.
    ///
    /// @throws IllegalStateException with a text for the operator, if a gateway uses the folder:
    ///   then the game is not left behind
    /// @throws IOException if there is a `game.pid` that cannot be read
    public static Outcome end(Path dataDir, Duration wait) throws IOException {
        if (!Files.isDirectory(dataDir)) {
            return new Outcome.Nothing();
        }
        try (var _ = DataDirLock.take(dataDir)) {
            var pidFile = new GamePid(dataDir);
            Optional<Family> left = pidFile.leftBehind();
            Outcome outcome = left.isPresent() ? end(left.get(), wait) : new Outcome.Nothing();
            if (!(outcome instanceof Outcome.StillRuns)) {
                pidFile.remove();
            }
            return outcome;
        }
    }

    private static Outcome end(Family family, Duration wait) {
        long pid = family.heads().getFirst().pid();
        var watch = new Watch(new Bell(), family, () -> true);
        family.terminate();
        if (watch.await(wait, watch::isOver)) {
            return new Outcome.Ended(pid);
        }
        family.kill();
        return watch.await(KILL_WAIT, watch::isOver)
                ? new Outcome.Killed(pid)
                : new Outcome.StillRuns(pid);
    }
}
