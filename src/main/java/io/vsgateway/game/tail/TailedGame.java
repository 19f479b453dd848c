package io.vsgateway.game.tail;

import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.Wanted;
import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.game.dialect.Players;
import io.vsgateway.game.input.GameTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A game that others run: its log files are followed, and commands go into a named pipe, if there
/// is one. The gateway can neither start nor end it.
///
/// It is ready once one of its logs shows the ready line, until it is known to have ended: a log
/// says so or begins anew, or nobody reads the pipe any more. While it does not read a command, or
/// is silent for longer than `VS_GAME_SILENT_AFTER`, it is not ready either.
public final class TailedGame implements Game {
    private static final String MODE = "tail";
    private static final String READ_ONLY =
            "the console is read-only: VS_GAME_STDIN_FIFO is not set";

    private final Dialect dialect;
    private final InstantSource clock;
    private final ConsoleLine.Sink console;
    private final DataDirLock dataDirLock;
    private final ScheduledThreadPoolExecutor timer;
    private final @Nullable Duration silentAfter;
    private final GameState state;
    private final LogLabels labels;
    private final Set<Path> readyLogs = ConcurrentHashMap.newKeySet();
    private final LogFollower follower;
    private final Players players;
    private final @Nullable FifoCommands commands;

    private volatile long heardAtNanos = System.nanoTime();

    /// Whether the game did not read a command, and has shown no sign of life since.
    private volatile boolean deaf;

    /// When the present run was seen to begin; null if that was before this gateway.
    private volatile @Nullable Instant startedAt;

    private TailedGame(
            GameSettings settings,
            Dialect dialect,
            int backlogLines,
            Path dataDir,
            InstantSource clock,
            ConsoleLine.Sink console) {
        this.dialect = dialect;
        this.clock = clock;
        this.console = console;
        this.silentAfter = settings.silentAfter().orElse(null);
        this.dataDirLock = DataDirLock.take(dataDir);
        this.timer = GameTimer.start();
        this.state = new GameState.Following(clock.instant());
        this.players = new Players(dialect, clock);
        this.commands =
                settings.stdinFifo()
                        .map(path -> new FifoCommands(path, settings.input(), timer))
                        .orElse(null);
        this.labels = LogLabels.of(settings.logFiles().orElse(List.of()));
        this.follower =
                LogFollower.follow(
                        settings.logFiles().orElse(List.of()),
                        backlogLines,
                        settings.lines(),
                        new Listener());
    }

    /// Begins to follow. The console gets the last `backlogLines` lines of each log, then the new
    /// ones, always on the same thread, and must not block.
    ///
    /// @throws IllegalStateException if the data folder cannot be used or another gateway uses it
    public static TailedGame follow(
            GameSettings settings,
            Dialect dialect,
            int backlogLines,
            Path dataDir,
            InstantSource clock,
            ConsoleLine.Sink console) {
        return new TailedGame(settings, dialect, backlogLines, dataDir, clock, console);
    }

    @Override
    public GameReport report() {
        return new GameReport(
                MODE,
                dialect.name(),
                state,
                isReady(),
                startedAt,
                0,
                List.of(),
                players.online(),
                inputClosed());
    }

    private boolean isReady() {
        Duration limit = silentAfter;
        boolean silent = limit != null && System.nanoTime() - heardAtNanos > limit.toNanos();
        boolean unread = commands != null && commands.isUnread();
        return !readyLogs.isEmpty() && !silent && !unread && !deaf;
    }

    private @Nullable String inputClosed() {
        return commands == null ? READ_ONLY : commands.obstacle();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Outcome start() {
        return new Outcome.Refused(GameState.Following.NOT_OURS);
    }

    @Override
    public Outcome stop() {
        return new Outcome.Refused(GameState.Following.NOT_OURS);
    }

    @Override
    public Outcome restart() {
        return new Outcome.Refused(GameState.Following.NOT_OURS);
    }

    @Override
    public Outcome kill() {
        return new Outcome.Refused(GameState.Following.NOT_OURS);
    }

    @Override
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        if (commands == null) {
            listener.accept(new Receipt.Rejected(READ_ONLY));
        } else {
            commands.submit(sender, command, listener);
        }
    }

    /// The state of a followed game does not change: the listener is never called.
    @Override
    public Subscription onState(Consumer<GameState> listener) {
        return () -> {};
    }

    /// Stops following. The game is left as it is, whatever `VS_GAME_ON_EXIT` says.
    @Override
    public void shutDown() {
        follower.close();
        if (commands != null) {
            commands.close();
        }
        timer.shutdownNow();
        dataDirLock.close();
    }

    /// Called by the follower's thread.
    private final class Listener implements LogListener {
        private String fifoProblem = "";

        /// Whether what was there at the start has been read.
        private boolean caughtUp;

        @Override
        public LineDecoder.Out opened(Path log) {
            return new Lines(log, console, () -> caughtUp);
        }

        @Override
        public LineDecoder.Out earlier(Path log) {
            return new Lines(log, _ -> 0, () -> false);
        }

        @Override
        public void beganAnew(Path log) {
            if (readyLogs.contains(log)) {
                ended();
            }
        }

        @Override
        public void notice(String text) {
            long _ =
                    console.accept(
                            new ConsoleLine(
                                    clock.instant(),
                                    LineSource.GATEWAY,
                                    Level.INFO,
                                    "",
                                    false,
                                    text));
        }

        @Override
        public void looked() {
            if (commands != null) {
                String problem = commands.look();
                if (commands.isUnread()) {
                    ended();
                }
                deaf |= commands.wasDeaf();
                if (!problem.isEmpty() && !problem.equals(fifoProblem)) {
                    notice(problem + ": commands are rejected");
                }
                fifoProblem = problem;
            }
            caughtUp = true;
        }
    }

    /// What was known of its run no longer holds.
    private void ended() {
        readyLogs.clear();
        players.reset();
        startedAt = null;
    }

    /// The lines of one file.
    private final class Lines implements LineDecoder.Out, Wanted {
        private final Path log;
        private final ConsoleLine.Sink to;
        private final BooleanSupplier live;
        private final @Nullable String label;
        private final Dialect.LineReader reader = dialect.reader(LineSource.LOG, this);

        Lines(Path log, ConsoleLine.Sink to, BooleanSupplier live) {
            this.log = log;
            this.to = to;
            this.live = live;
            this.label = labels.of(log);
        }

        @Override
        public void line(String text, LineEnd end) {
            Reading reading = reader.read(clock.instant(), text, end);
            heardAtNanos = System.nanoTime();
            deaf = false;
            // Before the line is there: whoever reads it may ask at once who is playing.
            reading.events().forEach(players::note);
            long line = to.accept(label == null ? reading.line() : reading.line().of(label));
            reading.events().forEach(event -> heed(event, reading.line().at(), line));
        }

        private void heed(GameEvent event, Instant at, long line) {
            switch (event) {
                case GameEvent.Ready _ -> {
                    if (readyLogs.isEmpty() && live.getAsBoolean()) {
                        startedAt = at;
                    }
                    readyLogs.add(log);
                }
                case GameEvent.Starting _, GameEvent.Stopping _, GameEvent.Ended _ -> ended();
                case GameEvent.Echoed _, GameEvent.Printed _ when commands != null ->
                        commands.offer(event, line);
                default -> {}
            }
        }

        @Override
        public boolean ready() {
            return !readyLogs.contains(log);
        }

        /// The gateway does not stop this game.
        @Override
        public boolean saved() {
            return false;
        }

        @Override
        public boolean answers() {
            return commands != null && commands.awaitsAnswer();
        }
    }
}
