package io.vsgateway.access.token;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;

/// A key that verifies signatures of tokens, and the algorithms that it is for: these follow from
/// what the key is, never from what a token says, so that nobody can pass a public key off as a
/// secret. Any thread.
final class VerificationKey {
    static final int LEAST_SECRET_BYTES = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<String> RSA =
            Set.of(
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.RSA_USING_SHA384,
                    AlgorithmIdentifiers.RSA_USING_SHA512,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA512);

    private final @Nullable String id;
    private final Key key;
    private final Set<String> algorithms;
    private volatile boolean isRetired;

    private VerificationKey(@Nullable String id, Key key, Set<String> algorithms) {
        this.id = id;
        this.key = key;
        this.algorithms = algorithms;
    }

    /// The key of a secret. The algorithms require one that is as long as their output.
    static VerificationKey ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("too short: " + bytes.length + " bytes");
        }
        var algorithms = new LinkedHashSet<String>();
        algorithms.add(AlgorithmIdentifiers.HMAC_SHA256);
        if (bytes.length >= 48) {
            algorithms.add(AlgorithmIdentifiers.HMAC_SHA384);
        }
        if (bytes.length >= 64) {
            algorithms.add(AlgorithmIdentifiers.HMAC_SHA512);
        }
        return new VerificationKey(null, new HmacKey(bytes), Set.copyOf(algorithms));
    }

    /// A public key; empty if its kind is not accepted, or it is too short.
    static Optional<VerificationKey> of(@Nullable String id, PublicKey key) {
        Set<String> algorithms = algorithms(key);
        return algorithms.isEmpty()
                ? Optional.empty()
                : Optional.of(new VerificationKey(id, key, algorithms));
    }

    private static Set<String> algorithms(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= LEAST_RSA_BITS -> RSA;
            case ECPublicKey ec -> ofCurve(EllipticCurves.getName(ec.getParams().getCurve()));
            case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") ->
                    Set.of(AlgorithmIdentifiers.EDDSA);
            default -> Set.of();
        };
    }

    private static Set<String> ofCurve(@Nullable String name) {
        return switch (name) {
            case "P-256" -> Set.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            case "P-384" -> Set.of(AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);
            case "P-521" -> Set.of(AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);
            case null, default -> Set.of();
        };
    }

    /// The same key for these algorithms only; empty if none is left.
    Optional<VerificationKey> onlyFor(Collection<String> permitted) {
        var left = new LinkedHashSet<>(algorithms);
        left.retainAll(permitted);
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new VerificationKey(id, key, Set.copyOf(left)));
    }

    /// The name that its issuer gave it.
    @Nullable String id() {
        return id;
    }

    Key key() {
        return key;
    }

    Set<String> algorithms() {
        return algorithms;
    }

    /// Whether it may have signed a token with such a header.
    boolean isFor(@Nullable String keyId, String algorithm) {
        return algorithms.contains(algorithm) && (keyId == null || id == null || id.equals(keyId));
    }

    /// Whether it is the same key, fetched or read another time.
    boolean isSame(VerificationKey other) {
        return Objects.equals(id, other.id)
                && algorithms.equals(other.algorithms)
                && Arrays.equals(key.getEncoded(), other.key.getEncoded());
    }

    /// Its issuer no longer uses it: what it signed is no longer valid.
    void retire() {
        isRetired = true;
    }

    boolean isRetired() {
        return isRetired;
    }

    @Override
    public String toString() {
        return "VerificationKey[id=" + id + ", algorithms=" + algorithms + "]";
    }
}
