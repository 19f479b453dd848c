package io.vsgateway.access.keys;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes secrets of 256 random bits, as 43 base64url characters: safe in URLs, headers and
/// WebSocket subprotocols without escaping.
public final class RandomSecret {
    private static final int BYTES = 32;

    private RandomSecret() {}

    public static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
