package io.vsgateway.access.token;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.time.Clocks;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Creates the token verifier from its settings, at the start: a mistake stops it. From then on the
/// issuer's keys are fetched periodically.
@ApplicationScoped
class TokenBeans {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TokenSettings settings;
    private final Clocks clocks;
    private final Vertx vertx;
    private @Nullable JwksFetch fetch;

    TokenBeans(TokenSettings settings, Clocks clocks, Vertx vertx) {
        this.settings = settings;
        this.clocks = clocks;
        this.vertx = vertx;
    }

    void checkAtStart(@Observes StartupEvent start, JwtVerifier verifier) {}

    /// After the other verifiers: they need only one table look-up.
    @Produces
    @Singleton
    @Priority(-1)
    JwtVerifier verifier(Sanctions sanctions) {
        ConfiguredKeys configured = ConfiguredKeys.of(settings);
        PublishedKeys published =
                configured.jwksUrl().map(url -> published(url, configured)).orElse(null);
        return JwtVerifier.of(
                settings, new KeySet(configured.keys(), published), sanctions, clocks);
    }

    private PublishedKeys published(URI url, ConfiguredKeys configured) {
        var http = new JwksFetch(vertx, url, PATIENCE, configured.algorithms());
        fetch = http;
        var keys = new PublishedKeys(http::get, clocks.steady());
        keys.refresh();
        vertx.setPeriodic(settings.jwksRefresh().toMillis(), _ -> keys.refresh());
        return keys;
    }

    @PreDestroy
    void close() {
        if (fetch != null) {
            fetch.close();
        }
    }
}
