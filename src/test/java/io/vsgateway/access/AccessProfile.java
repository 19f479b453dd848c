package io.vsgateway.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/// A standing clock, few tickets, and a trusted proxy on loopback.
public class AccessProfile implements QuarkusTestProfile {
    public static final String ADMIN = "administrators-key-for-tests";
    public static final String MONITOR = "ключ-монитора-для-тестов";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "vs.api-key.admin", ADMIN,
                "vs.api-key.monitor", MONITOR,
                "vs.trusted-proxies", "127.0.0.1",
                "vs.allowed-origins", "https://panel.example",
                "vs.ticket.max", "10",
                "vs.auth.session.ttl", "1h",
                "vs.auth.failures-before-delay", "2",
                "vs.auth.delay-max", "150ms");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TestClock.class);
    }
}
