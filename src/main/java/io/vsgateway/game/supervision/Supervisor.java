package io.vsgateway.game.supervision;

import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.Run;
import io.vsgateway.game.left.GamePid;
import io.vsgateway.game.left.Predecessor;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.GameRun;
import io.vsgateway.game.process.Notes;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.game.process.Watch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Starts the game, watches it, restarts it and ends it: the loop of one thread that carries out
/// what [Wishes] asks for and is the only one to change the state. It announces what it does to the
/// game.
///
/// Each turn of the loop looks at the current facts, not at what the turn before did. A turn that
/// fails, as when the machine is out of descriptors, is reported and retried.
final class Supervisor implements Runnable {
    /// How much longer than its first process the rest of the game may take to end.
    private static final Duration LATE = Duration.ofSeconds(2);

    private final GameProcess.Launcher launcher;
    private final RunContext context;
    private final PidNote pidNote;
    private final Predecessor predecessor;
    private final PredecessorEnd predecessorEnd;
    private final StateChanges states;
    private final GameNews news;
    private final Wishes wishes;
    private final NextStart nextStart;
    private final TakeOver takeOver;
    private final StopLadder ladder;
    private final RunHistory history;

    /// The current run, if any.
    private volatile @Nullable GameRun present;

    /// Whether it was announced that the present run goes on without its first process.
    private boolean returnIsTold;

    /// Whether the end of the present run was requested.
    private boolean endIsWanted;

    private boolean isOver;

    Supervisor(
            GameProcess.Launcher launcher,
            RunContext context,
            GamePid pidFile,
            Predecessor predecessor,
            StateChanges states,
            Wishes wishes,
            StopLadder ladder,
            RunHistory history) {
        this.launcher = launcher;
        this.context = context;
        this.predecessor = predecessor;
        this.states = states;
        this.wishes = wishes;
        this.ladder = ladder;
        this.history = history;
        this.news = new GameNews(context, states);
        this.pidNote = new PidNote(pidFile, launcher.launch().command(), news);
        this.nextStart = new NextStart(context, wishes, news);
        this.takeOver = new TakeOver(launcher, context, wishes, nextStart, news, pidNote);
        this.predecessorEnd =
                new PredecessorEnd(predecessor, context, states, news, pidNote, wishes, ladder);
    }

    /// The current run, if any.
    @Nullable GameRun present() {
        return present;
    }

    /// How often a crashed game was restarted.
    int restarts() {
        return nextStart.restarts();
    }

    /// What remains of an earlier run and prevents a start; null if nothing does. Any thread; it
    /// may read files.
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

    /// Returns when no more wishes are taken and the game has ended or is left running.
    @Override
    public void run() {
        var turns = new SteadyTurns(news);
        while (!isOver) {
            turns.take(this::turn);
        }
    }

    private void turn() {
        GameRun run = present;
        if (run != null) {
            attend(run);
        } else if (nextStart.isDue()) {
            begin();
        } else {
            awaitWish();
        }
    }

    /// Idle until something is requested.
    private void awaitWish() {
        if (isAlive(states.present())) {
            // A turn failed after the game had ended.
            news.stopped();
        }
        context.bell().await(() -> wishes.isClosing() || wishes.wish() != null);
        if (wishes.isClosing()) {
            isOver = true;
        } else if (wishes.wish() == Wishes.Wish.START) {
            nextStart.askedFor();
        } else {
            predecessorEnd.asWished();
        }
    }

    private static boolean isAlive(GameState state) {
        return switch (state) {
            case GameState.Starting _, GameState.Running _, GameState.Stopping _ -> true;
            case GameState.Stopped _,
                    GameState.Crashed _,
                    GameState.BackingOff _,
                    GameState.GivenUp _,
                    GameState.Following _,
                    GameState.Unreachable _,
                    GameState.None _ ->
                    false;
        };
    }

