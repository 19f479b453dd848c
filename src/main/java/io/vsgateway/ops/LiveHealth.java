package io.vsgateway.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive if it answers, on the event loops like all health checks: it waits for no thread that
/// other requests can keep busy. The game's state is not the gateway's: restarting the gateway
/// would take down a game that may only be saving.
@Liveness
@ApplicationScoped
public class LiveHealth implements AsyncHealthCheck {
    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(HealthCheckResponse.up("gateway"));
    }
}
