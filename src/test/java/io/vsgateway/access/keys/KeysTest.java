package io.vsgateway.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.CapturedLog;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String ADMIN = "an-administrators-key";
    private static final String SERVICE = "a-key-of-a-service";
    private static final String MONITOR = "a-key-of-a-monitor";

    @Test
    void each_key_stands_for_its_role() {
        Keys keys = keys(ADMIN, MONITOR);

        assertThat(keys.verify(ADMIN)).hasValueSatisfying(is(Role.ADMIN, "admin-key"));
        assertThat(keys.verify(MONITOR)).hasValueSatisfying(is(Role.MONITOR, "monitor-key"));
        assertThat(keys.generatedAdminKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "an-administrators-ke",
                "an-administrators-key ",
                "AN-ADMINISTRATORS-KEY"
            })
    void everything_else_is_unknown(String secret) {
        assertThat(keys(ADMIN, MONITOR).verify(secret)).isEmpty();
    }

    @Test
    void keys_may_be_in_any_script() {
        Keys keys = keys("ключ-администратора", "モニターの鍵モニターの鍵モニター");

        assertThat(keys.verify("ключ-администратора")).map(Grant::role).contains(Role.ADMIN);
        assertThat(keys.verify("モニターの鍵モニターの鍵モニター")).map(Grant::role).contains(Role.MONITOR);
        assertThat(keys.verify("?????????????????????????")).isEmpty();
    }

    @Test
    void without_an_admin_key_a_random_one_is_made() {
        Keys keys = keys(null, MONITOR);
        Keys others = keys(null, MONITOR);

        String generated = keys.generatedAdminKey().orElseThrow();
        assertThat(generated).matches("[A-Za-z0-9_-]{43}");
        assertThat(keys.verify(generated)).map(Grant::role).contains(Role.ADMIN);
        assertThat(others.verify(generated)).isEmpty();
    }

    @Test
    void without_a_monitor_key_nobody_is_a_monitor() {
        assertThat(keys(ADMIN, null).verify(MONITOR)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void an_empty_key_is_an_error_that_names_the_variable(String blank) {
        assertThatThrownBy(() -> keys(blank, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN is empty");
        assertThatThrownBy(() -> keys(ADMIN, blank))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_MONITOR is empty");
    }

    @Test
    void equal_keys_are_an_error_that_names_both_variables_and_not_the_key() {
        assertThatThrownBy(() -> keys(ADMIN, ADMIN + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN")
                .hasMessageContaining("VS_API_KEY_MONITOR")
                .hasMessageNotContaining(ADMIN);
    }

    @Test
    void a_key_that_no_client_could_present_is_an_error() {
        String longest = "k".repeat(Credential.MAX_LENGTH);

        assertThat(keys(longest, null).verify(longest)).isPresent();
        assertThatThrownBy(() -> keys(longest + "k", null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN is longer than 8192 characters");
    }

    @Test
    void a_key_that_can_be_guessed_is_an_error_that_does_not_show_it() {
        assertThat(keys("k".repeat(16), "m".repeat(16)).verify("k".repeat(16))).isPresent();
        assertThatThrownBy(() -> keys("k".repeat(15), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN has fewer than 16 characters")
                .hasMessageNotContaining("kkk");
        assertThatThrownBy(() -> keys(ADMIN, "m".repeat(15) + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_MONITOR has fewer than 16 characters");
        // Characters, not the halves that Java stores some of them in.
        assertThatThrownBy(() -> keys("🌩".repeat(15), null))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void a_line_break_from_a_file_is_cut_off_with_a_warning() {
        try (CapturedLog log = CapturedLog.start()) {
            assertThat(keys(ADMIN + "\n", null).verify(ADMIN)).isPresent();

            assertThat(log.lines()).anyMatch(line -> line.contains("around VS_API_KEY_ADMIN"));
        }
    }

    @Test
    void a_service_has_a_key_of_its_own_that_differs_from_the_others() {
        assertThat(keys(ADMIN, MONITOR, SERVICE).verify(SERVICE))
                .hasValueSatisfying(is(Role.SERVICE, "service-key"));
        assertThat(keys(ADMIN, MONITOR).verify(SERVICE)).isEmpty();
        assertThatThrownBy(() -> keys(ADMIN, MONITOR, ADMIN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("VS_API_KEY_ADMIN and VS_API_KEY_SERVICE must differ");
        assertThatThrownBy(() -> keys(ADMIN, MONITOR, " " + MONITOR))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("VS_API_KEY_MONITOR and VS_API_KEY_SERVICE must differ");
        assertThatThrownBy(() -> keys(ADMIN, MONITOR, "s".repeat(15)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_SERVICE has fewer than 16 characters");
        assertThatThrownBy(() -> keys(ADMIN, MONITOR, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_SERVICE is empty");
    }

    @Test
    void a_key_in_a_file_is_as_good_and_as_closely_looked_at(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("key");
        Files.writeString(file, ADMIN + "\n");

        assertThat(keys(null, MONITOR, null, Optional.of(file)).verify(ADMIN))
                .hasValueSatisfying(is(Role.ADMIN, "admin-key"));
        assertThatThrownBy(() -> keys(ADMIN, null, null, Optional.of(file)))
                .hasMessageContaining("VS_API_KEY_ADMIN and VS_API_KEY_ADMIN_FILE are both set");
        assertThatThrownBy(() -> keys(null, ADMIN, null, Optional.of(file)))
                .hasMessageContaining("must differ");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> keys(null, null, null, Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN_FILE is empty");
        Files.delete(file);
        assertThatThrownBy(() -> keys(null, null, null, Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN_FILE");
    }

    @Test
    void a_key_that_is_replaced_ends_and_one_that_stays_is_the_same() {
        Keys keys = keys(ADMIN, MONITOR);
        Grant admin = keys.verify(ADMIN).orElseThrow();
        Grant monitor = keys.verify(MONITOR).orElseThrow();

        Runnable replacement = keys.replacement(ring("another-administrators-key", MONITOR));
        assertThat(keys.verify(ADMIN)).contains(admin);
        replacement.run();

        assertThat(keys.verify(ADMIN)).isEmpty();
        assertThat(admin.lease().holds()).isFalse();
        assertThat(keys.verify("another-administrators-key"))
                .hasValueSatisfying(is(Role.ADMIN, "admin-key"));
        assertThat(keys.verify(MONITOR)).contains(monitor);
        assertThat(monitor.lease().holds()).isTrue();
    }

    @Test
    void a_key_that_changes_its_role_ends_what_it_was() {
        Keys keys = keys(ADMIN, MONITOR);
        Grant admin = keys.verify(ADMIN).orElseThrow();

        keys.replacement(ring(MONITOR, ADMIN)).run();

        assertThat(admin.lease().holds()).isFalse();
        assertThat(keys.verify(ADMIN)).hasValueSatisfying(is(Role.MONITOR, "monitor-key"));
        assertThat(keys.verify(MONITOR)).hasValueSatisfying(is(Role.ADMIN, "admin-key"));
    }

    @Test
    void a_key_that_was_generated_stays_until_one_is_set_and_none_is_generated_later() {
        Keys keys = keys(null, null);
        String generated = keys.generatedAdminKey().orElseThrow();
        Lease first = keys.adminLease();

        keys.replacement(ring(null, MONITOR)).run();
        assertThat(keys.verify(generated)).hasValueSatisfying(is(Role.ADMIN, "admin-key"));
        assertThat(keys.verify(MONITOR)).isPresent();

        keys.replacement(ring(ADMIN, null)).run();
        assertThat(first.holds()).isFalse();
        assertThat(keys.verify(generated)).isEmpty();
        assertThat(keys.verify(MONITOR)).isEmpty();
        assertThat(keys.generatedAdminKey()).isEmpty();

        assertThatThrownBy(() -> keys.replacement(ring(null, MONITOR)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_API_KEY_ADMIN is no longer set");
        assertThat(keys.verify(ADMIN)).isPresent();
    }

    @Test
    void a_generated_key_is_that_of_the_next_gateway_in_the_process_if_that_has_none() {
        Keys first = keys(null, null);
        String secret = first.generatedAdminKey().orElseThrow();
        first.handOn();
        try {
            assertThat(keys(null, null).generatedAdminKey()).contains(secret);
            Keys configured = keys(ADMIN, null);
            assertThat(configured.verify(secret)).isEmpty();
            assertThat(Keys.handedOn()).isEmpty();
            assertThat(keys(null, null).verify(secret)).isEmpty();
        } finally {
            keys(ADMIN, null).handOn();
        }
    }

    private static Keys keys(@Nullable String admin, @Nullable String monitor) {
        return keys(admin, monitor, null);
    }

    private static Keys keys(
            @Nullable String admin, @Nullable String monitor, @Nullable String service) {
        return keys(admin, monitor, service, Optional.empty());
    }

    private static Keys keys(
            @Nullable String admin,
            @Nullable String monitor,
            @Nullable String service,
            Optional<Path> adminFile) {
        return Keys.of(ring(admin, monitor, service, adminFile), new SecureRandom());
    }

    private static KeyRing ring(
            @Nullable String admin,
            @Nullable String monitor,
            @Nullable String service,
            Optional<Path> adminFile) {
        return KeyRing.of(new Configured(key(admin), adminFile, key(monitor), key(service)));
    }

    private static KeyRing ring(@Nullable String admin, @Nullable String monitor) {
        return ring(admin, monitor, null, Optional.empty());
    }

    private static Consumer<Grant> is(Role role, String name) {
        return grant -> {
            assertThat(grant.role()).isEqualTo(role);
            assertThat(grant.name()).isEqualTo(name);
            assertThat(grant.proof()).isEqualTo(Proof.KEY);
            assertThat(grant.lease().holds()).isTrue();
        };
    }

    private static ConfiguredKey key(@Nullable String text) {
        return new ConfiguredKey(text == null ? "none" : text);
    }

    private record Configured(
            ConfiguredKey admin,
            Optional<Path> adminFile,
            ConfiguredKey monitor,
            ConfiguredKey service)
            implements KeySettings.ApiKey {
        @Override
        public Optional<Path> monitorFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> serviceFile() {
            return Optional.empty();
        }
    }
}