    private void begin() {
        if (wishes.isClosing()) {
            nextStart.done();
            return;
        }
        GameRun left = pidNote.isAnnounced() ? null : takeOver.find().orElse(null);
        if (left != null) {
            attendFromNowOn(left);
            takeOver.begin(left);
            return;
        }
        Predecessor.Obstacle obstacle = pidNote.isAnnounced() ? null : predecessor.obstacle();
        if (obstacle != null) {
            nextStart.done();
            wishes.failed(Wishes.Wish.START);
            news.givenUp(obstacle.reason(), obstacle.family());
            return;
        }
        Instant begun = context.now();
        boolean asked = wishes.wish() != null;
        GameRun run;
        try {
            String mark = UUID.randomUUID().toString();
            pidNote.announce(mark);
            run = GameRun.start(launcher, context, mark);
        } catch (IOException e) {
            pidNote.remove();
            nextStart.done();
            couldNotStart(e, asked, begun);
            return;
        }
        nextStart.done();
        attendFromNowOn(run);
        news.starting(run.pid());
        wishes.started();
        pidNote.write(run);
        news.say(Level.INFO, "game started, pid " + run.pid());
    }

    private void attendFromNowOn(GameRun run) {
        returnIsTold = false;
        endIsWanted = false;
        present = run;
    }

    private void couldNotStart(IOException cause, boolean asked, Instant begun) {
        String what = "the game could not be started: " + cause.getMessage();
        if (asked) {
            wishes.failed(Wishes.Wish.START);
            news.givenUp(what, null);
        } else {
            nextStart.afterCrash(what, -1, begun);
        }
    }

    /// Waits until the run needs attention, and attends to it.
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
            news.running(run.pid());
            news.say(Level.INFO, "game is ready");
        } else if (run.hasReturned() && !returnIsTold) {
            goOnWithout(run);
        }
    }

    private boolean isNewlyReady(GameRun run) {
        return run.isReady() && states.present() instanceof GameState.Starting;
    }

    /// The first process has ended, but what it started has not.
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
        pidNote.write(run);
        String what =
                "the game's command has returned, exit code %d, and has left running: %s"
                        .formatted(run.exitCode(), run.family().wording());
        if (context.settings().daemon()) {
            if (run.isReady()) {
                news.running(run.pid());
            } else {
                news.starting(run.pid());
            }
            news.say(Level.INFO, what + " – as a daemon (VS_GAME_DAEMON)");
        } else {
            news.givenUp(
                    what
                            + "; end it (POST …/server/stop), then let the command wait for its"
                            + " game (exec), or set VS_GAME_DAEMON=true",
                    run.family());
        }
    }

    /// What was asked of the game is asked of the next gateway, too; but not what the end of this
    /// one asks.
    private void noteWish() {
        Wishes.Wish wish = wishes.wish();
        if (wish != null && !wishes.isClosing()) {
            context.notes().put(Notes.Key.WISH, wish.name());
        }
    }

    private void end(GameRun run) {
        endIsWanted = true;
        noteWish();
        Instant since = context.now();
        boolean ended =
                ladder.descend(
                        run,
                        context.bell(),
                        wishes::wantsKill,
                        step -> news.step(step, ladder.longestFrom(step), since, run.pid()));
        if (!ended) {
            returnIsTold = true;
            wishes.failed(wishes.wish());
            news.givenUp(
                    "SIGKILL did not end the game, pid " + run.family().wording(), run.family());
            isOver = wishes.isClosing();
        }
    }

    private void afterEnd(GameRun run) {
        boolean drained = run.close();
        boolean wanted = endIsWanted || wishes.wantsEnd() || run.timeToStop().isPositive();
        Run ended = run.summary(wanted);
        pidNote.remove();
        present = null;
        context.players().reset();
        history.add(ended);
        String code = news.wordingOf(ended.exitCode(), run.endedUnseen());
        if (wanted || run.isOfEarlierBoot()) {
            wishes.ended();
            news.stopped();
            takeOver.startAfter(run);
        }
        context.notes().forgetRun();
        if (!drained) {
            news.say(Level.WARN, "something holds the game's output open; it is read no longer");
        }
        if (run.isOfEarlierBoot()) {
            news.say(Level.WARN, "the machine was started anew, and the game ended: " + code);
        } else if (wanted) {
            news.say(Level.INFO, "game stopped, " + code);
        } else {
            nextStart.afterCrash(code, ended.exitCode(), ended.startedAt());
        }
    }

    private void leave(GameRun run) {
        isOver = true;
        present = null;
        run.leave();
        news.say(Level.WARN, "the gateway ends and leaves the game running, pid " + run.pid());
    }
}
