package io.vsgateway.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.SettingsProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySettingsTest {
    @Test
    void defaults() throws Exception {
        KeySettings settings = settings(Map.of());

        assertThat(settings.apiKey().admin().given()).isEmpty();
        assertThat(settings.apiKey().monitor().given()).isEmpty();
        assertThat(settings.apiKey().service().given()).isEmpty();
        assertThat(settings.ticket().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.ticket().max()).isEqualTo(1000);
        assertThat(settings.auth().linkTtl()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.auth().session().ttl()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.auth().session().max()).isEqualTo(1000);
        assertThat(violations(settings)).isEmpty();
    }

    @Test
    void every_variable() throws Exception {
        KeySettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("VS_API_KEY_ADMIN", "admin, with \\ and $ and comma"),
                                Map.entry("VS_API_KEY_MONITOR", "monitor"),
                                Map.entry("VS_API_KEY_SERVICE", "service"),
                                Map.entry("VS_TICKET_TTL", "2m"),
                                Map.entry("VS_TICKET_MAX", "7"),
                                Map.entry("VS_AUTH_LINK_TTL", "5m"),
                                Map.entry("VS_AUTH_SESSION_TTL", "1h"),
                                Map.entry("VS_AUTH_SESSION_MAX", "20")));

        assertThat(settings.apiKey().admin().given()).contains("admin, with \\ and $ and comma");
        assertThat(settings.apiKey().monitor().given()).contains("monitor");
        assertThat(settings.apiKey().service().given()).contains("service");
        assertThat(settings.ticket().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.ticket().max()).isEqualTo(7);
        assertThat(settings.auth().linkTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.auth().session().ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.auth().session().max()).isEqualTo(20);
        assertThat(violations(settings)).isEmpty();
    }

    @Test
    void an_empty_key_is_not_mistaken_for_a_missing_one() {
        KeySettings settings = settings(Map.of("VS_API_KEY_ADMIN", ""));

        assertThat(settings.apiKey().admin().given()).contains("");
    }

    @ParameterizedTest
    @CsvSource({
        "VS_TICKET_TTL, 1s, true",
        "VS_TICKET_TTL, 999ms, false",
        "VS_TICKET_TTL, 10m, true",
        "VS_TICKET_TTL, 601s, false",
        "VS_TICKET_MAX, 2, true",
        "VS_TICKET_MAX, 1, false",
        "VS_TICKET_MAX, 100000, true",
        "VS_TICKET_MAX, 100001, false",
        "VS_AUTH_LINK_TTL, 1s, true",
        "VS_AUTH_LINK_TTL, 999ms, false",
        "VS_AUTH_LINK_TTL, 24h, true",
        "VS_AUTH_LINK_TTL, 1441m, false",
        "VS_AUTH_SESSION_TTL, 1s, true",
        "VS_AUTH_SESSION_TTL, 999ms, false",
        "VS_AUTH_SESSION_TTL, 30d, true",
        "VS_AUTH_SESSION_TTL, 721h, false",
        "VS_AUTH_SESSION_MAX, 2, true",
        "VS_AUTH_SESSION_MAX, 1, false",
        "VS_AUTH_SESSION_MAX, 100000, true",
        "VS_AUTH_SESSION_MAX, 100001, false",
    })
    void bounds_are_checked_with_a_message_that_names_the_variable(
            String variable, String value, boolean isValid) throws Exception {
        Set<String> messages = violations(settings(Map.of(variable, value)));

        if (isValid) {
            assertThat(messages).isEmpty();
        } else {
            assertThat(messages).singleElement().asString().startsWith(variable + " must");
        }
    }

    private static KeySettings settings(Map<String, String> environment) {
        return SettingsProbe.of(KeySettings.class, environment);
    }

    private static Set<String> violations(KeySettings settings) throws Exception {
        return SettingsProbe.violations(
                List.of(settings.ticket(), settings.auth(), settings.auth().session()));
    }
}
