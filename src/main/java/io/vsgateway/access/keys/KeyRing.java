package io.vsgateway.access.keys;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Role;
import io.vsgateway.data.SecretFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The API keys that the settings name, checked: one of each role at most. It has the digests, not
/// the keys.
///
/// @param keys by role; a role without a key is missing
public record KeyRing(Map<Role, SecretDigest> keys) {
    private static final Logger LOG = Logger.getLogger(Keys.class);

    /// The shortest accepted key, in characters: a shorter one can be guessed.
    static final int MIN_LENGTH = 16;

    private static final String ADMIN = "VS_API_KEY_ADMIN";
    private static final String MONITOR = "VS_API_KEY_MONITOR";
    private static final String SERVICE = "VS_API_KEY_SERVICE";

    public KeyRing {
        keys = Map.copyOf(keys);
    }

    /// Checks the configured keys, and reads those that are in files.
    ///
    /// @throws ConfigurationException naming the variable, if a key is empty or blank, shorter than
    ///   [#MIN_LENGTH] or longer than any credential may be, or if two keys are the same
    public static KeyRing of(KeySettings.ApiKey settings) {
        Optional<String> admin = key(ADMIN, settings.admin(), settings.adminFile());
        Optional<String> monitor = key(MONITOR, settings.monitor(), settings.monitorFile());
        Optional<String> service = key(SERVICE, settings.service(), settings.serviceFile());
        differ(ADMIN, admin, MONITOR, monitor);
        differ(ADMIN, admin, SERVICE, service);
        differ(MONITOR, monitor, SERVICE, service);

        var keys = new EnumMap<Role, SecretDigest>(Role.class);
        admin.map(SecretDigest::of).ifPresent(key -> keys.put(Role.ADMIN, key));
        monitor.map(SecretDigest::of).ifPresent(key -> keys.put(Role.MONITOR, key));
        service.map(SecretDigest::of).ifPresent(key -> keys.put(Role.SERVICE, key));
        return new KeyRing(keys);
    }

    boolean hasAdmin() {
        return keys.containsKey(Role.ADMIN);
    }

    /// The same with this key for the administrator.
    KeyRing withAdmin(SecretDigest key) {
        var more = new EnumMap<Role, SecretDigest>(Role.class);
        more.putAll(keys);
        more.put(Role.ADMIN, key);
        return new KeyRing(more);
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
}
