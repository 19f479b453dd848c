package io.vsgateway.game.supervision;

import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.dialect.Players;
import io.vsgateway.game.input.GameTimer;
import io.vsgateway.game.left.GamePid;
import io.vsgateway.game.left.Predecessor;
import io.vsgateway.game.process.Bell;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.GameRun;
import io.vsgateway.game.process.Notes;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.SerialOut;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.kernel.Orphans;
import io.vsgateway.kernel.ProcessMark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A game that the gateway runs, over pipes or files: started, watched, restarted after a crash,
/// and ended by the stop ladder.
///
/// A request is judged at once; the supervisor's thread carries it out. Lines go to `out` one at a
/// time, on whichever of the game's threads has them; `out` must be quick, since a game whose
/// output is not drained freezes.
///
/// Over pipes the process rarely outlives the gateway: when the gateway ends or is killed, the
/// game's input ends and its next write to the output fails, which ends many programs. With
/// `VS_GAME_ON_EXIT=leave`, as after a kill, the file `game.pid` stays, and the next gateway does
/// not start a second game while the first runs. Over files it goes on, and is taken over.
public final class ManagedGame implements Game {
    private static final String NOT_RUNNING = "the game is not running";
    private static final Logger LOG = Logger.getLogger(ManagedGame.class);

    /// How much longer than the ladder's waits ending may take: for the pipes and the files.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final GameProcess.Launcher launcher;
    private final RunContext context;
    private final DataDirLock dataDirLock;
    private final StateChanges states;
    private final Wishes wishes;
    private final StopLadder ladder;
    private final RunHistory history;
    private final Supervisor supervisor;
    private final Thread supervising;
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean hasBegun;

    /// Nothing starts before [#start].
    ///
    /// @param dataDirLock on `dataDir`; closed when the game is shut down
    /// @param out takes every line
    /// @throws IllegalArgumentException if a setting is not valid
    public ManagedGame(
            GameProcess.Launcher launcher,
            GameSettings settings,
            Dialect dialect,
            Path dataDir,
            DataDirLock dataDirLock,
            InstantSource clock,
            ConsoleLine.Sink out) {
        this.launcher = launcher;
        this.ladder = new StopLadder(settings.stop());
        this.dataDirLock = dataDirLock;
        this.timer = GameTimer.start();
        var bell = new Bell();
        this.context =
                new RunContext(
                        settings,
                        dialect,
                        clock,
                        timer,
                        bell,
                        new SerialOut(out),
                        new Players(dialect, clock),
                        launcher.notes());
        this.states = new StateChanges(new GameState.Stopped(clock.instant()));
        this.wishes = new Wishes(bell, states::present);
        this.history = new RunHistory(settings.runs().kept());
        var pidFile = new GamePid(dataDir);
        this.supervisor =
                new Supervisor(
                        launcher,
                        context,
                        pidFile,
                        new Predecessor(pidFile),
                        states,
                        wishes,
                        ladder,
                        history);
        // A platform thread, like those of each run: a virtual thread needs other threads at each
        // step, and a machine that is out of threads has none.
        this.supervising = Thread.ofPlatform().daemon().name("game-supervisor").start(supervisor);
    }

    @Override
    public GameReport report() {
        GameRun run = supervisor.present();
        GameState state = states.present();
        boolean ends = state instanceof GameState.GivenUp || state instanceof GameState.Stopping;
        boolean ready = run != null && run.isReady() && !ends;
        return new GameReport(
                launcher.launch().mode(),
                context.dialect().name(),
                state,
                ready,
                run == null ? null : run.startedAt(),
                supervisor.restarts(),
                history.runs(),
                context.players().online(),
                run == null ? NOT_RUNNING : run.inputClosed());
    }

    @Override
    public Dialect dialect() {
        return context.dialect();
    }

    @Override
    public Outcome start() {
        return wishes.start(supervisor.obstacle());
    }

    @Override
    public Outcome begin() {
        hasBegun = true;
        Optional<String> stoppedBy = context.notes().get(Notes.Key.STOPPED_BY);
        Optional<String> givenUp = context.notes().get(Notes.Key.GIVEN_UP);
        context.notes().remove(Notes.Key.STOPPED_BY);
        context.notes().remove(Notes.Key.GIVEN_UP);
        if (stoppedBy.isEmpty() || !stoppedBy.equals(thisProcess())) {
            return start();
        }
        givenUp.ifPresent(why -> states.change(new GameState.GivenUp(context.now(), why)));
        return new Outcome.Refused("it was stopped before the gateway restarted");
    }

    /// The same before and after a restart in place.
    private static Optional<String> thisProcess() {
        return ProcessMark.of(ProcessHandle.current().pid()).map(ProcessMark::value);
    }

    @Override
    public Outcome stop() {
        return wishes.stop();
    }

    @Override
    public Outcome restart() {
        return wishes.restart();
    }

    @Override
    public Outcome kill() {
        return wishes.kill();
    }

    @Override
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        GameRun run = supervisor.present();
        if (run == null) {
            listener.accept(new Receipt.Rejected(NOT_RUNNING));
        } else {
            run.submit(sender, command, listener);
        }
    }

    @Override
    public Subscription onState(Consumer<GameState> listener) {
        return states.listen(listener);
    }

    /// {@inheritDoc} Afterwards nothing of it is left: no thread, no descriptor, no lock.
    @Override
    public void shutDown() {
        shutDown(context.settings().onExit() == GameSettings.OnExit.STOP);
    }

    @Override
    public @Nullable String endsWithGateway() {
        if (launcher.outlivesGateway()) {
            return supervisor.present() == null ? null : launcher.lost();
        }
        return "the game hangs on this gateway's pipes and would end with it, unless"
                + " VS_GAME_IO=files";
    }

    @Override
    public void handOver() {
        if (hasBegun && supervisor.present() == null && isStopped()) {
            thisProcess().ifPresent(mark -> context.notes().put(Notes.Key.STOPPED_BY, mark));
            if (states.present() instanceof GameState.GivenUp(_, String why, _)) {
                context.notes().put(Notes.Key.GIVEN_UP, why);
            }
        }
        shutDown(false);
    }

    private boolean isStopped() {
        return wishes.wish() == null
                && switch (states.present()) {
                    case GameState.Stopped _, GameState.Crashed _, GameState.GivenUp _ -> true;
                    default -> false;
                };
    }

    private void shutDown(boolean stop) {
        wishes.close(stop);
        boolean interrupted = false;
        try {
            awaitSupervisor();
        } catch (InterruptedException _) {
            interrupted = true;
        }
        GameRun left = supervisor.present();
        if (left != null && stop) {
            endWithoutSupervisor(left);
        }
        timer.shutdownNow();
        Orphans.release();
        launcher.close();
        dataDirLock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits as long as the ladder may take, or a moment if the game is to be killed.
    private void awaitSupervisor() throws InterruptedException {
        long end = System.nanoTime() + ladder.longest().plus(MARGIN).toNanos();
        boolean isHurried = false;
        while (!supervising.join(LOOK) && System.nanoTime() - end < 0) {
            if (wishes.wantsKill() && !isHurried) {
                isHurried = true;
                end = System.nanoTime() + MARGIN.toNanos();
            }
        }
    }

    /// The supervisor is stuck or gone. Most games also save on SIGTERM.
    private void endWithoutSupervisor(GameRun left) {
        LOG.error("the game could not be ended in time: it is ended by signals");
        ladder.withoutCommands()
                .descend(
                        left,
                        context.bell(),
                        wishes::wantsKill,
                        step -> LOG.warnf("stopping: %s", step.wording()));
    }
}
