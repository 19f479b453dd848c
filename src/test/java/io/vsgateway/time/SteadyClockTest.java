package io.vsgateway.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.TestClock;
import io.vsgateway.access.keys.TicketIssue;
import io.vsgateway.access.keys.Tickets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final TestClock wall = new TestClock();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SteadyClock clock = new SteadyClock(wall, nanos::get);

    @Test
    void it_begins_at_the_time_of_day() {
        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void it_goes_on_by_what_passes_even_where_the_count_of_nanoseconds_wraps_around() {
        nanos.addAndGet(1_000_000_000);

        assertThat(clock.instant()).isEqualTo(wall.instant().plusSeconds(1));
    }

    @Test
    void setting_the_time_of_day_makes_no_ticket_live_longer_or_shorter() {
        var tickets = new Tickets(Duration.ofSeconds(10), 10, clock, new SecureRandom());
        var key = new Grant(Role.ADMIN, "admin-key", Proof.KEY);
        String early = ((TicketIssue.Issued) tickets.issue(key)).ticket();
        String late = ((TicketIssue.Issued) tickets.issue(key)).ticket();

        wall.advance(Duration.ofHours(1));
        nanos.addAndGet(9_000_000_000L);
        assertThat(tickets.verify(early)).isPresent();

        wall.advance(Duration.ofHours(-2));
        nanos.addAndGet(1_000_000_000L);
        assertThat(tickets.verify(late)).isEmpty();
    }
}
