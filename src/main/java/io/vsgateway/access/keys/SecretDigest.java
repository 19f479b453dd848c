package io.vsgateway.access.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The SHA-256 of a secret's UTF-8 bytes: all that is kept of a key or a ticket. Digests are
/// compared in constant time. Secrets here are long and random, so no salt and no slow hash is
/// needed.
public final class SecretDigest {
    private final byte[] sha256;

    private SecretDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    public static SecretDigest of(String secret) {
        try {
            byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
            return new SecretDigest(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// From 64 hexadecimal digits.
    public static SecretDigest ofHex(String hex) {
        return new SecretDigest(HexFormat.of().parseHex(hex));
    }

    /// In hexadecimal digits, as it stands in the file of keys.
    public String hex() {
        return HexFormat.of().formatHex(sha256);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest that && MessageDigest.isEqual(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "SecretDigest[***]";
    }
}
