package io.vsgateway.access.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Somebody who gives out tokens, with a key of their own: what tests sign with.
public record Issuer(@Nullable String keyId, String algorithm, Key signing, PublicKey verifying) {
    public static final String SECRET =
            "a-secret-of-an-issuer-0123456789-abcdefghijklmnopqrstuvwxyz";

    /// One with a pair of keys.
    public static Issuer with(@Nullable String keyId, String algorithm) {
        KeyPair pair = pair(algorithm);
        return new Issuer(keyId, algorithm, pair.getPrivate(), pair.getPublic());
    }

    /// Signs with a secret.
    public static String hmac(String secret, String algorithm, Map<String, ?> claims) {
        var key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
        return sign(key, algorithm, null, claims);
    }

    /// Claims that are good until that second.
    public static Map<String, Object> claims(String user, long expires) {
        return new TreeMap<>(Map.of("sub", user, "exp", expires));
    }

    public String sign(Map<String, ?> claims) {
        return sign(signing, algorithm, keyId, claims);
    }

    public String pem() {
        return pem(verifying);
    }

    public static String pem(PublicKey key) {
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /// The set of these issuers' keys.
    public static String jwks(Issuer... issuers) {
        return Arrays.stream(issuers)
                .map(Issuer::jwk)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    String jwk() {
        try {
            JsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(verifying);
            key.setKeyId(keyId);
            return key.toJson();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(Key key, String algorithm, @Nullable String keyId, Map<String, ?> claims) {
        var body = new JwtClaims();
        claims.forEach(body::setClaim);
        var jws = new JsonWebSignature();
        jws.setPayload(body.toJson());
        jws.setKey(key);
        jws.setDoKeyValidation(false);
        jws.setAlgorithmHeaderValue(algorithm);
        if (keyId != null) {
            jws.setKeyIdHeaderValue(keyId);
        }
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair pair(String algorithm) {
        try {
            String family = algorithm.substring(0, 2);
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(
                            switch (family) {
                                case "ES" -> "EC";
                                case "Ed" -> "Ed25519";
                                default -> "RSA";
                            });
            switch (algorithm) {
                case "ES256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "ES384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case "ES512" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case "EdDSA" -> {}
                default -> generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
