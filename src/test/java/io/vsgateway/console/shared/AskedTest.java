package io.vsgateway.console.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedTest {
    private final Asked asked = new Asked();

    @Test
    void each_number_of_each_gateway_is_new_once() {
        for (String gateway : new String[] {"a", "b"}) {
            for (long number = 1; number <= 3L * Asked.WINDOW; number++) {
                assertThat(asked.isNew(gateway, number)).isTrue();
                assertThat(asked.isNew(gateway, number)).isFalse();
            }
            for (long number = 1; number <= 3L * Asked.WINDOW; number++) {
                assertThat(asked.isNew(gateway, number)).isFalse();
            }
        }
    }

    @Test
    void numbers_may_overtake_each_other() {
        var random = new Random(7);
        Set<Long> seen = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            last += random.nextInt(3);
            long number = Math.max(1, last - random.nextInt(Asked.WINDOW / 2));
            assertThat(asked.isNew("a", number)).isEqualTo(seen.add(number));
        }
    }

    @Test
    void a_leap_forgets_nothing_that_could_be_new() {
        assertThat(asked.isNew("a", 1)).isTrue();
        assertThat(asked.isNew("a", 1_000_000_000_000L)).isTrue();
        assertThat(asked.isNew("a", 1)).isFalse();
        assertThat(asked.isNew("a", 1_000_000_000_000L - 1)).isTrue();
        assertThat(asked.isNew("a", 1_000_000_000_000L - 1)).isFalse();
    }

    @Test
    void gateways_are_forgotten_when_there_were_too_many() {
        for (int i = 0; i <= Asked.MOST_GATEWAYS; i++) {
            assertThat(asked.isNew("g" + i, 1)).isTrue();
        }
        assertThat(asked.isNew("g" + Asked.MOST_GATEWAYS, 1)).isFalse();
        assertThat(asked.isNew("g0", 1)).isTrue();
    }
}
