package io.vsgateway.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What [TicketsTest], [SignInsTest] and [SignInLinkTest] do not see.
class SecretStoreTest {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();

    @Test
    void what_a_secret_stands_for_holds_no_longer_than_what_bought_it() {
        AtomicBoolean holds = new AtomicBoolean(true);
        SecretStore store = store(1, SecretStore.WhenFull.REFUSE);
        String secret =
                store.issue(new Grant(Role.ADMIN, "key", Proof.KEY, holds::get)).orElseThrow();
        Grant granted = store.find(secret).orElseThrow().grant();

        holds.set(false);

        assertThat(granted.lease().holds()).isFalse();
        assertThat(store.find(secret)).isEmpty();
    }

    @Test
    void a_place_that_was_given_back_counts_for_its_holder_no_more() {
        SecretStore store = store(2, SecretStore.WhenFull.REFUSE);
        for (int i = 0; i < 5; i++) {
            String secret = store.issue(key("one")).orElseThrow();
            store.issue(key("two")).orElseThrow();
            assertThat(store.issue(key("one"))).isEmpty();

            store.take(secret);
            clock.advance(TTL);
        }
        assertThat(store.issue(key("one"))).isPresent();
    }

    @Test
    void who_is_to_make_room_and_holds_nothing_makes_none() {
        SecretStore store = store(1, (_, _) -> Optional.of("nobody"));
        String first = store.issue(key("one")).orElseThrow();

        assertThat(store.issue(key("two"))).isEmpty();
        assertThat(store.find(first)).isPresent();
    }

    private SecretStore store(int max, SecretStore.WhenFull then) {
        var bound = new SecretStore.Bound(max, max, then);
        return new SecretStore(TTL, bound, clock, new SecureRandom());
    }

    private static Grant key(String name) {
        return new Grant(Role.ADMIN, name, Proof.KEY);
    }
}
