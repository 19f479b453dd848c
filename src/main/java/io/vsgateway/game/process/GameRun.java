package io.vsgateway.game.process;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Reading;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.Run;
import io.vsgateway.game.Wanted;
import io.vsgateway.game.input.CommandWriter;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of the game: its processes, its pipes, the threads that serve them, and what was seen of
/// it. It lasts until the process that was started and everything that came of it have ended.
///
/// It rings the bell of its [RunContext] when it becomes ready, when its first process has ended,
/// and when it prints a line that is waited for.
public final class GameRun implements StopLadder.Target {
    /// How long the pipes may stay open after the game has ended; a process not known to be the
    /// game's may hold them for ever.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final RunContext context;
    private final GameProcess process;
    private final Watch watch;
    private final Instant startedAt;
    private final WrittenStop writtenStop;
    private final CommandWriter commands;
    private final LastLines lastLines;
    private final RunMemory memory;
    private final CountDownLatch shown = new CountDownLatch(1);

    private volatile boolean ready;
    private volatile boolean returned;
    private volatile boolean saveAwaited;
    private volatile int exitCode;

    /// Whether it was over before this gateway knew it.
    private boolean unseen;

    private boolean ofEarlierBoot;

    private GameRun(GameProcess process, RunContext context, Instant startedAt) {
        this.context = context;
        this.process = process;
        this.watch = new Watch(context.bell(), process.family(), () -> returned);
        this.startedAt = startedAt;
        this.lastLines = new LastLines(context.settings().runs().lines());
        this.memory = new RunMemory(context);
        this.writtenStop = new WrittenStop(context);
        this.commands =
                CommandWriter.open(
                        threadName() + "-stdin",
                        writtenStop.noted(process.stdin()),
                        context.settings().input(),
                        context.timer());
    }

    private String threadName() {
        return "game-" + process.pid();
    }

    /// Starts the process and all threads that it needs: later there may be none to be had. Nothing
    /// of it is shown before [#show].
    ///
    /// @param mark its family's mark, unique to it
    public static GameRun start(GameProcess.Launcher launcher, RunContext context, String mark)
            throws IOException {
        Instant now = context.now();
        context.notes().forgetRun();
        context.notes().put(Map.of(Notes.Key.MARK, mark, Notes.Key.STARTED, now.toString()));
        GameProcess process;
        try {
            process = launcher.start(mark);
        } catch (IOException | RuntimeException e) {
            context.notes().forgetRun();
            throw e;
        }
        try {
            context.players().reset();
            var run = new GameRun(process, context, now);
            run.startThreads(run.outputs());
            return run;
        } catch (RuntimeException | Error e) {
            // A game that cannot be looked after must not run.
            process.family().kill();
            process.close(false);
            throw e;
        }
    }

    /// Goes on with a run that an earlier gateway began. Nothing more of it is shown before
    /// [#show].
    public static GameRun takeOver(GameProcess process, RunContext context) {
        EarlierRun earlier = process.earlier();
        if (earlier == null) {
            throw new IllegalArgumentException("not of an earlier gateway");
        }
        var run = new GameRun(process, context, earlier.startedAt());
        run.memory.recall();
        run.ready = run.memory.wasReady();
        RunOutputs outputs = run.outputs();
        outputs.resume(earlier, run::recall);
        run.unseen = run.isOver();
        run.ofEarlierBoot = !earlier.ofThisBoot();
        run.startThreads(outputs);
        return run;
    }

    /// Whether nothing of it runs now; for a run that was taken over.
    public boolean isOver() {
        return process.family().members().isEmpty() && process.isOver();
    }

    /// When it ended, if no gateway was there to see that.
    public Optional<Instant> endedUnseen() {
        return unseen ? Optional.of(endedAt()) : Optional.empty();
    }

    /// Whether the machine was started anew since it ran.
    public boolean isOfEarlierBoot() {
        return ofEarlierBoot;
    }

    private RunOutputs outputs() {
        return new RunOutputs(context, new Awaited(), this::take);
    }

    private void startThreads(RunOutputs outputs) {
        Thread.ofPlatform().daemon().name(threadName() + "-exit").start(this::awaitExit);
        process.read(threadName(), outputs.stdout(), outputs.stderr(), shown);
    }

    /// Begins to read its output.
    public void show() {
        shown.countDown();
    }

    /// The process that was started; once that has ended, the first of those that came of it.
    public long pid() {
        List<ProcessHandle> left = returned ? family().heads() : List.of();
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
        return process.family();
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
        return writtenStop.timeLeft(endedAt());
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
        family().terminate();
    }

    @Override
    public void kill() {
        family().kill();
    }

    /// To be called once the game has ended: waits a bounded time for the rest of its output and
    /// releases everything. Returns whether the output came to its end.
    public boolean close() {
        show();
        boolean drained = process.awaitOutputEnd(DRAIN);
        letGo("the game has ended", false);
        return drained;
    }

    /// Lets go of a game that lives on.
    public void leave() {
        letGo("the gateway has ended", true);
        memory.keep();
    }

    private void letGo(String reason, boolean goesOn) {
        show();
        commands.close(reason);
        process.close(goesOn);
    }

    /// The record of this run, once it has ended.
    public Run summary(boolean wanted) {
        return new Run(process.pid(), startedAt, endedAt(), exitCode, wanted, lastLines.copy());
    }

    /// When it ended: if nobody saw that, when it last wrote something; now, if nothing better is
    /// known.
    public Instant endedAt() {
        return process.endedAt()
                .or(() -> unseen ? process.lastOutputAt() : Optional.empty())
                .orElseGet(context::now);
    }

    /// The exit code of the process that was started, once it has ended.
    public int exitCode() {
        return exitCode;
    }

    private void take(List<Reading> readings, ConsoleLine.Place behind) {
        for (Reading reading : readings) {
            if (!reading.line().isBareEnd()) {
                lastLines.add(reading.line().text());
            }
            // Before the line is there: whoever reads it may ask at once who is playing.
            reading.events().forEach(event -> memory.note(event, reading.line().at()));
        }
        long line = context.out().accept(readings.stream().map(Reading::line).toList(), behind);
        for (Reading reading : readings) {
            for (GameEvent event : reading.events()) {
                heed(event, line);
            }
            line += line > 0 ? 1 : 0;
        }
    }

    /// Takes what the earlier gateway has shown.
    private void recall(Reading reading) {
        ConsoleLine line = reading.line();
        if (!line.isBareEnd()) {
            lastLines.add(line.text());
        }
        for (GameEvent event : reading.events()) {
            memory.note(event, line.at());
            ready |= event instanceof GameEvent.Ready;
        }
    }

    private void heed(GameEvent event, long line) {
        switch (event) {
            case GameEvent.Ready _ when !ready -> {
                ready = true;
                memory.ready();
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
            exitCode = process.awaitExit();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
        returned = true;
        context.bell().ring();
    }
}
