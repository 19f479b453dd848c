package io.vsgateway.ops;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.keys.Keys;
import io.vsgateway.game.Game;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// What dev mode (`mvn quarkus:dev`) needs beyond the framework's live reload. On a change of the
/// sources, that ends this gateway and loads the next one into the same process, behind the same
/// open port. Not in the packaged gateway.
@ApplicationScoped
@IfBuildProfile("dev")
class DevMode {
    private static final Logger LOG = Logger.getLogger(DevMode.class);
    private static final long SCAN_MILLIS = 500;

    private final Game game;
    private final Keys keys;
    private final CountDownLatch ended = new CountDownLatch(1);

    DevMode(Game game, Keys keys) {
        this.game = game;
        this.keys = keys;
    }

    /// Runs after all others have checked their settings.
    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        // Watching clients come back with the key that they have: it outlives this gateway.
        keys.handOn();
        // After a reload the port is already open, and no event says so again.
        game.start();
        HotReplacementContext sources = DevConsoleManager.getHotReplacementContext();
        if (sources != null) {
            Thread.ofPlatform().daemon().name("live-reload").start(() -> watch(sources));
        }
    }

    void end(@Observes ShutdownEvent event) {
        ended.countDown();
    }

    /// The framework looks for changes when a request comes, and a connected console makes none.
    private void watch(HotReplacementContext sources) {
        try {
            boolean reloaded = false;
            while (!reloaded && !ended.await(SCAN_MILLIS, TimeUnit.MILLISECONDS)) {
                reloaded = sources.doScan(false);
            }
        } catch (Exception e) {
            LOG.error("changes of the sources are no longer looked for", e);
        }
    }
}
