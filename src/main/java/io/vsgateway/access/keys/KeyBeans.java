package io.vsgateway.access.keys;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.settings.Reloadable;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/// Creates keys, and what they can buy, from their settings, at the start: a mistake stops it. Keys
/// are taken anew when their settings or files change.
@ApplicationScoped
class KeyBeans implements Reloadable {
    private static final Logger LOG = Logger.getLogger(Keys.class);

    private final KeySettings settings;
    private final Clocks clocks;
    private final SecureRandom random = new SecureRandom();
    private final Keys keys;

    KeyBeans(KeySettings settings, Clocks clocks) {
        this.settings = settings;
        this.clocks = clocks;
        this.keys = Keys.of(KeyRing.of(settings.apiKey()), random);
    }

    void checkAtStart(@Observes StartupEvent start) {
        keys.generatedAdminKey()
                .ifPresent(_ ->
                        LOG.infof(
                                "VS_API_KEY_ADMIN is not set: %s",
                                Keys.handedOn().isEmpty()
                                        ? "made a key for this run"
                                        : "the key that was made before stays"));
    }

    @Produces
    @Singleton
    Keys keys() {
        return keys;
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

    @Override
    public Set<String> variables() {
        return Set.of(
                "VS_API_KEY_ADMIN",
                "VS_API_KEY_ADMIN_FILE",
                "VS_API_KEY_MONITOR",
                "VS_API_KEY_MONITOR_FILE",
                "VS_API_KEY_SERVICE",
                "VS_API_KEY_SERVICE_FILE");
    }

    @Override
    public Map<Path, String> files(SmallRyeConfig changed) {
        var files = new HashMap<Path, String>();
        KeySettings.ApiKey now = changed.getConfigMapping(KeySettings.class).apiKey();
        now.adminFile().ifPresent(file -> files.put(file, "VS_API_KEY_ADMIN_FILE"));
        now.monitorFile().ifPresent(file -> files.put(file, "VS_API_KEY_MONITOR_FILE"));
        now.serviceFile().ifPresent(file -> files.put(file, "VS_API_KEY_SERVICE_FILE"));
        return files;
    }

    @Override
    public Runnable prepare(SmallRyeConfig changed) {
        KeySettings now = changed.getConfigMapping(KeySettings.class);
        return keys.replacement(KeyRing.of(now.apiKey()));
    }
}
