package io.vsgateway.access.keys;

import io.quarkus.runtime.StartupEvent;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/// Creates keys, and what they can buy, from their settings, at the start: a mistake stops it.
@ApplicationScoped
class KeyBeans {
    private static final Logger LOG = Logger.getLogger(Keys.class);

    private final KeySettings settings;
    private final Clocks clocks;
    private final SecureRandom random = new SecureRandom();

    KeyBeans(KeySettings settings, Clocks clocks) {
        this.settings = settings;
        this.clocks = clocks;
    }

    void checkAtStart(@Observes StartupEvent start, Keys keys) {
        keys.generatedAdminKey()
                .ifPresent(_ -> LOG.info("VS_API_KEY_ADMIN is not set: made a key for this run"));
    }

    @Produces
    @Singleton
    Keys keys() {
        return Keys.of(settings.apiKey(), random);
    }

    @Produces
    @Singleton
    Tickets tickets() {
        return new Tickets(
                settings.ticket().ttl(), settings.ticket().max(), clocks.steady(), random);
    }

    @Produces
    @Singleton
    SignIns signIns() {
        var session = settings.auth().session();
        return new SignIns(session.ttl(), session.max(), clocks.steady(), random);
    }

    @Produces
    @Singleton
    SignInLink signInLink() {
        return new SignInLink(settings.auth().linkTtl(), clocks.steady(), random);
    }
}
