package io.vsgateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.net.ClientAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenRatesTest {
    private static final int PER_MINUTE = 60;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private final OpenRates rates = new OpenRates(PER_MINUTE);

    /// As [System#nanoTime], which may be about to overflow.
    private long now = Long.MAX_VALUE - 5 * SECOND;

    @Test
    void a_minutes_worth_may_come_at_once_and_then_what_the_minute_gives_back() {
        assertThat(taken("192.0.2.1", 100)).isEqualTo(PER_MINUTE);
        assertThat(wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));

        now += 10 * SECOND;
        assertThat(taken("192.0.2.1", 100)).isEqualTo(10);

        now += 3600 * SECOND;
        assertThat(taken("192.0.2.1", 100)).isEqualTo(PER_MINUTE);
    }

    @Test
    void what_is_refused_is_not_held_against_an_address() {
        taken("192.0.2.1", 1000);

        now += SECOND;

        assertThat(wait("192.0.2.1")).isZero();
    }

    @Test
    void each_address_has_its_own() {
        taken("192.0.2.1", 100);

        assertThat(taken("192.0.2.2", 100)).isEqualTo(PER_MINUTE);
    }

    @Test
    void one_client_has_all_of_a_64() {
        taken("2001:db8::1", 100);

        assertThat(wait("2001:db8::ffff")).isPositive();
        assertThat(wait("2001:db8:0:1::1")).isZero();
    }

    @Test
    void the_addresses_that_are_remembered_are_bounded() {
        for (int i = 0; i < 2 * OpenRates.MAX_ADDRESSES; i++) {
            assertThat(wait("10.0." + i / 256 + "." + i % 256)).isZero();
        }

        assertThat(rates.addresses()).isEqualTo(OpenRates.MAX_ADDRESSES);
    }

    @Test
    void who_owes_nothing_is_forgotten_as_others_come() {
        for (int i = 0; i < 100; i++) {
            assertThat(wait("192.0.2." + i)).isZero();
        }
        now += 2 * SECOND;

        taken("198.51.100.1", 60);

        assertThat(rates.addresses()).isEqualTo(1);
    }

    @Test
    void there_may_be_no_limit() {
        var none = new OpenRates(0);

        for (int i = 0; i < 10_000; i++) {
            assertThat(none.take(address("192.0.2.1"), now)).isZero();
        }
        assertThat(none.addresses()).isZero();
    }

    private int taken(String address, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += wait(address).isZero() ? 1 : 0;
        }
        return taken;
    }

    private Duration wait(String address) {
        return rates.take(address(address), now);
    }

    private static ClientAddress address(String text) {
        return new ClientAddress(text);
    }
}
