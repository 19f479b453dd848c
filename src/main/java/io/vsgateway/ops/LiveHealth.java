package io.vsgateway.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive if it answers. The game's state is not the gateway's: restarting the gateway would take a
/// game down that may only be saving.
@Liveness
@ApplicationScoped
public class LiveHealth implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("gateway");
    }
}
