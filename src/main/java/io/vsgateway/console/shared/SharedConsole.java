package io.vsgateway.console.shared;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.seal.Seal;
import io.vsgateway.server.Countdown;
import io.vsgateway.server.ProcessLoad;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/// Shares this gateway's game under `VS_GAME_NAME`, if there is that and a Redis: from when the
/// game has been chosen until it has ended.
@ApplicationScoped
public class SharedConsole {
    /// The state in which others can see it.
    public static final String YES = "yes";

    private final Vertx vertx;
    private final RedisSettings redis;
    private final Seal seal;
    private final GameSettings settings;
    private final Game game;
    private final ConsoleBuffer console;
    private final ProcessLoad load;
    private final Countdown countdown;
    private final Doer doer;
    private volatile @Nullable Publisher publisher;

    SharedConsole(
            Vertx vertx,
            RedisSettings redis,
            Seal seal,
            GameSettings settings,
            Game game,
            ConsoleBuffer console,
            ProcessLoad load,
            Countdown countdown,
            Doer doer) {
        this.vertx = vertx;
        this.redis = redis;
        this.seal = seal;
        this.settings = settings;
        this.game = game;
        this.console = console;
        this.load = load;
        this.countdown = countdown;
        this.doer = doer;
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (settings.name().isEmpty() || redis.url().isEmpty() || !game.report().isHere()) {
            return;
        }
        var shared = new SharedGame('{' + redis.prefix() + "}:", settings.name().get(), seal);
        var server = new Server(vertx, redis.url().get(), redis);
        var reports = new Reports(game, load, countdown::coming);
        var sharing = new Publisher(shared, server, console, reports, doer);
        game.onState(_ -> sharing.wake());
        publisher = sharing;
        sharing.start();
    }

    /// Once the game's last lines are there.
    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent end) {
        Publisher sharing = publisher;
        if (sharing != null) {
            sharing.close();
        }
    }

    /// Whether others can see it now: `no` if that is not wanted, `yes`, or why not.
    public String state() {
        Publisher sharing = publisher;
        return sharing == null ? "no" : sharing.problem().orElse(YES);
    }

    /// How many lines others have yet to get; 0 if it is not shared.
    public long behind() {
        Publisher sharing = publisher;
        return sharing == null ? 0 : sharing.behind();
    }
}
