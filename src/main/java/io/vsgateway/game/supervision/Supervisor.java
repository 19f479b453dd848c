package io.vsgateway.game.supervision;

import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.Run;
import io.vsgateway.game.process.GamePid;
import io.vsgateway.game.process.GameRun;
import io.vsgateway.game.process.GatewayVoice;
import io.vsgateway.game.process.Launch;
import io.vsgateway.game.process.Leftover;
import io.vsgateway.game.process.Predecessor;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.game.process.Watch;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts the game, watches it, starts it again and ends it: the loop of one thread that does what
/// [Wishes] asks for and alone changes the state. What it does to the game it says aloud.
///
/// Each turn of the loop goes by what is, not by what the turn before did: one that fails, as when
/// the machine is out of descriptors, is told and tried again.
final class Supervisor implements Runnable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    /// What ends with the game may take this much longer than its first process.
    private static final Duration LATE = Duration.ofSeconds(2);

    private final Launch launch;
    private final RunContext context;
    private final GamePid pidFile;
    private final Predecessor predecessor;
    private final StateChanges states;
    private final Wishes wishes;
    private final StopLadder ladder;
    private final RunHistory history;
    private final GatewayVoice voice;
    private final AtomicInteger restarts = new AtomicInteger();

    /// Only the run that is under way, if any.
    private volatile @Nullable GameRun present;

    private CrashWindow crashes;
    private boolean startIsDue;

    /// `game.pid` tells of a start by this gateway that is still to succeed.
    private boolean isAnnounced;

    private boolean isNotNotedTold;

    /// That the present run goes on without its first process was told.
    private boolean returnIsTold;

    /// The end of the present run was asked for.
    private boolean endIsWanted;

    private boolean isOver;

    Supervisor(
            Launch launch,
            RunContext context,
            GamePid pidFile,
            Predecessor predecessor,
            StateChanges states,
            Wishes wishes,
            StopLadder ladder,
            RunHistory history) {
        this.launch = launch;
        this.context = context;
        this.pidFile = pidFile;
        this.predecessor = predecessor;
        this.states = states;
        this.wishes = wishes;
        this.ladder = ladder;
        this.history = history;
        this.voice = new GatewayVoice(context);
        this.crashes = new CrashWindow(context.settings().restart());
    }

    /// The run that is under way, if any.
    @Nullable GameRun present() {
        return present;
    }

    /// How often a crashed game was started again.
    int restarts() {
        return restarts.get();
    }

    /// What of an earlier run is in the way of a start; null if nothing is. Any thread; it may read
    /// files.
    @Nullable String obstacle() {
        if (!(states.present() instanceof GameState.GivenUp(_, String reason, List<Long> pids))
                || pids.isEmpty()) {
            return null;
        }
        GameRun run = present;
        if (run != null) {
            return run.hasEnded() ? null : reason;
        }
        Predecessor.Obstacle obstacle = predecessor.obstacle();
        return obstacle == null ? null : obstacle.reason();
    }

    /// Returns when no wish is taken any more and the game has ended or is left running.
    @Override
    public void run() {
        boolean failing = false;
        while (!isOver) {
            try {
                turn();
                failing = false;
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    failing = true;
                    tell(e);
                }
                rest(AFTER_A_FAILURE);
            }
        }
    }

    private void turn() {
        GameRun run = present;
        if (run != null) {
            attend(run);
        } else if (startIsDue) {
            begin();
        } else {
            awaitWish();
        }
    }

    private void tell(Throwable failure) {
        try {
            LOG.error("the game could not be looked after for a moment", failure);
            voice.say(Level.ERROR, "an error in the gateway: " + failure + " – trying again");
        } catch (RuntimeException | Error _) {
            // What is wrong with the game's supervision may be so with telling of it.
        }
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            // Nobody asks this thread to end but by a wish.
        }
    }

    /// At rest until something is asked for.
    private void awaitWish() {
        if (isAlive(states.present())) {
            // A turn failed behind the end of the game.
            states.change(new GameState.Stopped(context.now()));
        }
        context.bell().await(() -> wishes.isClosing() || wishes.wish() != null);
        if (wishes.isClosing()) {
            isOver = true;
        } else if (wishes.wish() == Wishes.Wish.START) {
            crashes = new CrashWindow(context.settings().restart());
            startIsDue = true;
        } else {
            // If nothing was left behind, it was for a game that has just ended by itself.
            endPredecessor();
        }
    }

    private static boolean isAlive(GameState state) {
        return switch (state) {
            case GameState.Starting _, GameState.Running _, GameState.Stopping _ -> true;
            case GameState.Stopped _,
                    GameState.Crashed _,
                    GameState.BackingOff _,
                    GameState.GivenUp _,
                    GameState.Following _ ->
                    false;
        };
    }

    private void endPredecessor() {
        Family family = predecessor.find().orElse(null);
        if (family != null) {
            var watch = new Watch(context.bell(), family, () -> true);
            var leftover = new Leftover(family, watch);
            long pid = family.heads().getFirst().pid();
            Instant since = context.now();
            boolean ended =
                    ladder.withoutCommands()
                            .descend(
                                    leftover,
                                    context.bell(),
                                    wishes::wantsKill,
                                    step -> tellStep(step, since, pid));
            if (!ended) {
                giveUp("SIGKILL did not end the earlier game, pid " + family.wording(), family);
                wishes.failed();
                return;
            }
            voice.say(Level.WARN, "the game of an earlier gateway was ended");
        }
        if (states.present() instanceof GameState.GivenUp || family != null) {
            pidFile.remove();
            states.change(new GameState.Stopped(context.now()));
        }
        wishes.ended();
    }

    private void begin() {
        if (wishes.isClosing()) {
            startIsDue = false;
            return;
        }
        Predecessor.Obstacle obstacle = isAnnounced ? null : predecessor.obstacle();
        if (obstacle != null) {
            startIsDue = false;
            giveUp(obstacle.reason(), obstacle.family());
            wishes.failed();
            return;
        }
        Instant begun = context.now();
        boolean asked = wishes.wish() != null;
        GameRun run;
        try {
            run = startAnnounced();
        } catch (IOException e) {
            pidFile.remove();
            isAnnounced = false;
            startIsDue = false;
            couldNotStart(e, asked, begun);
            return;
        }
        returnIsTold = false;
        endIsWanted = false;
        startIsDue = false;
        isAnnounced = false;
        present = run;
        context.players().reset();
        states.change(new GameState.Starting(context.now(), run.pid()));
        wishes.started();
        notePids(run);
        voice.say(Level.INFO, "game started, pid " + run.pid());
    }

    /// However soon this gateway is killed, the next one finds the game.
    private GameRun startAnnounced() throws IOException {
        String mark = UUID.randomUUID().toString();
        try {
            pidFile.announce(launch.command(), mark);
            isAnnounced = true;
        } catch (IOException e) {
            pidsAreNotNoted(e);
        }
        return GameRun.start(launch, context, mark);
    }

    private void couldNotStart(IOException cause, boolean asked, Instant begun) {
        String what = "the game could not be started: " + cause.getMessage();
        if (!asked) {
            afterCrash(what, -1, begun);
            return;
        }
        giveUp(what, null);
        wishes.ended();
    }

    /// Waits until there is something to be done about the run, and does it.
    private void attend(GameRun run) {
        run.show();
        run.await(
                Watch.FOR_EVER,
                () ->
                        run.hasEnded()
                                || wishes.wantsEnd()
                                || wishes.isClosing()
                                || isNewlyReady(run)
                                || (run.hasReturned() && !returnIsTold));
        if (run.hasEnded()) {
            afterEnd(run);
        } else if (wishes.wantsEnd()) {
            end(run);
        } else if (wishes.isClosing()) {
            leave(run);
        } else if (isNewlyReady(run)) {
            states.change(new GameState.Running(context.now(), run.pid()));
            voice.say(Level.INFO, "game is ready");
        } else if (run.hasReturned() && !returnIsTold) {
            goOnWithout(run);
        }
    }

    private boolean isNewlyReady(GameRun run) {
        return run.isReady() && states.present() instanceof GameState.Starting;
    }

    /// The first process has ended, and not what it started.
    private void goOnWithout(GameRun run) {
        Duration patience = run.timeToStop();
        boolean changed =
                run.await(
                        patience.compareTo(LATE) > 0 ? patience : LATE,
                        () -> run.hasEnded() || wishes.wantsEnd() || wishes.isClosing());
        if (changed) {
            return;
        }
        returnIsTold = true;
        notePids(run);
        String what =
                "the game's command has returned, exit code %d, and has left running: %s"
                        .formatted(run.exitCode(), run.family().wording());
        if (context.settings().daemon()) {
            states.change(
                    run.isReady()
                            ? new GameState.Running(context.now(), run.pid())
                            : new GameState.Starting(context.now(), run.pid()));
            voice.say(Level.INFO, what + " – as a daemon (VS_GAME_DAEMON)");
        } else {
            giveUp(
                    what
                            + "; end it (POST …/server/stop), then let the command wait for its"
                            + " game (exec), or set VS_GAME_DAEMON=true",
                    run.family());
        }
    }

    private void end(GameRun run) {
        endIsWanted = true;
        Instant since = context.now();
        boolean ended =
                ladder.descend(
                        run,
                        context.bell(),
                        wishes::wantsKill,
                        step -> tellStep(step, since, run.pid()));
        if (!ended) {
            returnIsTold = true;
            giveUp("SIGKILL did not end the game, pid " + run.family().wording(), run.family());
            wishes.failed();
            isOver = wishes.isClosing();
        }
    }

    private void tellStep(StopLadder.Step step, Instant since, long pid) {
        Instant until = context.now().plus(step.atMost());
        states.change(new GameState.Stopping(since, pid, step.rung().label(), until));
        voice.say(Level.INFO, "stopping: " + step.wording());
    }

    private void afterEnd(GameRun run) {
        boolean drained = run.close();
        boolean wanted = endIsWanted || wishes.wantsEnd() || run.timeToStop().isPositive();
        Run ended = run.summary(wanted);
        pidFile.remove();
        present = null;
        context.players().reset();
        history.add(ended);
        String code = "exit code " + ended.exitCode();
        if (wanted) {
            states.change(new GameState.Stopped(context.now()));
            wishes.ended();
        }
        if (!drained) {
            voice.say(Level.WARN, "something holds the game's output open; it is read no longer");
        }
        if (wanted) {
            voice.say(Level.INFO, "game stopped, " + code);
        } else {
            afterCrash(code, ended.exitCode(), ended.startedAt());
        }
    }

    private void afterCrash(String what, int exitCode, Instant startedAt) {
        Instant now = context.now();
        if (wishes.isClosing() || !context.settings().restart().enabled()) {
            states.change(new GameState.Crashed(now, exitCode));
            voice.say(Level.ERROR, what + " – not restarting");
            return;
        }
        switch (crashes.crashed(startedAt, now)) {
            case CrashWindow.Next.GiveUp(int count) -> {
                String window = GatewayVoice.of(context.settings().restart().window());
                giveUp("%s – crash %d within %s".formatted(what, count, window), null);
            }
            case CrashWindow.Next.Restart(int attempt, Duration wait) -> {
                states.change(new GameState.BackingOff(now, now.plus(wait), attempt));
                startIsDue = true;
                String when = GatewayVoice.of(wait);
                voice.say(
                        Level.WARN,
                        "%s – restarting in %s (attempt %d)".formatted(what, when, attempt));
                backOff(wait);
            }
        }
    }

    private void backOff(Duration wait) {
        boolean early =
                context.bell().await(wait, () -> wishes.isClosing() || wishes.wish() != null);
        if (wishes.isClosing() || wishes.wantsEnd()) {
            startIsDue = false;
            states.change(new GameState.Stopped(context.now()));
            voice.say(Level.INFO, "the restart is cancelled");
            wishes.ended();
        } else if (!early) {
            restarts.incrementAndGet();
        }
    }

    private void leave(GameRun run) {
        isOver = true;
        present = null;
        run.leave();
        voice.say(Level.WARN, "the gateway ends and leaves the game running, pid " + run.pid());
    }

    private void notePids(GameRun run) {
        try {
            pidFile.write(run.pid(), launch.command(), run.family());
            isNotNotedTold = false;
        } catch (IOException | UncheckedIOException e) {
            pidsAreNotNoted(e);
        }
    }

    private void pidsAreNotNoted(Exception cause) {
        if (!isNotNotedTold) {
            isNotNotedTold = true;
            voice.say(Level.WARN, "game.pid could not be written: " + cause);
        }
    }

    /// @param left what still runs, if anything
    private void giveUp(String reason, @Nullable Family left) {
        List<Long> pids =
                left == null ? List.of() : left.heads().stream().map(ProcessHandle::pid).toList();
        states.change(new GameState.GivenUp(context.now(), reason, pids));
        voice.say(Level.ERROR, reason + " – not starting the game");
    }
}
