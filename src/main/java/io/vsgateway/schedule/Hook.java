package io.vsgateway.schedule;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A command of the operator's that is run before the game is stopped at a set time, such as one
/// that makes a backup. The shell runs it; what it prints goes where the gateway's own log goes. It
/// gets none of the gateway's settings, in which there are keys.
final class Hook {
    private static final Logger LOG = Logger.getLogger(Hook.class);

    private static final File NOTHING = new File("/dev/null");

    /// How long it may take to end when it is asked to.
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final String command;
    private final Duration patience;
    private volatile @Nullable Process process;

    /// @param patience after which it is ended
    Hook(String command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /// Starts it and does not wait for it. The result comes on any thread: why it did not do its
    /// work, or nothing; it does not fail.
    ///
    /// @param game the game's process
    CompletableFuture<String> run(@Nullable Long game) {
        try {
            var builder = new ProcessBuilder("sh", "-c", command);
            builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
            if (game != null) {
                builder.environment().put("GAME_PID", game.toString());
            }
            LOG.infof("before the stop: %s", command);
            Process started =
                    builder.redirectInput(Redirect.from(NOTHING))
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start();
            process = started;
            return started.onExit()
                    .thenApply(
                            ended -> ended.exitValue() == 0 ? "" : "exit code " + ended.exitValue())
                    .completeOnTimeout(
                            "not ready within " + patience.toSeconds() + " s",
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS)
                    .thenApply(this::told);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(told(String.valueOf(e.getMessage())));
        }
    }

    private String told(String why) {
        end();
        if (why.isEmpty()) {
            LOG.info("before the stop: done");
        } else {
            LOG.errorf("before the stop: it failed (%s); the game is stopped all the same", why);
        }
        return why;
    }

    /// Ends what is left of it; what does not end in a moment is killed.
    void end() {
        List<ProcessHandle> left = asked();
        if (!left.isEmpty()) {
            CompletableFuture.delayedExecutor(MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> left.forEach(ProcessHandle::destroyForcibly));
        }
    }

    /// The same, and waits for that moment: the gateway ends.
    void endNow() {
        List<ProcessHandle> left = asked();
        long latest = System.nanoTime() + MOMENT.toNanos();
        try {
            while (left.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < latest) {
                Thread.sleep(20);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        left.forEach(ProcessHandle::destroyForcibly);
    }

    /// Asks all of its processes to end.
    private List<ProcessHandle> asked() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return List.of();
        }
        // The shell first: it would go on behind the command that was ended, and say it is done.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(running.toHandle()), running.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        return all;
    }
}
