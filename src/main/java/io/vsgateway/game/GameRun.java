package io.vsgateway.game;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One run of the game process: its pipes, the threads that serve them, and what was seen of it. It
/// rings the bell of its [RunContext] when it became ready, has ended, or printed a line that is
/// waited for.
final class GameRun {
    private static final Logger LOG = Logger.getLogger(GameRun.class);

    /// How long the pipes may go on after the process; an orphan of the game's may hold them for
    /// ever.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final RunContext context;
    private final Process process;
    private final ProcessTree tree;
    private final Instant startedAt;
    private final CommandWriter commands;
    private final LastLines lastLines;
    private final List<PipePump> pumps;

    private volatile boolean ready;
    private volatile boolean ended;
    private volatile boolean saveAwaited;
    private volatile @Nullable Instant stopWrittenAt;

    private GameRun(Process process, RunContext context) {
        this.context = context;
        this.process = process;
        this.startedAt = context.now();
        this.tree = new ProcessTree(process.toHandle());
        this.lastLines = new LastLines(context.settings().runs().lines());
        this.commands =
                CommandWriter.open(
                        "game-" + process.pid() + "-stdin",
                        toStdin(process.getOutputStream()),
                        context.settings().input(),
                        context.timer());
        this.pumps =
                List.of(
                        pump(process.getInputStream(), Stream.STDOUT),
                        pump(process.getErrorStream(), Stream.STDERR));
    }

    private PipePump pump(InputStream pipe, Stream stream) {
        Dialect.LineReader reader = context.dialect().reader(stream, new Awaited());
        return new PipePump(
                pipe, context, (text, end) -> take(reader.read(context.now(), text, end)));
    }

    /// Starts the process. Nothing of it is shown before [#show].
    static GameRun start(Launch launch, RunContext context) throws IOException {
        return new GameRun(launch.start(), context);
    }

    /// Begins to read its output and to watch for its end.
    void show() {
        pumps.get(0).start("game-" + pid() + "-stdout");
        pumps.get(1).start("game-" + pid() + "-stderr");
        Thread.ofVirtual().name("game-" + pid() + "-exit").start(this::awaitExit);
    }

    // The stream is buffered with 8 KiB: the flush makes one write of a line, and a longer line
    // passes the buffer by, as one write, too. The game may have ended before the write returns, so
    // that a stop is noted before it.
    private CommandWriter.Input toStdin(OutputStream stdin) {
        return line -> {
            if (isStopCommand(line)) {
                stopWrittenAt = context.now();
            }
            stdin.write(line);
            stdin.flush();
        };
    }

    private boolean isStopCommand(byte[] line) {
        String written = new String(line, StandardCharsets.UTF_8).strip();
        return context.settings().stop().command().map(written::equals).orElse(false);
    }

    long pid() {
        return process.pid();
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isReady() {
        return ready;
    }

    /// Whether the process has ended; its last lines may still be on their way.
    boolean hasEnded() {
        return ended;
    }

    ProcessTree tree() {
        return tree;
    }

    /// Queues a command of a client's. Whoever types the stop command wants the game to stop.
    void submit(String sender, String command, Consumer<Receipt> listener) {
        commands.submit(sender, command, listener);
    }

    /// Why it takes no command now; null if it does.
    @Nullable String inputClosed() {
        return commands.obstacle();
    }

    /// Writes a command of the gateway's own, before those that wait.
    void say(String command, Consumer<Receipt> listener) {
        commands.submitFirst(command, listener);
    }

    /// Whether the stop command was written not longer ago than the game may take for it.
    boolean isStopWritten() {
        Instant writtenAt = stopWrittenAt;
        return writtenAt != null
                && writtenAt.plus(context.settings().stop().exitWait()).isAfter(context.now());
    }

    /// From now on [#isSaved] is false until the game says that it has saved.
    void awaitSave() {
        saveAwaited = true;
    }

    boolean isSaved() {
        return !saveAwaited;
    }

    // Process.destroy would close the pipes as well, and the game's last lines would be lost.
    void terminate() {
        process.toHandle().destroy();
    }

    /// To be called once the process has ended: waits a bounded time for the rest of its output and
    /// lets go of everything. Says whether the output came to its end.
    boolean close() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        boolean drained = true;
        for (PipePump pump : pumps) {
            long left = Math.max(1, deadline - System.nanoTime());
            if (!pump.awaitEnd(Duration.ofNanos(left))) {
                drained = false;
                pump.abandon();
            }
        }
        if (!drained) {
            // The JDK does it otherwise, but only once nothing holds the output any longer.
            closeStdin();
        }
        commands.close("the game has ended");
        return drained;
    }

    /// Lets go of a process that lives on: its standard input ends, and its output breaks at its
    /// next write.
    void leave() {
        commands.close("the gateway has ended");
        pumps.forEach(PipePump::abandon);
        closeStdin();
    }

    Run summary(boolean wanted) {
        return new Run(
                pid(), startedAt, context.now(), process.exitValue(), wanted, lastLines.copy());
    }

    private void take(Reading reading) {
        if (!reading.line().isBareEnd()) {
            lastLines.add(reading.line().text());
        }
        context.out().accept(reading.line());
        reading.events().forEach(this::heed);
    }

    private void heed(GameEvent event) {
        context.players().note(event);
        switch (event) {
            case GameEvent.Ready _ when !ready -> {
                ready = true;
                context.bell().ring();
            }
            case GameEvent.Saved _ when saveAwaited -> {
                saveAwaited = false;
                context.bell().ring();
            }
            case GameEvent.Echoed _, GameEvent.Printed _ -> commands.offer(event);
            default -> {}
        }
    }

    /// What this run waits for.
    private final class Awaited implements Wanted {
        @Override
        public boolean ready() {
            return !ready;
        }

        @Override
        public boolean saved() {
            return saveAwaited;
        }

        @Override
        public boolean answers() {
            return commands.awaitsAnswer();
        }
    }

    private void awaitExit() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
        ended = true;
        context.bell().ring();
    }

    // On a thread of its own: closing waits for a write that is stuck.
    private void closeStdin() {
        Thread.ofPlatform()
                .daemon()
                .name("game-pipe-close")
                .start(() -> {
                    try {
                        process.getOutputStream().close();
                    } catch (IOException e) {
                        LOG.debug("the game's input was closed by its other end", e);
                    }
                });
    }
}
