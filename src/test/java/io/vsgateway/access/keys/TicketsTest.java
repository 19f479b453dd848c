package io.vsgateway.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Ending;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Grants;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private static final Duration TTL = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final Tickets tickets = new Tickets(TTL, 4, clock, new SecureRandom());

    @Test
    void a_ticket_stands_for_the_role_and_name_of_who_asked() {
        TicketIssue.Issued issued = issue(Role.MONITOR, "monitor-key");

        assertThat(issued.ticket()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.ttl()).isEqualTo(TTL);
        assertThat(tickets.verify(issued.ticket()))
                .contains(new Grant(Role.MONITOR, "monitor-key", Proof.TICKET));
    }

    @Test
    void a_second_use_fails() {
        String ticket = issue().ticket();
        tickets.verify(ticket);

        assertThat(tickets.verify(ticket)).isEmpty();
    }

    @Test
    void of_many_uses_at_once_one_is_granted() throws Exception {
        String ticket = issue().ticket();
        CountDownLatch start = new CountDownLatch(1);
        Callable<Optional<Grant>> use =
                () -> {
                    start.await();
                    return tickets.verify(ticket);
                };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Grant>>> uses =
                    IntStream.range(0, 50).mapToObj(_ -> threads.submit(use)).toList();
            start.countDown();

            int granted = 0;
            for (Future<Optional<Grant>> future : uses) {
                granted += future.get().isPresent() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void it_is_good_until_its_time_is_over() {
        String early = issue().ticket();
        String late = issue().ticket();

        clock.advance(TTL.minusNanos(1));
        assertThat(tickets.verify(early)).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(tickets.verify(late)).isEmpty();
    }

    @Test
    void unknown_texts_are_refused_and_use_nothing_up() {
        String ticket = issue().ticket();

        assertThat(tickets.verify("")).isEmpty();
        assertThat(tickets.verify(ticket + "x")).isEmpty();
        assertThat(tickets.verify(ticket.substring(1))).isEmpty();
        assertThat(tickets.verify(ticket)).isPresent();
    }

    @Test
    void when_full_new_ones_are_refused_and_old_ones_stay_good() {
        String first = issue(Role.ADMIN, "one").ticket();
        clock.advance(Duration.ofSeconds(10));
        issue(Role.ADMIN, "one");
        issue(Role.ADMIN, "two");
        issue(Role.ADMIN, "two");

        TicketIssue refused = tickets.issue(new Grant(Role.ADMIN, "three", Proof.KEY));

        assertThat(refused).isEqualTo(new TicketIssue.Full(Duration.ofSeconds(20)));
        assertThat(tickets.verify(first)).isPresent();
        assertThat(tickets.issue(new Grant(Role.ADMIN, "three", Proof.KEY)))
                .isInstanceOf(TicketIssue.Issued.class);
    }

    @Test
    void one_credential_may_hold_half_of_them() {
        issue(Role.ADMIN, "admin-key");
        clock.advance(Duration.ofSeconds(5));
        issue(Role.MONITOR, "monitor-key");
        String second = issue(Role.MONITOR, "monitor-key").ticket();

        assertThat(tickets.issue(new Grant(Role.MONITOR, "monitor-key", Proof.KEY)))
                .isEqualTo(new TicketIssue.Full(TTL));
        issue(Role.ADMIN, "admin-key");

        tickets.verify(second);
        issue(Role.MONITOR, "monitor-key");
    }

    @Test
    void expired_ones_make_room() {
        issue(Role.ADMIN, "one");
        issue(Role.ADMIN, "one");
        issue(Role.ADMIN, "two");
        issue(Role.ADMIN, "two");

        clock.advance(TTL);

        issue(Role.ADMIN, "one");
        assertThat(tickets.outstanding()).isEqualTo(1);
    }

    @Test
    void a_wrong_guess_too_drops_the_expired() {
        issue();
        clock.advance(TTL);

        tickets.verify("wrong");

        assertThat(tickets.outstanding()).isZero();
    }

    @Test
    void a_clock_that_was_set_back_keeps_none_alive_beyond_its_time() {
        String ahead = issue().ticket();
        clock.advance(Duration.ofMinutes(-5));
        String behind = issue().ticket();

        clock.advance(TTL);

        assertThat(tickets.verify(behind)).isEmpty();
        assertThat(tickets.verify(ahead)).isPresent();
    }

    @Test
    void it_is_good_only_as_long_as_what_bought_it() {
        AtomicBoolean holds = new AtomicBoolean(true);
        Grant signIn = new Grant(Role.ADMIN, "admin-key", Proof.SIGN_IN, holds::get);
        String early = ((TicketIssue.Issued) tickets.issue(signIn)).ticket();
        String late = ((TicketIssue.Issued) tickets.issue(signIn)).ticket();

        Grant granted = tickets.verify(early).orElseThrow();
        holds.set(false);

        assertThat(tickets.verify(late)).isEmpty();
        assertThat(granted.lease().holds()).isFalse();
    }

    @Test
    void a_crowd_of_players_keeps_nobody_of_the_staff_from_getting_one() {
        for (String name : List.of("one", "two")) {
            Grant player = Grants.token(Role.PLAYER, name);
            assertThat(tickets.issue(player)).isInstanceOf(TicketIssue.Issued.class);
            assertThat(tickets.issue(player)).isInstanceOf(TicketIssue.Issued.class);
            assertThat(tickets.issue(player)).isInstanceOf(TicketIssue.Full.class);
        }
        assertThat(tickets.issue(Grants.token(Role.MODERATOR, "three")))
                .isInstanceOf(TicketIssue.Full.class);

        assertThat(tickets.verify(issue().ticket())).isPresent();
        assertThat(tickets.outstanding()).isEqualTo(4);
    }

    @Test
    void a_ticket_of_a_token_carries_its_claims_and_lasts_no_longer() {
        Grant player = Grants.token(Role.PLAYER, "u1", "chat").until(new Ending(clock));

        TicketIssue.Issued issued = (TicketIssue.Issued) tickets.issue(player);
        Grant granted = tickets.verify(issued.ticket()).orElseThrow();

        assertThat(issued.ttl()).isEqualTo(Ending.AFTER);
        assertThat(granted.claims()).isEqualTo(player.claims());
        assertThat(granted.userId()).isEqualTo("u1");
        assertThat(granted.proof()).isEqualTo(Proof.TICKET);
        assertThat(granted.lease().remaining()).contains(Ending.AFTER);
        String late = ((TicketIssue.Issued) tickets.issue(player)).ticket();
        clock.advance(Ending.AFTER);
        assertThat(tickets.verify(late)).isEmpty();
        assertThat(granted.lease().holds()).isFalse();
    }

    @Test
    void no_two_are_alike() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String ticket = issue().ticket();
            seen.add(ticket);
            tickets.verify(ticket);
        }

        assertThat(seen).hasSize(1000);
    }

    @Test
    void no_text_form_shows_the_ticket() {
        TicketIssue.Issued issued = issue();

        assertThat(issued.toString()).doesNotContain(issued.ticket());
        assertThat(WsToken.of(issued, Role.ADMIN, clock.instant()).toString())
                .doesNotContain(issued.ticket());
        assertThat(SecretDigest.of("s").toString()).isEqualTo("SecretDigest[***]");
    }

    private TicketIssue.Issued issue() {
        return issue(Role.ADMIN, "admin-key");
    }

    private TicketIssue.Issued issue(Role role, String name) {
        return (TicketIssue.Issued) tickets.issue(new Grant(role, name, Proof.KEY));
    }
}
