package io.vsgateway.game;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A game that an earlier gateway started and left behind, since it was killed or told to leave it.
/// Its pipes are lost, so it cannot be taken over; a second game on the same world would ruin it.
final class Predecessor {
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final GamePid pidFile;

    /// Whether the last [#obstacle] was such a game.
    private volatile boolean found;

    Predecessor(GamePid pidFile) {
        this.pidFile = pidFile;
    }

    /// Why the game must not be started, with what the operator can do; null if nothing stands in
    /// the way.
    @Nullable String obstacle() {
        try {
            Optional<ProcessHandle> game = pidFile.leftBehind();
            found = game.isPresent();
            return game.map(ProcessHandle::pid)
                    .map(pid ->
                            ("a game that an earlier gateway started still runs (pid %d);"
                                            + " end it (kill %d, or POST …/server/kill),"
                                            + " then POST …/server/start")
                                    .formatted(pid, pid))
                    .orElse(null);
        } catch (IOException e) {
            return "whether an earlier game still runs cannot be told: " + e;
        }
    }

    boolean isFound() {
        return found;
    }

    /// SIGKILL to it and its descendants; blocks until it has ended, for a bounded time. Says what
    /// came of it.
    String kill() {
        try {
            Optional<ProcessHandle> game = pidFile.leftBehind();
            if (game.isPresent()) {
                new ProcessTree(game.get()).kill();
                awaitEnd(game.get());
                if (ProcessMark.isRunning(game.get())) {
                    return "SIGKILL did not end the earlier game, pid " + game.get().pid();
                }
            }
            found = false;
            pidFile.remove();
            return "the game of an earlier gateway was killed";
        } catch (IOException e) {
            return "the game of an earlier gateway could not be killed: " + e;
        }
    }

    private static void awaitEnd(ProcessHandle game) {
        game.onExit().completeOnTimeout(game, KILL_WAIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
