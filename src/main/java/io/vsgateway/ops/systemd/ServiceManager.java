package io.vsgateway.ops.systemd;

import io.netty.channel.epoll.Epoll;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.ops.restart.InPlace;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells systemd what `Type=notify` promises: `READY=1` once the gateway listens, `STOPPING=1` when
/// its end begins, `RELOADING=1` before a restart in place, and what the game does as the status
/// that `systemctl status` shows. With `WatchdogSec=`, an event loop says twice in that time that
/// it is alive.
@ApplicationScoped
public class ServiceManager {
    private static final Logger LOG = Logger.getLogger(ServiceManager.class);

    private final Game game;
    private final Vertx vertx;
    private final InPlace inPlace;
    private volatile @Nullable NotifySocket socket;

    ServiceManager(Game game, Vertx vertx, InPlace inPlace) {
        this.game = game;
        this.vertx = vertx;
        this.inPlace = inPlace;
    }

    void ready(@ObservesAsync HttpServerStart start) {
        Map<String, String> environment = System.getenv();
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return;
        }
        if (!Epoll.isAvailable()) {
            LOG.error(
                    "systemd cannot be told that the gateway is ready, as Linux's own transport"
                            + " (epoll) is not to be had: vs-gateway doctor says why; Type=exec does"
                            + " without");
            return;
        }
        NotifySocket opened;
        try {
            opened = NotifySocket.open(address, ((VertxInternal) vertx).getEventLoopGroup());
        } catch (IOException e) {
            LOG.error("systemd was not told that the gateway is ready", e);
            return;
        }
        socket = opened;
        game.onState(_ -> tellState(opened));
        tellState(opened);
        opened.send("READY=1")
                .addListener(sent -> {
                    if (!sent.isSuccess()) {
                        LOG.error("systemd was not told that the gateway is ready", sent.cause());
                    }
                });
        long every = watchdogMillis(environment, ProcessHandle.current().pid());
        if (every > 0) {
            vertx.setPeriodic(every, _ -> opened.send("WATCHDOG=1"));
        }
    }

    /// The state is asked for and sent in one step, so that the last one that is sent is the
    /// newest.
    private synchronized void tellState(NotifySocket open) {
        open.send(status(game.report().state()));
    }

    static String status(GameState state) {
        return "STATUS=the game is " + state.label().replace('_', ' ');
    }

    /// Half of `WATCHDOG_USEC`, in milliseconds; 0 if nobody waits for this process.
    static long watchdogMillis(Map<String, String> environment, long pid) {
        String process = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        if (!process.equals(Long.toString(pid))) {
            return 0;
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros <= 0 ? 0 : Math.max(1, TimeUnit.MICROSECONDS.toMillis(micros) / 2);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    void stopping(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    ShutdownDelayInitiatedEvent end) {
        NotifySocket open = socket;
        if (open != null) {
            open.send(ending(inPlace.isUnderWay(), System.nanoTime()));
        }
    }

    /// A service that says it stops would be waited for until its process ends.
    ///
    /// @param nanos the time since the machine's start
    static String ending(boolean inPlace, long nanos) {
        return inPlace
                ? "RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(nanos)
                : "STOPPING=1";
    }

    void end(@Observes ShutdownEvent end) {
        NotifySocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
