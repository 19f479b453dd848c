package io.vsgateway.fanout.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.SecretFile;
import io.vsgateway.seal.Keyring;
import io.vsgateway.seal.Seal;

/// With what is sealed that goes to Redis, as the settings say.
public final class Sealing {
    private static final String KEY = "VS_REDIS_ENCRYPTION_KEY";
    private static final String FILE = "VS_REDIS_ENCRYPTION_KEY_FILE";

    private Sealing() {}

    /// @throws ConfigurationException says what is wrong with the keys
    public static Seal of(RedisSettings settings) {
        if (settings.encryptionKey().isPresent() && settings.encryptionKeyFile().isPresent()) {
            throw new ConfigurationException(KEY + " and " + FILE + " are both set");
        }
        return settings.encryptionKey()
                .map(text -> of(KEY, text))
                .or(() ->
                        settings.encryptionKeyFile()
                                .map(file -> of(FILE, SecretFile.read(FILE, file))))
                .orElseGet(Seal::none);
    }

    private static Seal of(String variable, String text) {
        try {
            return Seal.with(Keyring.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s: %s (openssl rand -base64 32 makes one)"
                            .formatted(variable, e.getMessage()));
        }
    }
}
