package io.vsgateway.access.token;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.settings.Reloadable;
import io.vsgateway.time.Clocks;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates the token verifier from its settings, at the start: a mistake stops it. From then on the
/// issuer's keys are fetched periodically; those of the settings are taken anew when they change.
@ApplicationScoped
class TokenBeans implements Reloadable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SECRET = "VS_JWT_SECRET";
    private static final String SECRET_FILE = "VS_JWT_SECRET_FILE";
    private static final String PREVIOUS = "VS_JWT_SECRET_PREVIOUS";
    private static final String PREVIOUS_FILE = "VS_JWT_SECRET_PREVIOUS_FILE";
    private static final String PUBLIC_KEY = "VS_JWT_PUBLIC_KEY";

    private final TokenSettings settings;
    private final Clocks clocks;
    private final Vertx vertx;
    private final KeySet keys;
    private @Nullable JwksFetch fetch;

    TokenBeans(TokenSettings settings, Clocks clocks, Vertx vertx) {
        this.settings = settings;
        this.clocks = clocks;
        this.vertx = vertx;
        ConfiguredKeys configured = ConfiguredKeys.of(settings);
        this.keys =
                new KeySet(
                        configured.keys(),
                        configured.jwksUrl().map(url -> published(url, configured)).orElse(null));
    }

    void checkAtStart(@Observes StartupEvent start, JwtVerifier verifier) {}

    /// After the other verifiers: they need only one table look-up.
    @Produces
    @Singleton
    @Priority(-1)
    JwtVerifier verifier(Sanctions sanctions, Standings standings) {
        return JwtVerifier.of(settings, keys, sanctions, standings, clocks);
    }

    private PublishedKeys published(URI url, ConfiguredKeys configured) {
        var http = new JwksFetch(vertx, url, PATIENCE, configured.algorithms());
        fetch = http;
        var keys = new PublishedKeys(http::get, clocks.steady());
        keys.refresh();
        vertx.setPeriodic(settings.jwksRefresh().toMillis(), _ -> keys.refresh());
        return keys;
    }

    @Override
    public Set<String> variables() {
        return Set.of(SECRET, SECRET_FILE, PREVIOUS, PREVIOUS_FILE, PUBLIC_KEY);
    }

    @Override
    public Map<Path, String> files(SmallRyeConfig changed) {
        var files = new HashMap<Path, String>();
        TokenSettings now = changed.getConfigMapping(TokenSettings.class);
        now.secretFile().ifPresent(file -> files.put(file, SECRET_FILE));
        now.secretPreviousFile().ifPresent(file -> files.put(file, PREVIOUS_FILE));
        now.publicKey()
                .map(PublicKeys::files)
                .ifPresent(all -> all.forEach(file -> files.put(file, PUBLIC_KEY)));
        return files;
    }

    /// Algorithms stay as they were at the start, as for the keys that are fetched.
    @Override
    public Runnable prepare(SmallRyeConfig changed) {
        TokenSettings now = changed.getConfigMapping(TokenSettings.class);
        List<VerificationKey> others =
                ConfiguredKeys.of(now, settings.algorithms().orElse(List.of())).keys();
        return () -> keys.replace(others);
    }

    @PreDestroy
    void close() {
        if (fetch != null) {
            fetch.close();
        }
    }
}
