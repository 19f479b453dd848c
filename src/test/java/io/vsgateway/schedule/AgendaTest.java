package io.vsgateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final List<Duration> COUNTDOWN =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(5));

    @Test
    void players_are_told_at_each_step_of_the_countdown_and_then_it_is_done() {
        Agenda agenda = agenda("0 5 * * * restart", "04:00:00");

        assertThat(agenda.next()).contains(at("04:50:00"));
        assertThat(take(agenda, "04:49:59")).isEmpty();
        assertThat(take(agenda, "04:50:00")).containsExactly("notice PT10M");
        assertThat(take(agenda, "04:50:01")).isEmpty();
        assertThat(agenda.next()).contains(at("04:55:00"));
        assertThat(take(agenda, "04:55:00")).containsExactly("notice PT5M");
        assertThat(take(agenda, "04:59:00")).containsExactly("notice PT1M");
        assertThat(agenda.next()).contains(at("05:00:00"));
        assertThat(take(agenda, "05:00:00")).containsExactly("turn");
        assertThat(take(agenda, "05:00:00")).isEmpty();
        assertThat(agenda.next()).contains(at("04:50:00").plus(Duration.ofDays(1)));
    }

    @Test
    void a_gateway_that_starts_within_the_countdown_tells_the_rest_of_it() {
        Agenda agenda = agenda("0 5 * * * restart", "04:52:00");

        assertThat(take(agenda, "04:52:00")).isEmpty();
        assertThat(take(agenda, "04:55:00")).containsExactly("notice PT5M");
    }

    @Test
    void of_several_steps_that_passed_meanwhile_only_the_last_is_told() {
        Agenda agenda = agenda("0 5 * * * stop", "04:00:00");

        assertThat(take(agenda, "04:56:00")).containsExactly("notice PT5M");
    }

    @Test
    void what_does_not_end_the_game_is_not_announced() {
        Agenda agenda = agenda("0 5 * * * send /hello;0 5 * * * start", "04:00:00");

        assertThat(agenda.next()).contains(at("05:00:00"));
        assertThat(take(agenda, "04:59:00")).isEmpty();
        assertThat(take(agenda, "05:00:00")).containsExactly("turn", "turn");
    }

    @Test
    void what_was_missed_is_told_once_and_not_made_up_for() {
        Agenda agenda = agenda("0 * * * * send /hello", "04:30:00");

        assertThat(take(agenda, "09:15:00")).containsExactly("missed 2026-05-01T05:00:00Z");
        assertThat(agenda.next()).contains(at("10:00:00"));
        assertThat(take(agenda, "10:00:59")).containsExactly("turn");
    }

    @Test
    void a_minute_is_late_enough_to_be_missed() {
        assertThat(take(agenda("0 5 * * * send x", "04:00:00"), "05:01:00"))
                .containsExactly("turn");
        assertThat(take(agenda("0 5 * * * send x", "04:00:00"), "05:01:01"))
                .containsExactly("missed 2026-05-01T05:00:00Z");
    }

    @Test
    void a_clock_that_is_set_back_a_little_does_nothing_twice() {
        Agenda agenda = agenda("0 5 * * * send x", "04:00:00");

        assertThat(take(agenda, "05:00:00")).containsExactly("turn");
        assertThat(take(agenda, "04:30:00")).isEmpty();
        assertThat(take(agenda, "05:00:00")).isEmpty();
    }

    @Test
    void a_clock_that_was_wrong_by_hours_is_believed_anew() {
        Agenda agenda = agenda("0 5 * * * send x", "12:00:00");

        assertThat(take(agenda, "04:00:00")).isEmpty();
        assertThat(agenda.next()).contains(at("05:00:00"));
        assertThat(take(agenda, "05:00:00")).containsExactly("turn");
    }

    @Test
    void an_empty_timetable_never_has_anything_due() {
        assertThat(agenda("", "04:00:00").next()).isEmpty();
    }

    private static Agenda agenda(String table, String now) {
        return new Agenda(Timetable.of(Optional.of(table), Optional.of("UTC")), COUNTDOWN, at(now));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-05-01T" + time + "Z");
    }

    private static List<String> take(Agenda agenda, String now) {
        return agenda.take(at(now)).stream()
                .map(due ->
                        switch (due) {
                            case Agenda.Due.Notice(_, Duration left) -> "notice " + left;
                            case Agenda.Due.Turn _ -> "turn";
                            case Agenda.Due.Missed(_, Instant when) -> "missed " + when;
                        })
                .toList();
    }
}
