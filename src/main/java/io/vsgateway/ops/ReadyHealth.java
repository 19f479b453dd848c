package io.vsgateway.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vsgateway.console.shared.SharedConsole;
import io.vsgateway.game.Game;
import io.vsgateway.hub.Hub;
import io.vsgateway.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while clients are let in and, if `VS_OPS_READY_NEEDS_GAME` and `VS_OPS_READY_NEEDS_REDIS`
/// say so, the game is ready and the Redis that gateways share is reached.
@Readiness
@ApplicationScoped
public class ReadyHealth implements AsyncHealthCheck {
    private final Game game;
    private final Sessions sessions;
    private final Hub hub;
    private final SharedConsole shared;
    private final boolean needsGame;
    private final boolean needsRedis;

    public ReadyHealth(
            Game game, Sessions sessions, Hub hub, SharedConsole shared, OpsSettings settings) {
        this.game = game;
        this.sessions = sessions;
        this.hub = hub;
        this.shared = shared;
        this.needsGame = settings.readyNeedsGame();
        this.needsRedis = settings.readyNeedsRedis();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var report = game.report();
        return Uni.createFrom()
                .item(
                        HealthCheckResponse.named("gateway")
                                .status(
                                        !sessions.isDraining()
                                                && (!needsGame || report.ready())
                                                && (!needsRedis || hub.state().isReached()))
                                .withData("game", report.state().label())
                                .withData("shared", shared.state())
                                .withData("connections", sessions.count())
                                .withData("draining", sessions.isDraining())
                                .build());
    }
}
