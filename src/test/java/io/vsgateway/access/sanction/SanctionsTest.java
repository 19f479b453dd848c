package io.vsgateway.access.sanction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.access.Claims;
import io.vsgateway.access.Grants;
import io.vsgateway.access.TestClock;
import io.vsgateway.access.sanction.Sanction.Kind;
import io.vsgateway.access.sanction.Sanctions.Taken.Done;
import io.vsgateway.access.sanction.Sanctions.Taken.Full;
import io.vsgateway.access.sanction.Sanctions.Taken.Older;
import io.vsgateway.wire.channel.ChannelMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanctionsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final List<Sanction> kept = new ArrayList<>();
    private final Sanctions sanctions = new Sanctions(clock, 4, kept::add);

    @Test
    void the_longest_is_the_same_by_every_way() {
        assertThat(Duration.ofSeconds(ChannelMessage.MAX_SECONDS)).isEqualTo(Sanction.LONGEST);
    }

    @Test
    void a_ban_keeps_its_user_out_until_it_is_over() {
        sanctions.apply(sanction(Kind.BAN, "u9", ""));

        assertThat(sanctions.isBanned("u9")).isTrue();
        assertThat(sanctions.isBanned("u1")).isFalse();
        assertThat(sanctions.muted("u9", "chat:global")).isEmpty();
        assertThat(sanctions.isRevoked(claims("u9", "t", now()))).isFalse();
        clock.advance(HOUR.minusNanos(1));
        assertThat(sanctions.isBanned("u9")).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(sanctions.isBanned("u9")).isFalse();
        assertThat(sanctions.list(Kind.BAN, "", 10)).isEmpty();
    }

    @Test
    void a_mute_holds_on_its_topic_or_everywhere() {
        sanctions.apply(sanction(Kind.MUTE, "u1", "chat:global"));
        sanctions.apply(sanction(Kind.MUTE, "u2", ""));

        assertThat(sanctions.muted("u1", "chat:global")).contains(HOUR);
        assertThat(sanctions.muted("u1", "chat:guild:oak")).isEmpty();
        assertThat(sanctions.muted("u1", "")).isEmpty();
        assertThat(sanctions.muted("u2", "chat:global")).contains(HOUR);
        assertThat(sanctions.muted("u2", "")).contains(HOUR);
        assertThat(sanctions.isBanned("u2")).isFalse();
    }

    @Test
    void of_two_mutes_the_longer_one_counts() {
        sanctions.apply(sanction(Kind.MUTE, "u1", "", HOUR));
        sanctions.apply(sanction(Kind.MUTE, "u1", "chat:global", HOUR.multipliedBy(2)));
        assertThat(sanctions.muted("u1", "chat:global")).contains(HOUR.multipliedBy(2));

        clock.advance(Duration.ofSeconds(1));
        sanctions.apply(sanction(Kind.MUTE, "u1", "", HOUR.multipliedBy(3)));
        assertThat(sanctions.muted("u1", "chat:global")).contains(HOUR.multipliedBy(3));
    }

    @Test
    void one_token_is_taken_back_by_its_id() {
        sanctions.apply(sanction(Kind.TOKEN, "t-1", ""));

        assertThat(sanctions.isRevoked(claims("u1", "t-1", now()))).isTrue();
        assertThat(sanctions.isRevoked(claims("u1", "t-2", now()))).isFalse();
        assertThat(sanctions.isRevoked(claims("t-1", null, now()))).isFalse();
    }

    @Test
    void all_tokens_of_a_user_are_taken_back_that_were_issued_before() {
        sanctions.apply(sanction(Kind.USER, "u1", ""));

        assertThat(sanctions.isRevoked(claims("u1", "t", now().minusSeconds(1)))).isTrue();
        assertThat(sanctions.isRevoked(claims("u1", "t", null))).isTrue();
        assertThat(sanctions.isRevoked(claims("u1", "t", now()))).isFalse();
        assertThat(sanctions.isRevoked(claims("u1", "t", now().plusSeconds(1)))).isFalse();
        assertThat(sanctions.isRevoked(claims("u2", "t", null))).isFalse();
    }

    @Test
    void a_new_one_takes_the_place_of_the_one_before_and_lifting_takes_it_away() {
        sanctions.apply(sanction(Kind.BAN, "u9", ""));
        clock.advance(Duration.ofSeconds(1));
        sanctions.apply(sanction(Kind.BAN, "u9", "", Duration.ofMinutes(1)));
        assertThat(sanctions.get(Kind.BAN, "u9", "").orElseThrow().until())
                .isEqualTo(now().plusSeconds(60));

        sanctions.apply(sanction(Kind.BAN, "u9", "").lifted(now(), "admin-key"));

        assertThat(sanctions.isBanned("u9")).isFalse();
        assertThat(kept).hasSize(3);
        assertThat(sanctions.all()).isEmpty();
    }

    @Test
    void at_the_bound_those_that_are_over_leave_and_else_a_new_one_is_refused() {
        for (int i = 0; i < 4; i++) {
            assertThat(sanctions.apply(sanction(Kind.BAN, "u" + i, ""))).isTrue();
        }
        assertThat(sanctions.apply(sanction(Kind.MUTE, "u9", ""))).isFalse();
        assertThat(sanctions.take(sanction(Kind.MUTE, "u9", ""))).isEqualTo(new Full());
        assertThat(sanctions.muted("u9", "")).isEmpty();
        assertThat(kept).hasSize(4);
        assertThat(sanctions.apply(sanction(Kind.BAN, "u1", "", HOUR.multipliedBy(2)))).isTrue();

        clock.advance(HOUR);

        assertThat(sanctions.apply(sanction(Kind.MUTE, "u9", ""))).isTrue();
        assertThat(sanctions.isBanned("u1")).isTrue();
        assertThat(sanctions.all()).hasSize(2);
    }

    @Test
    void moderators_leave_room_for_those_above_them() {
        var ten = new Sanctions(clock, 10, kept::add);
        for (int i = 0; i < 9; i++) {
            assertThat(ten.hasRoomForModerators()).isTrue();
            ten.apply(sanction(Kind.MUTE, "u" + i, ""));
        }

        assertThat(ten.hasRoomForModerators()).isFalse();
        assertThat(ten.apply(sanction(Kind.TOKEN, "stolen", ""))).isTrue();
        clock.advance(HOUR);
        assertThat(ten.hasRoomForModerators()).isTrue();
    }

    @Test
    void lifting_makes_room() {
        for (int i = 0; i < 4; i++) {
            sanctions.apply(sanction(Kind.BAN, "u" + i, ""));
        }
        sanctions.apply(sanction(Kind.BAN, "u0", "").lifted(now(), "x"));
        sanctions.apply(sanction(Kind.BAN, "u0", "").lifted(now(), "x"));

        assertThat(sanctions.apply(sanction(Kind.BAN, "u5", ""))).isTrue();
        assertThat(sanctions.apply(sanction(Kind.BAN, "u6", ""))).isFalse();
    }

    @Test
    void a_list_is_read_in_pieces() {
        var many = Sanctions.inMemory(clock);
        for (String user : List.of("b", "a", "d", "c")) {
            many.apply(sanction(Kind.MUTE, user, ""));
            many.apply(sanction(Kind.MUTE, user, "chat:global"));
        }

        assertThat(many.list(Kind.MUTE, "", 100)).hasSize(8);
        assertThat(many.list(Kind.MUTE, "b", 3))
                .extracting(Sanction::subject)
                .containsExactly("c", "c", "d");
        assertThat(many.list(Kind.BAN, "", 100)).isEmpty();
    }

    /// Whatever happens, however late it is told, in whatever order and how often.
    @Test
    void it_follows_from_what_was_decided_and_from_nothing_else() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var early = new Sanctions(clock, 500, _ -> {});
        var late = new Sanctions(clock, 500, _ -> {});
        var told = new ArrayList<Sanction>();
        early.tellOf(told::add);
        for (int i = 0; i < 5000; i++) {
            Kind kind = Kind.values()[random.nextInt(4)];
            String topic = kind == Kind.MUTE && random.nextBoolean() ? "chat:global" : "";
            // By a clock that is now ahead and now behind.
            Instant at = now().plusSeconds(random.nextInt(600) - 300);
            Instant until = at.plusSeconds(random.nextInt(4) * 30L);
            early.apply(new Sanction(kind, "u" + random.nextInt(40), topic, at, until, "x", ""));
            clock.advance(Duration.ofMillis(random.nextInt(3000)));
        }
        told.addAll(told.subList(0, 2000));
        Collections.shuffle(told, random);
        told.forEach(late::take);

        assertThat(late.all()).as("seed " + seed).isNotEmpty().isEqualTo(early.all());
    }

    @Test
    void what_was_decided_before_changes_nothing_and_is_answered_with_what_holds() {
        Sanction ban = sanction(Kind.BAN, "u9", "");
        clock.advance(Duration.ofSeconds(1));
        sanctions.apply(ban.lifted(now(), "x"));

        assertThat(sanctions.take(ban)).isEqualTo(new Older(ban.lifted(now(), "x")));
        assertThat(sanctions.isBanned("u9")).isFalse();

        Sanction longer = sanction(Kind.BAN, "u8", "", Duration.ofDays(9));
        clock.advance(Duration.ofSeconds(1));
        Sanction shorter = sanction(Kind.BAN, "u8", "");
        assertThat(sanctions.take(shorter)).isEqualTo(new Done());
        assertThat(sanctions.take(longer)).isEqualTo(new Older(shorter));
        kept.clear();
        assertThat(sanctions.take(shorter)).isEqualTo(new Done());
        assertThat(kept).as("nothing was new").isEmpty();
    }

    @Test
    void what_is_decided_here_counts_as_later_than_what_is_known_whatever_the_clocks_say() {
        List<Sanction> told = new ArrayList<>();
        sanctions.tellOf(told::add);
        Instant ahead = now().plusSeconds(300);
        sanctions.take(new Sanction(Kind.BAN, "u9", "", ahead, ahead.plus(HOUR), "x", ""));

        sanctions.apply(sanction(Kind.BAN, "u9", "").lifted(now(), "y"));

        assertThat(sanctions.isBanned("u9")).isFalse();
        assertThat(told).hasSize(1).allMatch(one -> one.at().isAfter(ahead) && one.isLifting());
        sanctions.apply(sanction(Kind.BAN, "u9", "", Duration.ofMinutes(1)));
        assertThat(sanctions.isBanned("u9")).isTrue();
        assertThat(Duration.between(told.getLast().at(), told.getLast().until()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void what_was_lifted_is_remembered_for_a_while_and_within_a_bound() {
        for (int i = 0; i <= Liftings.MOST; i++) {
            sanctions.apply(sanction(Kind.BAN, "u" + i, "").lifted(now(), "x"));
        }
        assertThat(sanctions.memory())
                .hasSize(Liftings.MOST)
                .noneMatch(one -> one.subject().equals("u0"));

        clock.advance(Liftings.LONGEST.plusSeconds(1));
        sanctions.apply(sanction(Kind.BAN, "last", "").lifted(now(), "x"));

        assertThat(sanctions.memory()).extracting(Sanction::subject).containsExactly("last");
        Sanction old = sanction(Kind.BAN, "old", "").lifted(now(), "x");
        clock.advance(Liftings.LONGEST.plusSeconds(1));
        kept.clear();
        assertThat(sanctions.take(old)).isEqualTo(new Done());
        assertThat(kept).as("it is no news").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "nul\u0000", "esc\u001b[0m"})
    void a_subject_can_stand_in_a_line(String subject) {
        assertThatThrownBy(() -> sanction(Kind.BAN, subject, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonsense_cannot_be_made() {
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> sanction(Kind.BAN, "u".repeat(129), ""),
                        () -> sanction(Kind.BAN, "u", "chat:global"),
                        () -> sanction(Kind.MUTE, "u", "t".repeat(129)),
                        () -> sanction(Kind.MUTE, "u", "a\nb"),
                        () -> sanction(Kind.MUTE, "u", "", Duration.ofSeconds(-1)),
                        () ->
                                new Sanction(
                                        Kind.BAN, "u", "", now(), now(), "x", "r".repeat(201)))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Sanction sanction(Kind kind, String subject, String topic) {
        return sanction(kind, subject, topic, HOUR);
    }

    private Sanction sanction(Kind kind, String subject, String topic, Duration time) {
        return new Sanction(kind, subject, topic, now(), now().plus(time), "admin-key", "spam");
    }

    private static Claims claims(String user, @Nullable String id, @Nullable Instant issued) {
        Claims some = Grants.claims(user);
        return new Claims(
                user,
                user,
                null,
                null,
                List.of(),
                some.subscribe(),
                some.publish(),
                Set.of(),
                Set.of(),
                Map.of(),
                id,
                issued,
                null);
    }

    private Instant now() {
        return clock.instant();
    }
}
