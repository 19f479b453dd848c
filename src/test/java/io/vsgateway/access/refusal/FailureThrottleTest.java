package io.vsgateway.access.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.TestClock;
import io.vsgateway.access.net.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureThrottleTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");
    private static final ClientAddress THERE = new ClientAddress("192.0.2.2");

    private final TestClock clock = new TestClock();
    private final FailureThrottle throttle =
            new FailureThrottle(3, WINDOW, Duration.ofSeconds(1), clock);

    @Test
    void the_first_failures_are_free_and_then_the_delay_doubles_up_to_its_maximum() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            delays.add(throttle.failed(HERE).toMillis());
        }

        assertThat(delays).containsExactly(0L, 0L, 0L, 100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void the_delay_never_overflows() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 200; i++) {
            last = throttle.failed(HERE);
        }

        assertThat(last).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_maximum_of_zero_turns_delays_off() {
        FailureThrottle off = new FailureThrottle(1, WINDOW, Duration.ZERO, clock);
        off.failed(HERE);

        assertThat(off.failed(HERE)).isZero();
    }

    @Test
    void addresses_are_counted_apart() {
        failTimes(HERE, 5);

        assertThat(throttle.failed(THERE)).isZero();
        assertThat(throttle.failed(HERE)).isPositive();
    }

    @Test
    void the_addresses_of_one_ipv6_site_are_counted_together() {
        for (int i = 1; i <= 3; i++) {
            throttle.failed(new ClientAddress("2001:db8:0:1::" + i));
        }

        assertThat(throttle.failed(new ClientAddress("2001:db8:0:1:ffff::9"))).isPositive();
        assertThat(throttle.failed(new ClientAddress("2001:db8:0:2::1"))).isZero();
    }

    @Test
    void an_address_that_is_quiet_for_the_window_is_forgotten() {
        failTimes(HERE, 3);
        clock.advance(WINDOW.minusNanos(1));
        assertThat(throttle.failed(HERE)).isPositive();

        clock.advance(WINDOW);

        assertThat(throttle.failed(HERE)).isZero();
    }

    @Test
    void it_remembers_ten_thousand_addresses_and_drops_the_one_that_failed_longest_ago() {
        failTimes(HERE, 4);
        failTimes(THERE, 4);
        failTimes(HERE, 1);
        for (int i = 0; i < FailureThrottle.MAX_ADDRESSES - 1; i++) {
            throttle.failed(new ClientAddress("10.0." + i / 250 + "." + i % 250));
        }

        assertThat(throttle.addresses()).isEqualTo(10_000);
        assertThat(throttle.failed(HERE)).isPositive();
        assertThat(throttle.failed(THERE)).isZero();
    }

    @Test
    void an_address_may_not_try_more_than_twenty_at_a_time() {
        failTimes(HERE, 3);
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.mustWait(HERE)).isZero();
            throttle.failed(HERE);
        }

        // Those that are held back go out after 100, 200, 400, 800 and sixteen times 1000 ms.
        assertThat(throttle.mustWait(HERE)).isEqualTo(Duration.ofMillis(100));
        assertThat(throttle.mustWait(THERE)).isZero();
        clock.advance(Duration.ofMillis(99));
        assertThat(throttle.mustWait(HERE)).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(throttle.mustWait(HERE)).isZero();
    }

    @Test
    void one_try_after_the_other_is_always_heard() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.mustWait(HERE)).isZero();
            clock.advance(throttle.failed(HERE));
        }
    }

    @Test
    void what_is_held_back_is_not_forgotten_after_a_window_that_is_shorter() {
        var throttle = new FailureThrottle(1, Duration.ofSeconds(1), Duration.ofMinutes(1), clock);
        for (int i = 0; i < 21; i++) {
            throttle.failed(HERE);
        }
        assertThat(throttle.mustWait(HERE)).isPositive();

        // Four of them have gone out, and sixteen have not.
        clock.advance(Duration.ofMillis(1500));

        assertThat(throttle.failed(HERE)).isPositive();
    }

    private void failTimes(ClientAddress address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }
}
