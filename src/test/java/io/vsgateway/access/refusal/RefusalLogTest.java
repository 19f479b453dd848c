package io.vsgateway.access.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.TestClock;
import io.vsgateway.access.net.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");

    private final TestClock clock = new TestClock();
    private final List<String> lines = new ArrayList<>();
    private final RefusalLog log = new RefusalLog(clock, lines::add);

    @Test
    void a_line_has_the_address_the_reason_and_the_place() {
        log.refused(HERE, Refusal.NOT_VALID, "query");

        assertThat(lines)
                .containsExactly(
                        "Refused 192.0.2.1: the credential is not valid, or no longer (query)");
    }

    @Test
    void an_address_gets_one_line_a_second_and_the_next_counts_the_rest() {
        refuseTimes(HERE, 100);
        clock.advance(Duration.ofSeconds(1).minusNanos(1));
        refuseTimes(HERE, 1);
        assertThat(lines).hasSize(1);

        clock.advance(Duration.ofNanos(1));
        refuseTimes(HERE, 1);

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).endsWith("; 100 more not logged");
    }

    @Test
    void the_count_starts_anew_after_it_was_told() {
        refuseTimes(HERE, 2);
        clock.advance(Duration.ofSeconds(1));
        refuseTimes(HERE, 1);
        clock.advance(Duration.ofSeconds(1));
        refuseTimes(HERE, 1);

        assertThat(lines.getLast()).doesNotContain("more");
    }

    @Test
    void an_ipv6_site_counts_as_one_address() {
        refuseTimes(new ClientAddress("2001:db8::1"), 1);
        refuseTimes(new ClientAddress("2001:db8::2"), 1);

        assertThat(lines).hasSize(1);
    }

    @Test
    void all_addresses_together_get_twenty_lines_a_second() {
        for (int i = 0; i < 500; i++) {
            refuseTimes(new ClientAddress("10.0." + i / 250 + "." + i % 250), 1);
        }
        assertThat(lines).hasSize(20);

        clock.advance(Duration.ofSeconds(1));
        refuseTimes(HERE, 1);

        assertThat(lines.getLast()).endsWith("; 480 more not logged");
    }

    @Test
    void a_clock_that_was_set_back_does_not_silence_it() {
        refuseTimes(HERE, 1);

        clock.advance(Duration.ofDays(-1));
        refuseTimes(HERE, 1);

        assertThat(lines).hasSize(2);
    }

    private void refuseTimes(ClientAddress address, int times) {
        for (int i = 0; i < times; i++) {
            log.refused(address, Refusal.NOT_VALID, "query");
        }
    }
}
