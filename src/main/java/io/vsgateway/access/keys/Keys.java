package io.vsgateway.access.keys;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.Credential;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.data.SecretFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The API keys of the settings: the configured ones, and a random one for the administrator if
/// none is configured. Only digests are kept. Immutable, any thread.
public final class Keys implements CredentialVerifier {
    private static final Logger LOG = Logger.getLogger(Keys.class);

    /// The shortest accepted key, in characters: a shorter one can be guessed.
    public static final int MIN_LENGTH = 16;

    private static final String ADMIN = "VS_API_KEY_ADMIN";
    private static final String MONITOR = "VS_API_KEY_MONITOR";
    private static final String SERVICE = "VS_API_KEY_SERVICE";

    private final List<Key> keys;
    private final @Nullable String generated;

    private Keys(List<Key> keys, @Nullable String generated) {
        this.keys = List.copyOf(keys);
        this.generated = generated;
    }

    /// Checks the configured keys.
    ///
    /// @throws ConfigurationException naming the variable, if a key is empty or blank, shorter than
    ///   [#MIN_LENGTH] or longer than any credential may be, or if two keys are the same
    public static Keys of(KeySettings.ApiKey settings, SecureRandom random) {
        Optional<String> admin = key(ADMIN, settings.admin(), settings.adminFile());
        Optional<String> monitor = key(MONITOR, settings.monitor(), settings.monitorFile());
        Optional<String> service = key(SERVICE, settings.service(), settings.serviceFile());
        differ(ADMIN, admin, MONITOR, monitor);
        differ(ADMIN, admin, SERVICE, service);
        differ(MONITOR, monitor, SERVICE, service);
        String adminKey = admin.orElseGet(() -> RandomSecret.next(random));

        List<Key> keys = new ArrayList<>();
        keys.add(new Key(adminKey, new Grant(Role.ADMIN, "admin-key", Proof.KEY)));
        monitor.map(key -> new Key(key, new Grant(Role.MONITOR, "monitor-key", Proof.KEY)))
                .ifPresent(keys::add);
        service.map(key -> new Key(key, new Grant(Role.SERVICE, "service-key", Proof.KEY)))
                .ifPresent(keys::add);
        return new Keys(keys, admin.isPresent() ? null : adminKey);
    }

    /// The administrator's key if it was generated at this start, so that it can be shown once.
    /// Empty if the operator configured one.
    public Optional<String> generatedAdminKey() {
        return Optional.ofNullable(generated);
    }

    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest presented = SecretDigest.of(secret);
        Grant match = null;
        // No early exit: the time taken must not reveal which key was nearer.
        for (Key key : keys) {
            if (key.digest.equals(presented)) {
                match = key.grant;
            }
        }
        return Optional.ofNullable(match);
    }

    private static void differ(
            String variable, Optional<String> key, String otherVariable, Optional<String> other) {
        if (key.isPresent() && key.equals(other)) {
            throw new ConfigurationException(variable + " and " + otherVariable + " must differ");
        }
    }

    private static Optional<String> key(
            String variable, ConfiguredKey configured, Optional<Path> file) {
        Optional<String> given = configured.given().map(key -> checked(variable, key));
        if (file.isEmpty()) {
            return given;
        }
        String itsFile = variable + "_FILE";
        if (given.isPresent()) {
            throw new ConfigurationException(
                    variable + " and " + itsFile + " are both set: there is one such key");
        }
        return Optional.of(checked(itsFile, SecretFile.read(itsFile, file.get())));
    }

    private static String checked(String variable, String given) {
        // A key from a file often ends in a line break, which no header could carry.
        String key = given.strip();
        if (key.isEmpty()) {
            throw new ConfigurationException(
                    variable + " is empty: set a key, or remove the variable");
        }
        if (key.codePointCount(0, key.length()) < MIN_LENGTH) {
            throw new ConfigurationException(
                    variable
                            + " has fewer than "
                            + MIN_LENGTH
                            + " characters and can be guessed: openssl rand -base64 32 makes a good one");
        }
        if (key.length() > Credential.MAX_LENGTH) {
            throw new ConfigurationException(
                    variable + " is longer than " + Credential.MAX_LENGTH + " characters");
        }
        if (key.length() != given.length()) {
            LOG.warnf("White space around %s is ignored", variable);
        }
        return key;
    }

    private record Key(SecretDigest digest, Grant grant) {
        Key(String secret, Grant grant) {
            this(SecretDigest.of(secret), grant);
        }
    }
}
