package io.vsgateway.game;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts the game, watches it, starts it again and ends it: the loop of one virtual thread that
/// does what [Requests] asks for and alone changes the state. What it does to the game it says
/// aloud.
final class Supervisor implements Runnable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    private final Launch launch;
    private final RunContext context;
    private final GamePid pidFile;
    private final Predecessor predecessor;
    private final StateChanges states;
    private final Requests requests;
    private final StopLadder ladder;
    private final RunHistory history;
    private final GatewayVoice voice;
    private final AtomicInteger restarts = new AtomicInteger();

    private volatile @Nullable GameRun present;

    Supervisor(
            Launch launch,
            RunContext context,
            GamePid pidFile,
            Predecessor predecessor,
            StateChanges states,
            Requests requests,
            StopLadder ladder,
            RunHistory history) {
        this.launch = launch;
        this.context = context;
        this.pidFile = pidFile;
        this.predecessor = predecessor;
        this.states = states;
        this.requests = requests;
        this.ladder = ladder;
        this.history = history;
        this.voice = new GatewayVoice(context);
    }

    /// The run that is under way, if any.
    @Nullable GameRun present() {
        return present;
    }

    /// How often a crashed game was started again.
    int restarts() {
        return restarts.get();
    }

    /// Returns when the requests are closed and the game has ended or is left running.
    @Override
    public void run() {
        try {
            while (awaitStart()) {
                var crashes = new CrashWindow(context.settings().restart());
                boolean again = true;
                while (again) {
                    again = runOnce(crashes);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("the game is no longer supervised", e);
            giveUp("an error in the gateway: " + e);
        }
    }

    /// At rest until a start is asked for; says false when the gateway ends.
    private boolean awaitStart() {
        while (true) {
            context.bell().await(() -> requests.isClosing() || requests.wish() != null);
            if (requests.isClosing()) {
                return false;
            }
            if (requests.wish() == Requests.Wish.START) {
                return true;
            }
            if (requests.wantsKill() && predecessor.isFound()) {
                voice.say(Level.WARN, predecessor.kill());
                states.change(new GameState.Stopped(context.now()));
            }
            // Any other wish was for a game that has just ended by itself.
            requests.ended();
        }
    }

    /// One run from start to end; says whether there is to be another one.
    private boolean runOnce(CrashWindow crashes) {
        String obstacle = predecessor.obstacle();
        if (obstacle != null) {
            giveUp(obstacle);
            requests.ended();
            return false;
        }
        Instant begun = context.now();
        boolean asked = requests.wish() != null;
        GameRun run;
        try {
            run = GameRun.start(launch, context);
        } catch (IOException e) {
            return couldNotStart(e, asked, begun, crashes);
        }
        present = run;
        context.players().reset();
        notePid(run);
        states.change(new GameState.Starting(context.now(), run.pid()));
        requests.started();
        voice.say(Level.INFO, "game started, pid " + run.pid());
        run.show();

        watch(run);
        if (run.hasEnded()) {
            return afterEnd(run, crashes);
        }
        leave(run);
        return false;
    }

    private boolean couldNotStart(
            IOException cause, boolean asked, Instant begun, CrashWindow crashes) {
        String what = "the game could not be started: " + cause.getMessage();
        if (!asked) {
            return afterCrash(what, -1, begun, crashes);
        }
        giveUp(what);
        requests.ended();
        return false;
    }

    private void watch(GameRun run) {
        Bell bell = context.bell();
        bell.await(() -> isOver(run) || run.isReady());
        if (!isOver(run)) {
            states.change(new GameState.Running(context.now(), run.pid()));
            voice.say(Level.INFO, "game is ready");
            run.tree().note();
            bell.await(() -> isOver(run));
        }
        if (requests.wantsEnd() && !run.hasEnded()) {
            end(run);
            bell.await(run::hasEnded);
        }
    }

    private boolean isOver(GameRun run) {
        return run.hasEnded() || requests.wantsEnd() || requests.isClosing();
    }

    private void end(GameRun run) {
        Instant since = context.now();
        boolean ended =
                ladder.descend(
                        run,
                        context.bell(),
                        requests::wantsKill,
                        step -> {
                            String rung = step.rung().label();
                            Instant until = context.now().plus(step.atMost());
                            states.change(new GameState.Stopping(since, run.pid(), rung, until));
                            voice.say(Level.INFO, "stopping: " + step.wording());
                        });
        if (!ended) {
            voice.say(Level.ERROR, "SIGKILL did not end the game, pid " + run.pid());
        }
    }

    private boolean afterEnd(GameRun run, CrashWindow crashes) {
        boolean drained = run.close();
        boolean wanted = requests.wantsEnd() || run.isStopWritten();
        Run ended = run.summary(wanted);
        present = null;
        context.players().reset();
        pidFile.remove();
        history.add(ended);
        tellOrphans(run.tree().running(), drained);
        String code = "exit code " + ended.exitCode();
        if (!wanted) {
            return afterCrash(code, ended.exitCode(), ended.startedAt(), crashes);
        }
        states.change(new GameState.Stopped(context.now()));
        voice.say(Level.INFO, "game stopped, " + code);
        requests.ended();
        return false;
    }

    private boolean afterCrash(String what, int exitCode, Instant startedAt, CrashWindow crashes) {
        Instant now = context.now();
        if (requests.isClosing() || !context.settings().restart().enabled()) {
            states.change(new GameState.Crashed(now, exitCode));
            voice.say(Level.ERROR, what + " – not restarting");
            return false;
        }
        return switch (crashes.crashed(startedAt, now)) {
            case CrashWindow.Next.GiveUp(int count) -> {
                String window = GatewayVoice.of(context.settings().restart().window());
                giveUp("%s – crash %d within %s".formatted(what, count, window));
                yield false;
            }
            case CrashWindow.Next.Restart(int attempt, Duration wait) -> {
                states.change(new GameState.BackingOff(now, now.plus(wait), attempt));
                String when = GatewayVoice.of(wait);
                voice.say(
                        Level.WARN,
                        "%s – restarting in %s (attempt %d)".formatted(what, when, attempt));
                yield backOff(wait);
            }
        };
    }

    /// Says whether the game is to be started after all.
    private boolean backOff(Duration wait) {
        boolean early =
                context.bell().await(wait, () -> requests.isClosing() || requests.wish() != null);
        if (requests.isClosing() || requests.wantsEnd()) {
            states.change(new GameState.Stopped(context.now()));
            voice.say(Level.INFO, "the restart is cancelled");
            requests.ended();
            return false;
        }
        if (!early) {
            restarts.incrementAndGet();
        }
        return true;
    }

    private void leave(GameRun run) {
        present = null;
        run.leave();
        voice.say(Level.WARN, "the gateway ends and leaves the game running, pid " + run.pid());
    }

    private void notePid(GameRun run) {
        try {
            pidFile.write(run.pid(), launch.command());
        } catch (IOException e) {
            voice.say(Level.WARN, "game.pid could not be written: " + e);
        }
    }

    private void tellOrphans(List<ProcessHandle> orphans, boolean drained) {
        if (!orphans.isEmpty()) {
            String pids =
                    orphans.stream()
                            .map(process -> Long.toString(process.pid()))
                            .collect(Collectors.joining(", "));
            voice.say(Level.WARN, "the game has ended, but not what it started: pid " + pids);
        }
        if (!drained) {
            voice.say(Level.WARN, "something holds the game's output open; it is read no longer");
        }
    }

    private void giveUp(String reason) {
        states.change(new GameState.GivenUp(context.now(), reason));
        voice.say(Level.ERROR, reason + " – not starting the game");
    }
}
