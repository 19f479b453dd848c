package io.vsgateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessSettingsTest {
    @Test
    void defaults() throws Exception {
        AccessSettings settings = settings(Map.of());

        assertThat(settings.trustedProxies()).isEmpty();
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.auth().failuresBeforeDelay()).isEqualTo(5);
        assertThat(settings.auth().failureWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.auth().delayMax()).isEqualTo(Duration.ofSeconds(5));
        assertThat(violations(settings)).isEmpty();
    }

    @Test
    void every_variable() throws Exception {
        AccessSettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("VS_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8"),
                                Map.entry("VS_ALLOWED_ORIGINS", "https://a.b,*"),
                                Map.entry("VS_AUTH_FAILURES_BEFORE_DELAY", "3"),
                                Map.entry("VS_AUTH_FAILURE_WINDOW", "1h"),
                                Map.entry("VS_AUTH_DELAY_MAX", "1s")));

        assertThat(settings.trustedProxies()).contains(List.of("10.0.0.0/8", "fd00::/8"));
        assertThat(settings.allowedOrigins()).contains(List.of("https://a.b", "*"));
        assertThat(settings.auth().failuresBeforeDelay()).isEqualTo(3);
        assertThat(settings.auth().failureWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.auth().delayMax()).isEqualTo(Duration.ofSeconds(1));
        assertThat(violations(settings)).isEmpty();
    }

    @Test
    void empty_lists_are_as_good_as_none() {
        AccessSettings settings =
                settings(Map.of("VS_TRUSTED_PROXIES", "", "VS_ALLOWED_ORIGINS", ""));

        assertThat(settings.trustedProxies()).isEqualTo(Optional.empty());
        assertThat(settings.allowedOrigins()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "VS_AUTH_FAILURES_BEFORE_DELAY, 1, true",
        "VS_AUTH_FAILURES_BEFORE_DELAY, 0, false",
        "VS_AUTH_FAILURES_BEFORE_DELAY, 1000, true",
        "VS_AUTH_FAILURES_BEFORE_DELAY, 1001, false",
        "VS_AUTH_FAILURE_WINDOW, 1s, true",
        "VS_AUTH_FAILURE_WINDOW, 999ms, false",
        "VS_AUTH_FAILURE_WINDOW, 24h, true",
        "VS_AUTH_FAILURE_WINDOW, 1441m, false",
        "VS_AUTH_DELAY_MAX, 0s, true",
        "VS_AUTH_DELAY_MAX, PT-1S, false",
        "VS_AUTH_DELAY_MAX, 1m, true",
        "VS_AUTH_DELAY_MAX, 61s, false",
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

    private static AccessSettings settings(Map<String, String> environment) {
        return SettingsProbe.of(AccessSettings.class, environment);
    }

    private static Set<String> violations(AccessSettings settings) throws Exception {
        return SettingsProbe.violations(List.of(settings.auth()));
    }
}
