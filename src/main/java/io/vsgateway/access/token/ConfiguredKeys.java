package io.vsgateway.access.token;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.keys.ConfiguredKey;
import io.vsgateway.data.SecretFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.AlgorithmIdentifiers;

/// The keys and addresses from the settings, checked.
///
/// @param keys secrets and public keys
/// @param jwksUrl where more keys are published
/// @param algorithms the permitted ones; empty for all that the keys are for
public record ConfiguredKeys(
        List<VerificationKey> keys, Optional<URI> jwksUrl, Set<String> algorithms) {
    private static final String SECRET = "VS_JWT_SECRET";
    private static final String PREVIOUS = "VS_JWT_SECRET_PREVIOUS";
    private static final String URL = "VS_JWT_JWKS_URL";
    private static final int LONGEST_SECRET = 8192;

    private static final Set<String> KNOWN =
            Set.of(
                    AlgorithmIdentifiers.HMAC_SHA256,
                    AlgorithmIdentifiers.HMAC_SHA384,
                    AlgorithmIdentifiers.HMAC_SHA512,
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.RSA_USING_SHA384,
                    AlgorithmIdentifiers.RSA_USING_SHA512,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                    AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
                    AlgorithmIdentifiers.EDDSA);

    public ConfiguredKeys {
        keys = List.copyOf(keys);
        algorithms = Set.copyOf(algorithms);
    }

    /// Reads and checks the settings.
    ///
    /// @throws ConfigurationException naming the variable and what is wrong, without a secret
    public static ConfiguredKeys of(TokenSettings settings) {
        return of(settings, settings.algorithms().orElse(List.of()));
    }

    /// The same with these algorithms instead of those of the settings.
    static ConfiguredKeys of(TokenSettings settings, List<String> permitted) {
        Optional<String> secret = secret(SECRET, settings.secret(), settings.secretFile());
        Optional<String> previous =
                secret(PREVIOUS, settings.secretPrevious(), settings.secretPreviousFile());
        if (secret.isEmpty() && previous.isPresent()) {
            throw new ConfigurationException(PREVIOUS + " is set, and " + SECRET + " is not");
        }
        Set<String> algorithms = algorithms(permitted);
        var keys = new ArrayList<VerificationKey>();
        secret.map(VerificationKey::ofSecret).ifPresent(keys::add);
        previous.map(VerificationKey::ofSecret).ifPresent(keys::add);
        settings.publicKey().map(PublicKeys::read).ifPresent(keys::addAll);
        return new ConfiguredKeys(
                narrowed(keys, algorithms),
                settings.jwksUrl().map(ConfiguredKeys::url),
                algorithms);
    }

    /// Whether there is no key, so that no tokens are accepted.
    boolean isEmpty() {
        return keys.isEmpty() && jwksUrl.isEmpty();
    }

    private static List<VerificationKey> narrowed(
            List<VerificationKey> keys, Set<String> algorithms) {
        return keys.stream()
                .map(key ->
                        algorithms.isEmpty()
                                ? key
                                : key.onlyFor(algorithms)
                                        .orElseThrow(() ->
                                                new ConfigurationException(
                                                        "VS_JWT_ALGORITHMS has none that a configured key is for: it is for "
                                                                + String.join(
                                                                        ", ",
                                                                        key.algorithms().stream()
                                                                                .sorted()
                                                                                .toList()))))
                .toList();
    }

    private static Set<String> algorithms(List<String> given) {
        for (String name : given) {
            if (!KNOWN.contains(name)) {
                throw new ConfigurationException(
                        "VS_JWT_ALGORITHMS has '"
                                + name
                                + "', which is none of "
                                + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
        return Set.copyOf(given);
    }

    private static Optional<String> secret(
            String variable, ConfiguredKey configured, Optional<Path> file) {
        Optional<String> given =
                configured.given().map(secret -> checked(variable, secret.strip()));
        if (file.isEmpty()) {
            return given;
        }
        String itsFile = variable + "_FILE";
        if (given.isPresent()) {
            throw new ConfigurationException(
                    variable + " and " + itsFile + " are both set: there is one such secret");
        }
        return Optional.of(checked(itsFile, SecretFile.read(itsFile, file.get())));
    }

    private static String checked(String variable, String secret) {
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0) {
            throw new ConfigurationException(
                    variable + " is empty: set a secret, or remove the variable");
        }
        if (secret.startsWith("-----BEGIN")) {
            throw new ConfigurationException(
                    variable + " is a key in PEM and no secret: see VS_JWT_PUBLIC_KEY");
        }
        if (bytes < VerificationKey.LEAST_SECRET_BYTES) {
            throw new ConfigurationException(
                    variable
                            + " has fewer than "
                            + VerificationKey.LEAST_SECRET_BYTES
                            + " bytes and can be guessed: openssl rand -base64 48 makes a good one");
        }
        if (bytes > LONGEST_SECRET) {
            throw new ConfigurationException(
                    variable + " has more than " + LONGEST_SECRET + " bytes");
        }
        return secret;
    }

    private static URI url(String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Reported below.
        }
        throw new ConfigurationException(URL + " is no URL of the form https://example.org/path");
    }
}
