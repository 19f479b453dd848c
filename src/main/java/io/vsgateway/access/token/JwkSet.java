package io.vsgateway.access.token;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/// Reads a JWK set (RFC 7517). Entries that cannot be used are skipped: encryption keys, secrets,
/// unknown curves.
final class JwkSet {
    private static final int MOST = 64;

    private JwkSet() {}

    /// @param permitted algorithms; empty for all
    /// @throws IllegalArgumentException if it is no JWK set, or has too many keys
    static List<VerificationKey> read(String json, Set<String> permitted) {
        List<JsonWebKey> all;
        try {
            all = new JsonWebKeySet(json).getJsonWebKeys();
        } catch (JoseException | RuntimeException e) {
            throw new IllegalArgumentException("it is no JWK set", e);
        }
        if (all.size() > MOST) {
            throw new IllegalArgumentException("the set has more than " + MOST + " keys");
        }
        var keys = new ArrayList<VerificationKey>();
        for (JsonWebKey one : all) {
            if (isForSignatures(one) && one.getKey() instanceof PublicKey key) {
                narrowed(VerificationKey.of(one.getKeyId(), key), one, permitted)
                        .ifPresent(keys::add);
            }
        }
        return keys;
    }

    private static boolean isForSignatures(JsonWebKey key) {
        return (key.getUse() == null || key.getUse().equals(Use.SIGNATURE))
                && (key.getKeyOps() == null || key.getKeyOps().contains("verify"));
    }

    private static Optional<VerificationKey> narrowed(
            Optional<VerificationKey> key, JsonWebKey one, Set<String> permitted) {
        Optional<VerificationKey> own =
                one.getAlgorithm() == null
                        ? key
                        : key.flatMap(k -> k.onlyFor(Set.of(one.getAlgorithm())));
        return permitted.isEmpty() ? own : own.flatMap(k -> k.onlyFor(permitted));
    }
}
