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
import org.junit.jupiter.api.Test;

class SignInsTest {
    private static final Duration TTL = Duration.ofHours(12);

    private final TestClock clock = new TestClock();
    private final SignIns signIns = new SignIns(TTL, 3, clock, new SecureRandom());

    @Test
    void a_token_stands_for_the_role_and_name_of_who_asked_any_number_of_times() {
        SignIns.Issued issued = signIns.begin(new Grant(Role.MONITOR, "monitor-key", Proof.KEY));

        assertThat(issued.token()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.ttl()).isEqualTo(TTL);
        for (int i = 0; i < 3; i++) {
            Grant grant = signIns.verify(issued.token()).orElseThrow();
            assertThat(grant.role()).isEqualTo(Role.MONITOR);
            assertThat(grant.name()).isEqualTo("monitor-key");
            assertThat(grant.proof()).isEqualTo(Proof.SIGN_IN);
        }
    }

    @Test
    void it_is_good_until_its_time_is_over_however_often_it_is_used() {
        String token = begin("admin-key");

        clock.advance(TTL.minusNanos(1));
        assertThat(signIns.verify(token)).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(signIns.verify(token)).isEmpty();
        assertThat(signIns.count()).isZero();
    }

    @Test
    void an_ended_one_is_good_no_more_and_others_stay() {
        String ended = begin("admin-key");
        String other = begin("admin-key");

        signIns.end(ended);
        signIns.end("unknown");

        assertThat(signIns.verify(ended)).isEmpty();
        assertThat(signIns.verify(other)).isPresent();
    }

    @Test
    void one_too_many_ends_the_oldest_of_the_credential_that_holds_the_most() {
        String admin = begin("admin-key");
        String first = begin("monitor-key");
        String second = begin("monitor-key");

        String third = begin("monitor-key");

        assertThat(signIns.verify(first)).isEmpty();
        assertThat(signIns.verify(admin)).isPresent();
        assertThat(signIns.verify(second)).isPresent();
        assertThat(signIns.verify(third)).isPresent();
        assertThat(signIns.count()).isEqualTo(3);
    }

    @Test
    void a_monitor_at_the_bound_ends_its_own_even_if_an_administrator_holds_more() {
        String mine = signIns.begin(new Grant(Role.MONITOR, "monitor-key", Proof.KEY)).token();
        String first = begin("admin-key");
        String second = begin("admin-key");

        String next = signIns.begin(new Grant(Role.MONITOR, "monitor-key", Proof.KEY)).token();

        assertThat(signIns.verify(mine)).isEmpty();
        assertThat(signIns.verify(first)).isPresent();
        assertThat(signIns.verify(second)).isPresent();
        assertThat(signIns.verify(next)).isPresent();
    }

    @Test
    void who_came_with_one_holds_nothing_any_more_once_it_is_ended() {
        String token = begin("admin-key");
        Grant held = signIns.verify(token).orElseThrow();
        assertThat(held.lease().holds()).isTrue();

        signIns.end(token);

        assertThat(held.lease().holds()).isFalse();
    }

    @Test
    void who_came_with_one_holds_nothing_any_more_once_its_time_is_over() {
        Grant held = signIns.verify(begin("admin-key")).orElseThrow();

        clock.advance(TTL);

        assertThat(held.lease().holds()).isFalse();
    }

    @Test
    void who_came_with_one_holds_nothing_any_more_once_it_made_room() {
        Grant held = signIns.verify(begin("admin-key")).orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(held.lease().holds()).isTrue();
            begin("admin-key");
        }

        assertThat(held.lease().holds()).isFalse();
    }

    @Test
    void players_have_five_each_and_put_out_nobody_but_each_other() {
        var signIns = new SignIns(TTL, 6, clock, new SecureRandom());
        String admin = signIns.begin(new Grant(Role.ADMIN, "admin-key", Proof.KEY)).token();
        String first = signIns.begin(Grants.token(Role.PLAYER, "u1")).token();
        for (int i = 0; i < 5; i++) {
            signIns.begin(Grants.token(Role.PLAYER, "u1"));
        }
        assertThat(signIns.verify(first)).isEmpty();

        for (int i = 0; i < 10; i++) {
            signIns.begin(Grants.token(Role.PLAYER, "player " + i));
        }

        assertThat(signIns.verify(admin)).isPresent();
        assertThat(signIns.count()).isEqualTo(7);
    }

    @Test
    void one_of_a_token_carries_its_claims_and_lasts_no_longer() {
        SignIns.Issued issued =
                signIns.begin(Grants.token(Role.ADMIN, "boss").until(new Ending(clock)));

        assertThat(issued.ttl()).isEqualTo(Ending.AFTER);
        assertThat(signIns.verify(issued.token())).map(Grant::userId).contains("boss");
        clock.advance(Ending.AFTER);
        assertThat(signIns.verify(issued.token())).isEmpty();
    }

    @Test
    void expired_ones_make_room() {
        begin("admin-key");
        begin("admin-key");
        clock.advance(Duration.ofHours(6));
        String later = begin("monitor-key");
        clock.advance(Duration.ofHours(6));

        begin("admin-key");

        assertThat(signIns.verify(later)).isPresent();
        assertThat(signIns.count()).isEqualTo(2);
    }

    @Test
    void unknown_texts_are_refused() {
        String token = begin("admin-key");

        assertThat(signIns.verify("")).isEmpty();
        assertThat(signIns.verify(token + "x")).isEmpty();
    }

    @Test
    void no_text_form_shows_the_token() {
        SignIns.Issued issued = signIns.begin(new Grant(Role.ADMIN, "admin-key", Proof.KEY));

        assertThat(issued.toString()).doesNotContain(issued.token());
        assertThat(SignIn.of(issued, Role.ADMIN, clock.instant()).toString())
                .doesNotContain(issued.token());
    }

    private String begin(String name) {
        return signIns.begin(new Grant(Role.ADMIN, name, Proof.KEY)).token();
    }
}
