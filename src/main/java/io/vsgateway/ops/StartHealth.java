package io.vsgateway.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started once the game has left its first state: it was started, or is followed, or the reason
/// why not is known.
@Startup
@ApplicationScoped
public class StartHealth implements AsyncHealthCheck {
    private final Game game;

    public StartHealth(Game game) {
        this.game = game;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var report = game.report();
        boolean untouched = report.state() instanceof GameState.Stopped && report.runs().isEmpty();
        return Uni.createFrom()
                .item(HealthCheckResponse.named("gateway").status(!untouched).build());
    }
}
