package io.vsgateway.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings of signed tokens that are valid but perhaps not intended, and variables of other
/// programs that this one does not read. [ValueCheck] checks whether keys and addresses are valid.
final class TokenCheck {
    private static final String JWKS = "VS_JWT_JWKS_URL";
    private static final String PUBLIC_KEY = "VS_JWT_PUBLIC_KEY";
    private static final String SECRET = "VS_JWT_SECRET";
    private static final String SECRET_FILE = "VS_JWT_SECRET_FILE";
    private static final String NONE = "none";

    /// The names that other programs use.
    private static final Map<String, String> FOREIGN =
            new TreeMap<>(
                    Map.of(
                            "SECRET_KEY", SECRET,
                            "JWT_SECRET", SECRET,
                            "JWT_SECRET_KEY", SECRET,
                            "ALGORITHM", "VS_JWT_ALGORITHMS",
                            "JWT_ALGORITHM", "VS_JWT_ALGORITHMS",
                            "REDIS_URL", "VS_REDIS_URL",
                            "WEBSOCKET_HEARTBEAT_INTERVAL", "VS_SESSION_PING_INTERVAL",
                            "WEBSOCKET_CONNECTION_TIMEOUT", "VS_SESSION_SILENCE_TIMEOUT"));

    private TokenCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        FOREIGN.forEach((foreign, own) -> {
            if (values.environment().containsKey(foreign) && !values.isGiven(own)) {
                findings.add(
                        Finding.warn(
                                foreign + " is not heeded here",
                                "set " + own + ", if it is meant for the gateway"));
            }
        });
        boolean hasSecret =
                !values.get(SECRET, NONE).equals(NONE) || values.get(SECRET_FILE).isPresent();
        boolean hasPublic = values.get(PUBLIC_KEY).isPresent() || values.get(JWKS).isPresent();
        if (hasSecret || hasPublic) {
            values.get(JWKS).filter(TokenCheck::isOpen).ifPresent(_ -> findings.add(open()));
            if (hasPublic && values.get("VS_JWT_AUDIENCE").isEmpty()) {
                findings.add(
                        Finding.warn(
                                "VS_JWT_AUDIENCE is not set: tokens that the issuer gives out for other programs are good here, too",
                                "set what stands in aud of those that are meant for the gateway"));
            }
            findings.add(Finding.ok("keys for signed tokens are set"));
        } else if (isAnySet(values)) {
            findings.add(
                    Finding.warn(
                            "VS_JWT_ settings are there, but no key: no token is taken",
                            "set " + SECRET + ", " + PUBLIC_KEY + " or " + JWKS));
        }
        return findings;
    }

    private static boolean isAnySet(SettingValues values) {
        return SettingNames.read().names().stream()
                .anyMatch(name -> name.startsWith("VS_JWT_") && values.get(name).isPresent());
    }

    private static Finding open() {
        return Finding.warn(
                JWKS + " is http: whoever is on the way can put their own keys there", "use https");
    }

    /// Whether others between here and there may read and write.
    private static boolean isOpen(String url) {
        try {
            URI uri = URI.create(url);
            return "http".equals(uri.getScheme()) && !isHere(uri.getHost());
        } catch (IllegalArgumentException e) {
            // The value was already reported.
            return false;
        }
    }

    /// Whether it is this machine, by its address or by the name that each has.
    static boolean isHere(@Nullable String host) {
        return host != null
                && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
