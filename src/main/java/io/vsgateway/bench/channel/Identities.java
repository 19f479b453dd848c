package io.vsgateway.bench.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.token.HmacToken;
import io.vsgateway.bench.socket.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.IntFunction;

/// Who the clients are: players with a signed token each, and the back-end with its key. Secret and
/// key are made for one gateway, which is started with [#settings].
final class Identities {
    private static final Duration LIFE = Duration.ofHours(3);

    private final String secret = random();
    private final String serviceKey = random();

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Map<String, String> settings() {
        return Map.of("VS_JWT_SECRET", secret, "VS_API_KEY_SERVICE", serviceKey);
    }

    String serviceHeader() {
        return "X-API-Key: " + serviceKey;
    }

    String serviceKey() {
        return serviceKey;
    }

    /// Handshakes of players, made before they are needed.
    ///
    /// @param query what each of them asks for
    IntFunction<byte[]> players(Target target, int count, IntFunction<String> query) {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] =
                    target.request("/ws?" + query.apply(i), "Authorization: Bearer " + token(i));
        }
        return number -> requests[number];
    }

    private String token(int number) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("sub", "u" + number).put("name", "Player " + number);
        claims.put("exp", Instant.now().plus(LIFE).getEpochSecond());
        claims.putArray("channels").add(Plan.OURS + "*");
        return HmacToken.of(claims, secret);
    }
}
