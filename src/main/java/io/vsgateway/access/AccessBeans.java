package io.vsgateway.access;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.FailureThrottle;
import io.vsgateway.access.refusal.HeldAnswers;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.settings.Live;
import io.vsgateway.settings.Reloadable;
import io.vsgateway.time.Clocks;
import io.vsgateway.time.SteadyClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// Creates the plain classes that identify callers from their settings, all of them at the start,
/// so that a mistake in the settings stops the start rather than failing the first caller. Proxies
/// and origins are taken anew when their settings change.
@ApplicationScoped
class AccessBeans implements Reloadable {
    private static final Logger LOG = Logger.getLogger(Authenticator.class);

    private final AccessSettings settings;
    private final Clocks clocks;
    private final Live<TrustedProxies> proxies;
    private final Live<Origins> origins;

    AccessBeans(AccessSettings settings, Instance<InstantSource> clock) {
        this.settings = settings;
        this.clocks =
                clock.isResolvable()
                        ? new Clocks(clock.get(), clock.get())
                        : new Clocks(new SteadyClock(), InstantSource.system());
        TrustedProxies first = proxies(settings);
        this.proxies = new Live<>(first);
        this.origins = new Live<>(origins(settings, first));
    }

    /// Being called creates it.
    void checkAtStart(@Observes StartupEvent start) {}

    @Produces
    @Singleton
    Clocks clocks() {
        return clocks;
    }

    @Produces
    @Singleton
    Live<TrustedProxies> trustedProxies() {
        return proxies;
    }

    @Produces
    @Singleton
    Live<Origins> origins() {
        return origins;
    }

    @Override
    public Set<String> variables() {
        return Set.of("VS_TRUSTED_PROXIES", "VS_ALLOWED_ORIGINS");
    }

    @Override
    public Runnable prepare(SmallRyeConfig changed) {
        AccessSettings now = changed.getConfigMapping(AccessSettings.class);
        TrustedProxies trusted = proxies(now);
        Origins allowed = origins(now, trusted);
        return () -> {
            proxies.set(trusted);
            origins.set(allowed);
        };
    }

    private static TrustedProxies proxies(AccessSettings settings) {
        return TrustedProxies.of(settings.trustedProxies().orElse(List.of()));
    }

    private static Origins origins(AccessSettings settings, TrustedProxies proxies) {
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
