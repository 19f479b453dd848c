package io.vsgateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantTest {
    @Test
    void a_key_is_a_user_of_its_role_and_so_is_all_that_it_bought() {
        Grant key = Grants.key(Role.ADMIN);
        Grant link = new Grant(Role.ADMIN, "sign-in-link", Proof.LINK);

        for (Grant grant : List.of(key, key.as(Proof.TICKET), link.as(Proof.SIGN_IN))) {
            assertThat(grant.userId()).isEqualTo("key:admin");
            assertThat(grant.displayName()).isEqualTo("Admin");
            assertThat(grant.isPersonal()).isFalse();
        }
    }

    @Test
    void a_token_is_its_user_and_so_is_all_that_it_bought() {
        Grant ticket = Grants.token(Role.PLAYER, "u1").as(Proof.TICKET).until(() -> false);

        assertThat(ticket.userId()).isEqualTo("u1");
        assertThat(ticket.displayName()).isEqualTo("Name of u1");
        assertThat(ticket.isPersonal()).isTrue();
        assertThat(ticket.lease().holds()).isFalse();
    }

    @Test
    void who_showed_nothing_is_nobody() {
        assertThat(Grant.ANONYMOUS.userId()).isEmpty();
        assertThat(Grant.ANONYMOUS.isAnonymous()).isTrue();
        assertThat(Grant.ANONYMOUS.isPersonal()).isFalse();
    }

    @Test
    void what_is_bought_lasts_no_longer_than_what_is_left() {
        Lease brief =
                new Lease() {
                    @Override
                    public boolean holds() {
                        return true;
                    }

                    @Override
                    public Optional<Duration> remaining() {
                        return Optional.of(Duration.ofSeconds(5));
                    }
                };

        assertThat(brief.within(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(5));
        assertThat(brief.within(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(Lease.LASTING.within(Duration.ofDays(3))).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void a_key_never_expires_and_what_is_bought_does_with_its_lease() {
        var clock = new TestClock();
        Grant key = Grants.key(Role.ADMIN);

        assertThat(key.expiresAt(clock.instant())).isEmpty();
        assertThat(key.until(new Ending(clock)).expiresAt(clock.instant()))
                .contains(clock.instant().plus(Ending.AFTER));
    }

    @Test
    void topics_are_named_whole_or_by_how_they_begin() {
        var names = new TopicNames(List.of("chat:global", "room:vip*", "app:tasks:*"));

        assertThat(List.of("chat:global", "room:vip", "room:vip2", "app:tasks:1"))
                .allMatch(names::has);
        assertThat(List.of("chat:globally", "chat:", "room:vi", "app:tasks", "", "*"))
                .noneMatch(names::has);
        assertThat(TopicNames.NONE.has("chat:global")).isFalse();
    }
}
