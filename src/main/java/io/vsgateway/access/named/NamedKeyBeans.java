package io.vsgateway.access.named;

import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.keys.KeySettings;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Follows the file of keys from the start to the end: a mistake in it stops the start.
@ApplicationScoped
class NamedKeyBeans {
    private final KeySettings settings;
    private final Clocks clocks;

    NamedKeyBeans(KeySettings settings, Clocks clocks) {
        this.settings = settings;
        this.clocks = clocks;
    }

    /// Asking for it makes it.
    void checkAtStart(@Observes StartupEvent start, NamedKeys keys) {}

    @Produces
    @Singleton
    NamedKeys keys() {
        return NamedKeys.following(settings.apiKeysFile(), clocks.wall());
    }

    void close(@Disposes NamedKeys keys) {
        keys.close();
    }
}
