package io.vsgateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeySetTest {
    private static final String OLD = "an-old-secret-of-32-bytes-or-more";
    private static final String NEW = "a-new-secret-of-32-bytes-and-more";

    private final VerificationKey old = VerificationKey.ofSecret(OLD);
    private final KeySet keys = new KeySet(List.of(old), null);

    private List<VerificationKey> known() {
        return keys.candidates(null, "HS256");
    }

    @Test
    void a_secret_that_becomes_the_previous_one_stays_the_same() {
        keys.replace(List.of(VerificationKey.ofSecret(NEW), VerificationKey.ofSecret(OLD)));

        assertThat(known()).hasSize(2).contains(old);
        assertThat(old.isRetired()).isFalse();
    }

    @Test
    void a_key_that_is_gone_is_retired_and_is_not_the_same_when_it_is_back() {
        keys.replace(List.of(VerificationKey.ofSecret(NEW)));
        assertThat(known()).hasSize(1).doesNotContain(old);
        assertThat(old.isRetired()).isTrue();

        keys.replace(List.of(VerificationKey.ofSecret(OLD)));
        assertThat(known()).hasSize(1).noneMatch(VerificationKey::isRetired);
    }

    @Test
    void without_any_key_none_is_known() {
        keys.replace(List.of());

        assertThat(keys.count()).isZero();
        assertThat(old.isRetired()).isTrue();
    }
}
