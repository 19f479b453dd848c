package io.vsgateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.SettingsProbe;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredKeysTest {
    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            CERT
            -----END CERTIFICATE-----
            """;

    @TempDir Path folder;

    @Test
    void nothing_is_set_and_nobody_comes_with_a_token() {
        ConfiguredKeys keys = read(Map.of());

        assertThat(keys.isEmpty()).isTrue();
        assertThat(keys.algorithms()).isEmpty();
    }

    @Test
    void secrets_of_32_bytes_and_more() {
        assertThat(read(Map.of("VS_JWT_SECRET", "s".repeat(32))).keys())
                .extracting(VerificationKey::algorithms)
                .containsExactly(java.util.Set.of("HS256"));
        assertThat(read(Map.of("VS_JWT_SECRET", "ж".repeat(16) + "\n")).keys()).hasSize(1);
        assertThat(
                        read(Map.of(
                                        "VS_JWT_SECRET", "s".repeat(64),
                                        "VS_JWT_SECRET_PREVIOUS", "p".repeat(48)))
                                .keys())
                .extracting(key -> key.algorithms().size())
                .containsExactly(3, 2);
    }

    @Test
    void secrets_that_can_be_guessed_are_an_error_that_does_not_show_them() {
        assertThat(problem(Map.of("VS_JWT_SECRET", "s".repeat(31))))
                .contains("VS_JWT_SECRET has fewer than 32 bytes")
                .doesNotContain("sss");
        assertThat(problem(Map.of("VS_JWT_SECRET", "  " + "s".repeat(30) + "  ")))
                .contains("VS_JWT_SECRET has fewer than 32 bytes");
        assertThat(
                        problem(
                                Map.of(
                                        "VS_JWT_SECRET",
                                        Issuer.SECRET,
                                        "VS_JWT_SECRET_PREVIOUS",
                                        "short")))
                .contains("VS_JWT_SECRET_PREVIOUS has fewer than 32 bytes");
        assertThat(problem(Map.of("VS_JWT_SECRET", ""))).contains("VS_JWT_SECRET is empty");
        assertThat(problem(Map.of("VS_JWT_SECRET", "s".repeat(8193)))).contains("more than 8192");
        assertThat(problem(Map.of("VS_JWT_SECRET_PREVIOUS", Issuer.SECRET)))
                .contains("VS_JWT_SECRET_PREVIOUS is set, and VS_JWT_SECRET is not");
    }

    @Test
    void secrets_come_from_files_too() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), Issuer.SECRET + "\n");
        String other = "o".repeat(32);
        Map<String, String> set =
                Map.of("VS_JWT_SECRET", other, "VS_JWT_SECRET_PREVIOUS_FILE", file.toString());

        assertThat(read(Map.of("VS_JWT_SECRET_FILE", file.toString())).keys()).hasSize(1);
        assertThat(read(set).keys()).hasSize(2);
        assertThat(problem(Map.of("VS_JWT_SECRET", other, "VS_JWT_SECRET_FILE", file.toString())))
                .contains("VS_JWT_SECRET and VS_JWT_SECRET_FILE are both set");
        assertThat(problem(Map.of("VS_JWT_SECRET_FILE", folder + "/none")))
                .contains("VS_JWT_SECRET_FILE, " + folder + "/none, cannot be read");
        Files.writeString(file, "short");
        assertThat(problem(set)).contains("VS_JWT_SECRET_PREVIOUS_FILE has fewer than 32 bytes");
    }

    @Test
    void a_public_key_is_no_secret() {
        assertThat(problem(Map.of("VS_JWT_SECRET", Issuer.with(null, "RS256").pem())))
                .contains("VS_JWT_SECRET is a key in PEM and no secret");
    }

    @Test
    void public_keys_come_from_files_too() throws Exception {
        Path one = folder.resolve("one.pem");
        Path two = folder.resolve("two.pem");
        Files.writeString(one, "some words\n" + Issuer.with(null, "RS256").pem());
        Files.writeString(two, Issuer.with(null, "ES256").pem() + Issuer.with(null, "EdDSA").pem());

        assertThat(read(Map.of("VS_JWT_PUBLIC_KEY", one + ", " + two)).keys()).hasSize(3);
    }

    @Test
    void what_is_no_public_key_is_an_error_that_names_the_file() throws Exception {
        Path file = folder.resolve("key.pem");
        assertThat(problem(Map.of("VS_JWT_PUBLIC_KEY", file.toString())))
                .contains("VS_JWT_PUBLIC_KEY: " + file + " is no PEM and no file");
        for (String content : List.of("", "hello", "-----BEGIN PUBLIC KEY-----")) {
            Files.writeString(file, content);
            assertThat(problem(Map.of("VS_JWT_PUBLIC_KEY", file.toString())))
                    .contains(file + " has no key in PEM");
        }
        for (String wrong :
                List.of(
                        CERTIFICATE,
                        Issuer.with(null, "RS256").pem().replace("MII", "AAA"),
                        Issuer.with(null, "RS256").pem().replace("PUBLIC", "RSA PUBLIC"))) {
            Files.writeString(file, wrong);
            assertThat(problem(Map.of("VS_JWT_PUBLIC_KEY", file.toString())))
                    .contains(file.toString(), "that is none of RSA (from 2048 bits)");
        }
        Files.writeString(
                file, Issuer.with(null, "RS256").pem().replace("PUBLIC KEY", "PRIVATE KEY"));
        assertThat(problem(Map.of("VS_JWT_PUBLIC_KEY", file.toString())))
                .contains("is a private key");
    }

    @Test
    void keys_that_are_too_short_or_of_other_kinds_are_not_taken() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        var ec = KeyPairGenerator.getInstance("X25519");
        var ed = KeyPairGenerator.getInstance("Ed448");
        for (var pair :
                List.of(rsa.generateKeyPair(), ec.generateKeyPair(), ed.generateKeyPair())) {
            assertThat(problem(Map.of("VS_JWT_PUBLIC_KEY", Issuer.pem(pair.getPublic()))))
                    .contains("VS_JWT_PUBLIC_KEY", "that is none of");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org/keys",
                "ftp://example.org/keys",
                "https://",
                "https:///keys",
                "https://user:password@example.org/keys",
                "https://exa mple.org/",
                "file:///etc/passwd"
            })
    void a_set_of_keys_has_an_http_address(String url) {
        assertThat(problem(Map.of("VS_JWT_JWKS_URL", url)))
                .contains("VS_JWT_JWKS_URL is no URL of the form https://example.org/path")
                .doesNotContain("password");
    }

    @Test
    void a_good_address_is_taken() {
        String url = "https://id.example.org/.well-known/jwks.json?v=1";
        assertThat(read(Map.of("VS_JWT_JWKS_URL", url)).jwksUrl()).contains(URI.create(url));
    }

    @Test
    void an_algorithm_that_no_key_is_for_is_an_error() {
        assertThat(problem(Map.of("VS_JWT_SECRET", Issuer.SECRET, "VS_JWT_ALGORITHMS", "RS256")))
                .contains("VS_JWT_ALGORITHMS has none that a configured key is for")
                .contains("HS256, HS384");
        assertThat(problem(Map.of("VS_JWT_ALGORITHMS", "rs256"))).contains("'rs256'");
    }

    static String problem(Map<String, String> environment) {
        var message = new String[1];
        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> message[0] = e.getMessage());
        return message[0];
    }

    private static ConfiguredKeys read(Map<String, String> environment) {
        return ConfiguredKeys.of(SettingsProbe.of(TokenSettings.class, environment));
    }
}
