package io.vsgateway.access;

import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.FailureThrottle;
import io.vsgateway.access.refusal.HeldAnswers;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.time.Clocks;
import io.vsgateway.time.SteadyClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/// Creates the plain classes that identify callers from their settings, all of them at the start,
/// so that a mistake in the settings stops the start rather than failing the first caller.
@ApplicationScoped
class AccessBeans {
    private static final Logger LOG = Logger.getLogger(Authenticator.class);

    private final AccessSettings settings;
    private final Clocks clocks;

    AccessBeans(AccessSettings settings, Instance<InstantSource> clock) {
        this.settings = settings;
        this.clocks =
                clock.isResolvable()
                        ? new Clocks(clock.get(), clock.get())
                        : new Clocks(new SteadyClock(), InstantSource.system());
    }

    void checkAtStart(@Observes StartupEvent start, TrustedProxies proxies, Origins origins) {}

    @Produces
    @Singleton
    Clocks clocks() {
        return clocks;
    }

    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return TrustedProxies.of(settings.trustedProxies().orElse(List.of()));
    }

    @Produces
    @Singleton
    Origins origins(TrustedProxies proxies) {
        return Origins.of(settings.allowedOrigins().orElse(List.of()), proxies);
    }

    @Produces
    @Singleton
    FailureThrottle failureThrottle() {
        var auth = settings.auth();
        return new FailureThrottle(
                auth.failuresBeforeDelay(), auth.failureWindow(), auth.delayMax(), clocks.steady());
    }

    @Produces
    @Singleton
    HeldAnswers heldAnswers() {
        return new HeldAnswers();
    }

    @Produces
    @Singleton
    RefusalLog refusalLog() {
        return new RefusalLog(clocks.steady(), LOG::warn);
    }
}
