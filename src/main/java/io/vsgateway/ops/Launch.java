package io.vsgateway.ops;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vsgateway.access.Keys;
import io.vsgateway.access.SignInLink;
import io.vsgateway.game.Game;
import io.vsgateway.terminal.TerminalSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.PrintStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/// The start: when all settings are found good and the gateway listens, the game is started and a
/// banner tells where. A gateway that cannot listen must not start a game only to end it.
@ApplicationScoped
public class Launch {
    private static final Logger LOG = Logger.getLogger(Launch.class);

    private final Game game;
    private final Keys keys;
    private final SignInLink link;
    private final TerminalSettings terminal;
    private final HttpServer server;

    public Launch(
            Game game, Keys keys, SignInLink link, TerminalSettings terminal, HttpServer server) {
        this.game = game;
        this.keys = keys;
        this.link = link;
        this.terminal = terminal;
        this.server = server;
    }

    void chooseGame(@Observes StartupEvent event) {
        LOG.debugf("the mode of the game is %s", game.report().mode());
    }

    void begin(@ObservesAsync HttpServerStart event) {
        game.start();
        tellWhere(event);
    }

    private void tellWhere(HttpServerStart event) {
        var where = new Whereabouts(event.options().getHost(), server.getPort(), terminal.url());
        // Not through the log: a key must not end up in log files.
        PrintStream out = System.out;
        out.println();
        out.println("  vs-gateway listens on   http://" + where.listening());
        out.println(
                "  the console             ws://"
                        + where.reachable()
                        + "/api/v1alpha1/console/ws?format=json");
        keys.generatedAdminKey()
                .ifPresent(key -> {
                    out.println("  admin key of this run   " + key);
                    out.println(
                            "                          (set VS_API_KEY_ADMIN for a lasting one)");
                    if (terminal.enabled()) {
                        tellLink(out, where);
                    }
                });
        if (game.report().mode().equals("demo")) {
            out.println(
                    "  THE GAME IS A DEMO      (set VS_GAME_COMMAND or VS_GAME_LOG_FILES for a real one)");
        }
        out.println();
        out.flush();
    }

    private void tellLink(PrintStream out, Whereabouts where) {
        out.println("  sign in, once           " + where.page() + "#link=" + link.issue());
        out.println("                          (good for " + minutes(link.ttl()) + ")");
        if (where.isGuessed()) {
            out.println(
                    "                          (from elsewhere: with the name of this machine; see"
                            + " VS_TERMINAL_URL)");
        }
    }

    private static String minutes(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0
                ? time.toSeconds() + " seconds"
                : time.toMinutes() + " minutes";
    }
}
