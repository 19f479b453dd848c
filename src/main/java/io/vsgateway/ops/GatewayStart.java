package io.vsgateway.ops;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.access.keys.Keys;
import io.vsgateway.access.keys.SignInLink;
import io.vsgateway.game.Game;
import io.vsgateway.terminal.PublicAddressSettings;
import io.vsgateway.terminal.TerminalSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The start: once all settings are valid and the gateway listens, the game is started and a banner
/// tells where. A gateway that cannot listen must not start a game only to end it.
@ApplicationScoped
public class GatewayStart {
    private static final Logger LOG = Logger.getLogger(GatewayStart.class);
    private static final String JSON = "quarkus.log.console.json.enabled";

    /// As long as a machine that is very busy may need for one step of an event loop.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Game game;
    private final Keys keys;
    private final SignInLink link;
    private final TerminalSettings terminal;
    private final PublicAddressSettings address;
    private final HttpServer server;
    private final SmallRyeConfig config;

    public GatewayStart(
            Game game,
            Keys keys,
            SignInLink link,
            TerminalSettings terminal,
            PublicAddressSettings address,
            HttpServer server,
            SmallRyeConfig config) {
        this.game = game;
        this.keys = keys;
        this.link = link;
        this.terminal = terminal;
        this.address = address;
        this.server = server;
        this.config = config;
    }

    void chooseGame(@Observes StartupEvent event) {
        List<String> problems = SettingRules.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("; ", problems));
        }
        LOG.debugf("the mode of the game is %s", game.report().mode());
    }

    void begin(@ObservesAsync HttpServerStart event) throws InterruptedException {
        Game.Outcome _ = game.begin();
        tellWhere(event);
    }

    private void tellWhere(HttpServerStart event) throws InterruptedException {
        var where = new Whereabouts(event.options().getHost(), port(), address.publicUrl());
        Optional<String> key = keys.generatedAdminKey();
        String once = key.isPresent() && terminal.enabled() ? link.issue(keys.adminLease()) : null;
        var banner =
                new Banner(
                        where,
                        key.orElse(null),
                        once,
                        link.ttl(),
                        game.report().mode().equals("demo"));
        // Not through the log: a key must not end up in log files.
        System.out.print(asJson() ? banner.json(Instant.now()) : banner.text());
        System.out.flush();
    }

    /// The port that it listens on, or -1 if nobody says. Of its event loops the first to listen
    /// notes the port and another may tell of the start: it may come before the note.
    private int port() throws InterruptedException {
        long begin = System.nanoTime();
        while (server.getPort() < 0 && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.sleep(Duration.ofMillis(1));
        }
        return server.getPort();
    }

    private boolean asJson() {
        return config.getOptionalValue(JSON, Boolean.class).orElse(false);
    }
}
