package io.vsgateway.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.game.Game;
import io.vsgateway.ops.restart.InPlace;
import io.vsgateway.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// The shutdown, in order: the gateway is no longer ready and lets nobody in; the ladder stops the
/// game while its last lines still reach those who watch; then all clients are told that the server
/// is going away. It runs before the server closes its sockets, within `VS_OPS_SHUTDOWN_GRACE`.
/// Before a restart in place the clients go first, and the game is left.
@ApplicationScoped
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final Game game;
    private final Sessions sessions;
    private final InPlace inPlace;
    private final Duration grace;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch gameMayEnd = new CountDownLatch(1);

    /// Started at the beginning: at shutdown, the machine may be out of threads.
    private final Thread stopping =
            Thread.ofPlatform().daemon().name("shutdown").unstarted(this::shutDownGame);

    public Drain(Game game, Sessions sessions, InPlace inPlace, OpsSettings settings) {
        this.game = game;
        this.sessions = sessions;
        this.inPlace = inPlace;
        this.grace = settings.shutdownGrace();
    }

    void atStart(@Observes StartupEvent event) {
        stopping.start();
    }

    void beforeShutdown(@Observes ShutdownDelayInitiatedEvent event) {
        run();
    }

    /// For shutdowns that skip the first event.
    void atShutdown(@Observes ShutdownEvent event) {
        run();
    }

    private void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        long began = System.nanoTime();
        try {
            sessions.refuseNew();
            if (inPlace.isUnderWay()) {
                // As late as may be: until then a signal still ends the game as it should.
                sessions.drain();
                stopGame();
            } else {
                stopGame();
                sessions.drain();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        LOG.infof("drained in %d ms", (System.nanoTime() - began) / 1_000_000);
    }

    private void stopGame() throws InterruptedException {
        gameMayEnd.countDown();
        if (!stopping.join(grace)) {
            LOG.warnf("the game did not stop within %s: it is killed", grace);
            game.kill();
            stopping.join(Duration.ofSeconds(5));
        }
    }

    private void shutDownGame() {
        try {
            gameMayEnd.await();
            if (inPlace.isUnderWay()) {
                game.handOver();
            } else {
                game.shutDown();
            }
        } catch (InterruptedException _) {
            LOG.error("the game is left as it is: its end was interrupted");
        }
    }
}
