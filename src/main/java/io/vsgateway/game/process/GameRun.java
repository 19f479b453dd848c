package io.vsgateway.game.process;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.Run;
import io.vsgateway.game.Wanted;
import io.vsgateway.game.input.CommandWriter;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One run of the game: its processes, its pipes, the threads that serve them, and what was seen of
/// it. It lasts until the process that was started and everything that came of it have ended.
///
/// It rings the bell of its [RunContext] when it becomes ready, when its first process has ended,
/// and when it prints a line that is waited for.
public final class GameRun implements StopLadder.Target {
    private static final Logger LOG = Logger.getLogger(GameRun.class);

    /// How long the pipes may stay open after the game has ended; a process not known to be the
    /// game's may hold them for ever.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final RunContext context;
    private final Process process;
    private final Family family;
    private final Watch watch;
    private final FileChannel stdin;
    private final Instant startedAt;
    private final WrittenStop writtenStop;
    private final CommandWriter commands;
    private final LastLines lastLines;
    private final List<PipePump> pumps;
    private final CountDownLatch shown = new CountDownLatch(1);

    private volatile boolean ready;
    private volatile boolean returned;
    private volatile boolean saveAwaited;

    private GameRun(Launch.Started started, RunContext context) {
        this.context = context;
        this.process = started.process();
        this.family = started.family();
        this.stdin = started.stdin();
        this.watch = new Watch(context.bell(), family, () -> returned);
        this.startedAt = context.now();
        this.lastLines = new LastLines(context.settings().runs().lines());
        this.writtenStop = new WrittenStop(context);
        this.commands =
                CommandWriter.open(
                        "game-" + process.pid() + "-stdin",
                        writtenStop.noted(Channels.newOutputStream(stdin)),
                        context.settings().input(),
                        context.timer());
        this.pumps =
                List.of(
                        pump(started.stdout(), LineSource.STDOUT),
                        pump(started.stderr(), LineSource.STDERR));
    }

    private PipePump pump(FileChannel pipe, LineSource source) {
        Dialect.LineReader reader = context.dialect().reader(source, new Awaited());
        return new PipePump(
                pipe, context, (text, end) -> take(reader.read(context.now(), text, end)));
    }

    /// Starts the process and all threads that it needs: later there may be none to be had. Nothing
    /// of it is shown before [#show].
    ///
    /// @param mark its family's mark, unique to it
    public static GameRun start(Launch launch, RunContext context, String mark) throws IOException {
        Launch.Started started = launch.start(mark);
        try {
            var run = new GameRun(started, context);
            run.startThreads();
            return run;
        } catch (RuntimeException | Error e) {
            // A game that cannot be looked after must not run.
            started.family().kill();
            started.close();
            throw e;
        }
    }

    private void startThreads() {
        String name = "game-" + process.pid();
        Thread.ofPlatform().daemon().name(name + "-exit").start(this::awaitExit);
        pumps.get(0).start(name + "-stdout", shown);
        pumps.get(1).start(name + "-stderr", shown);
    }

    /// Begins to read its output.
    public void show() {
        shown.countDown();
    }

    /// The process that was started; once that has ended, the first of those that came of it.
    public long pid() {
        List<ProcessHandle> left = returned ? family.heads() : List.of();
        return left.isEmpty() ? process.pid() : left.getFirst().pid();
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean isReady() {
        return ready;
    }

    /// Whether the process that was started has ended; what it started may go on, and its last
    /// lines may still be on their way.
    public boolean hasReturned() {
        return returned;
    }

    @Override
    public boolean hasEnded() {
        return watch.isOver();
    }

    @Override
    public boolean await(Duration atMost, BooleanSupplier condition) {
        return watch.await(atMost, condition);
    }

    public Family family() {
        return family;
    }

    /// Queues a client's command. A client that sends the stop command wants the game to stop.
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        commands.submit(sender, command, listener);
    }

    /// Why it takes no command now; null if it does.
    public @Nullable String inputClosed() {
        return commands.obstacle();
    }

    /// Writes a command of the gateway's own, ahead of those that wait.
    @Override
    public void say(String command, Consumer<Receipt> listener) {
        commands.submitFirst(command, listener);
    }

    /// How much longer the game may take for a stop command that was written to it; zero if none
    /// was, or if it was too long ago.
    public Duration timeToStop() {
        return writtenStop.timeLeft();
    }

    @Override
    public void awaitSave() {
        saveAwaited = true;
    }

    @Override
    public boolean isSaved() {
        return !saveAwaited;
    }

    @Override
    public void terminate() {
        family.terminate();
    }

    @Override
    public void kill() {
        family.kill();
    }

    /// To be called once the game has ended: waits a bounded time for the rest of its output and
    /// releases everything. Returns whether the output came to its end.
    public boolean close() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        boolean drained = true;
        for (PipePump pump : pumps) {
            long left = Math.max(1, deadline - System.nanoTime());
            drained &= pump.awaitEnd(Duration.ofNanos(left));
        }
        letGo("the game has ended");
        return drained;
    }

    /// Lets go of a game that lives on: its standard input ends, and its next write to its output
    /// fails.
    public void leave() {
        letGo("the gateway has ended");
    }

    private void letGo(String reason) {
        show();
        commands.close(reason);
        pumps.forEach(PipePump::abandon);
        try {
            stdin.close();
        } catch (IOException e) {
            LOG.debug("the game's input was closed by its other end", e);
        }
    }

    /// The record of this run, once it has ended.
    public Run summary(boolean wanted) {
        return new Run(
                process.pid(),
                startedAt,
                context.now(),
                process.exitValue(),
                wanted,
                lastLines.copy());
    }

    /// The exit code of the process that was started, once it has ended.
    public int exitCode() {
        return process.exitValue();
    }

    private void take(Reading reading) {
        if (!reading.line().isBareEnd()) {
            lastLines.add(reading.line().text());
        }
        // Before the line is there: whoever reads it may ask at once who is playing.
        reading.events().forEach(context.players()::note);
        long line = context.out().accept(reading.line());
        reading.events().forEach(event -> heed(event, line));
    }

    private void heed(GameEvent event, long line) {
        switch (event) {
            case GameEvent.Ready _ when !ready -> {
                ready = true;
                context.bell().ring();
            }
            case GameEvent.Saved _ when saveAwaited -> {
                saveAwaited = false;
                context.bell().ring();
            }
            case GameEvent.Echoed _, GameEvent.Printed _ -> commands.offer(event, line);
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
        returned = true;
        context.bell().ring();
    }
}
