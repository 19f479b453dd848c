package io.vsgateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenCheckTest {
    private static final String SECRET = "a-secret-0123456789-abcdefghijklmnop";

    @Test
    void nothing_is_said_where_nothing_is_set() {
        assertThat(look(Map.of())).isEmpty();
        assertThat(look(Map.of("VS_JWT_SECRET", SECRET)))
                .containsExactly(Finding.ok("keys for signed tokens are set"));
    }

    @Test
    void settings_without_a_key_are_for_nothing() {
        assertThat(look(Map.of("VS_JWT_ISSUER", "https://id.example.org")))
                .singleElement()
                .extracting(Finding::outcome, Finding::what)
                .containsExactly(
                        Finding.Outcome.WARN,
                        "VS_JWT_ settings are there, but no key: no token is taken");
    }

    @Test
    void keys_over_http_from_elsewhere_can_be_anybodys() {
        for (String url :
                List.of(
                        "http://id.example.org/keys",
                        "http://10.0.0.1/keys",
                        "http://[fd00::1]/")) {
            assertThat(jwks(url)).as(url).anyMatch(finding -> finding.what().contains("is http"));
        }
        for (String url :
                List.of(
                        "https://id.example.org/keys",
                        "http://localhost:8080/keys",
                        "http://127.0.0.1/keys",
                        "http://[::1]:80/keys")) {
            assertThat(jwks(url))
                    .as(url)
                    .containsExactly(Finding.ok("keys for signed tokens are set"));
        }
    }

    @Test
    void without_an_audience_tokens_for_others_are_good() {
        assertThat(look(Map.of("VS_JWT_JWKS_URL", "https://id.example.org/keys")))
                .extracting(Finding::what)
                .first()
                .asString()
                .startsWith("VS_JWT_AUDIENCE is not set");
    }

    @Test
    void names_of_other_programs_are_not_heeded_and_said_so() {
        var foreign =
                new HashMap<>(
                        Map.of("SECRET_KEY", "x", "ALGORITHM", "HS256", "REDIS_URL", "redis://h"));

        assertThat(look(foreign))
                .extracting(Finding::what)
                .containsExactly(
                        "ALGORITHM is not heeded here",
                        "REDIS_URL is not heeded here",
                        "SECRET_KEY is not heeded here");
        foreign.put("VS_JWT_SECRET", SECRET);
        assertThat(look(foreign))
                .extracting(Finding::what)
                .doesNotContain("SECRET_KEY is not heeded here");
    }

    private static List<Finding> jwks(String url) {
        return look(Map.of("VS_JWT_JWKS_URL", url, "VS_JWT_AUDIENCE", "vs-gateway"));
    }

    private static List<Finding> look(Map<String, String> environment) {
        return TokenCheck.look(SettingValues.of(environment));
    }
}
