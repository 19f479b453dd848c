package io.vsgateway.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vsgateway.game.Game;
import io.vsgateway.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while clients are let in and, if `VS_OPS_READY_NEEDS_GAME` says so, the game is ready.
@Readiness
@ApplicationScoped
public class ReadyHealth implements AsyncHealthCheck {
    private final Game game;
    private final Sessions sessions;
    private final boolean needsGame;

    public ReadyHealth(Game game, Sessions sessions, OpsSettings settings) {
        this.game = game;
        this.sessions = sessions;
        this.needsGame = settings.readyNeedsGame();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var report = game.report();
        return Uni.createFrom()
                .item(
                        HealthCheckResponse.named("gateway")
                                .status(!sessions.isDraining() && (!needsGame || report.ready()))
                                .withData("game", report.state().label())
                                .withData("connections", sessions.count())
                                .withData("draining", sessions.isDraining())
                                .build());
    }
}
