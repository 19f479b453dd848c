package io.vsgateway.ops;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vsgateway.data.DataDirLock;
import io.vsgateway.data.DataSettings;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.game.BufferSettings;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.game.elsewhere.NoGame;
import io.vsgateway.game.elsewhere.RemoteGame;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.game.outlive.ConsoleJournal;
import io.vsgateway.game.outlive.OutliveLauncher;
import io.vsgateway.game.pipes.PipedLauncher;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.Launch;
import io.vsgateway.game.supervision.ManagedGame;
import io.vsgateway.game.tail.TailedGame;
import io.vsgateway.kernel.Orphans;
import io.vsgateway.seal.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Chooses the game from the settings: a command is run, log files are followed, and with neither
/// the simulated game is run, unless that is switched off; or another gateway's is shown, or there
/// is none.
@ApplicationScoped
class GameChoice {
    private static final Logger LOG = Logger.getLogger(GameChoice.class);
    private static final int BACKLOG_LINES = 100;

    private final GameSettings settings;
    private final BufferSettings buffer;
    private final DataSettings data;
    private final ConsoleBuffer console;
    private final RedisSettings redis;
    private final Seal seal;
    private final Vertx vertx;

    /// As exact as all times that clients are told.
    private final InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);

    GameChoice(
            GameSettings settings,
            BufferSettings buffer,
            DataSettings data,
            ConsoleBuffer console,
            RedisSettings redis,
            Seal seal,
            Vertx vertx) {
        this.settings = settings;
        this.buffer = buffer;
        this.data = data;
        this.console = console;
        this.redis = redis;
        this.seal = seal;
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    Dialect dialect() {
        return configured(() -> Dialects.of(settings));
    }

    @Produces
    @ApplicationScoped
    Game game(Dialect dialect) {
        return configured(() -> choose(dialect));
    }

    private static <T> T configured(Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private Game choose(Dialect dialect) {
        boolean hasCommand = settings.command().filter(command -> !command.isBlank()).isPresent();
        boolean hasLogs = settings.logFiles().filter(files -> !files.isEmpty()).isPresent();
        Optional<String> remote = settings.remote();
        if (settings.enabled() && remote.isEmpty()) {
            if (settings.name().isPresent() && redis.url().isEmpty()) {
                throw new IllegalArgumentException(
                        "VS_GAME_NAME shares the game over Redis: VS_REDIS_URL must be set");
            }
            return chooseOwn(dialect, hasCommand, hasLogs);
        }
        String other = remote.isPresent() ? "VS_GAME_REMOTE is set" : "VS_GAME_ENABLED is false";
        if (hasCommand || hasLogs || remote.isPresent() && !settings.enabled()) {
            String second = hasCommand ? "VS_GAME_COMMAND is set" : "VS_GAME_LOG_FILES is set";
            throw new IllegalArgumentException(
                    "%s and %s: a gateway has one game, or shows another's, or has none"
                            .formatted(
                                    other,
                                    hasCommand || hasLogs ? second : "VS_GAME_ENABLED is false"));
        }
        return remote.isPresent()
                ? show(remote.get(), dialect)
                : new NoGame(dialect, clock.instant());
    }

    private Game show(String name, Dialect dialect) {
        String url =
                redis.url()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "VS_GAME_REMOTE shows a game over Redis: VS_REDIS_URL must be set"));
        var shared = new SharedGame('{' + redis.prefix() + "}:", name, seal);
        return new RemoteGame(shared, new Server(vertx, url, redis), dialect, console);
    }

    private Game chooseOwn(Dialect dialect, boolean hasCommand, boolean hasLogs) {
        // Also when others run the game: a gateway may be the first process of its container.
        boolean _ = Orphans.adopt();
        int _ = LineDecoder.checked(settings.lines().maxBytes().asLongValue());
        if (hasCommand && hasLogs) {
            throw new IllegalArgumentException(
                    "VS_GAME_COMMAND and VS_GAME_LOG_FILES are both set: the game is either run or followed");
        }
        if (hasLogs) {
            return follow(dialect);
        }
        if (hasCommand) {
            return run("managed", CommandLine.words(settings.command().orElseThrow()), dialect);
        }
        if (!settings.demo()) {
            throw new IllegalArgumentException(
                    "VS_GAME_COMMAND or VS_GAME_LOG_FILES must be set (the demo game is off: VS_GAME_DEMO)");
        }
        LOG.warn(
                "neither VS_GAME_COMMAND nor VS_GAME_LOG_FILES is set: THIS RUNS A SIMULATED DEMO GAME");
        return run("demo", DemoCommand.words(), dialect);
    }

    private Game run(String mode, List<String> command, Dialect dialect) {
        var launch = new Launch(mode, command, settings.workingDir());
        DataDirLock lock = DataDirLock.take(data.dir());
        try {
            return new ManagedGame(
                    launcher(launch), settings, dialect, data.dir(), lock, clock, console.sink());
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private GameProcess.Launcher launcher(Launch launch) {
        if (settings.io() == GameSettings.Io.PIPES) {
            return new PipedLauncher(launch);
        }
        Path dir = data.dir().toAbsolutePath();
        var journal =
                new ConsoleJournal(
                        dir,
                        console.epoch(),
                        buffer.bufferLines(),
                        buffer.bufferBytes().asLongValue());
        journal.resume(console);
        return new OutliveLauncher(launch, dir, journal, settings.ioUnreadMax().asLongValue());
    }

    private Game follow(Dialect dialect) {
        return TailedGame.follow(
                settings, dialect, BACKLOG_LINES, data.dir(), clock, console::append);
    }

    void end(@Disposes Game game) {
        game.shutDown();
    }
}
