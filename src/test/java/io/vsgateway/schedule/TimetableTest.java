package io.vsgateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {
    private static final String BERLIN = "Europe/Berlin";

    @Test
    void lines_are_those_of_a_crontab() {
        Timetable timetable =
                of(
                        "# each morning\n0 5 * * *  restart\n; */30 * * * * send  /announce a  b;0 4 * * sun stop\n10 4 * * 0 start");

        assertThat(timetable.entries())
                .extracting(Timetable.Entry::toString)
                .containsExactly(
                        "0 5 * * * restart",
                        "*/30 * * * * send /announce a  b",
                        "0 4 * * sun stop",
                        "10 4 * * 0 start");
        assertThat(timetable.entries())
                .extracting(entry -> entry.action().endsGame())
                .containsExactly(true, false, true, false);
    }

    @Test
    void without_a_table_nothing_is_done() {
        assertThat(Timetable.of(Optional.empty(), Optional.empty()).entries()).isEmpty();
        assertThat(Timetable.of(Optional.empty(), Optional.empty()).zone())
                .isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void times_are_those_of_the_zone() {
        assertThat(next("0 5 * * * restart", "2026-01-10T12:00:00Z", 1))
                .containsExactly("2026-01-11T04:00:00Z");
        assertThat(next("0 5 * * * restart", "2026-07-10T12:00:00Z", 1))
                .containsExactly("2026-07-11T03:00:00Z");
    }

    @Test
    void a_time_that_a_day_does_not_have_is_left_out_on_it() {
        assertThat(next("30 2 * * * restart", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void a_time_that_a_day_has_twice_is_taken_once() {
        assertThat(next("30 2 * * * restart", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void every_hour_is_every_hour_also_when_clocks_are_set() {
        assertThat(next("0 * * * * restart", "2026-10-24T23:30:00Z", 4))
                .containsExactly(
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T03:00:00Z");
        assertThat(next("0 * * * * restart", "2026-03-28T23:30:00Z", 3))
                .containsExactly(
                        "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
    }

    @Test
    void with_a_day_of_the_month_and_one_of_the_week_either_will_do() {
        assertThat(next("0 12 13 * 5 restart", "2026-03-01T12:00:00Z", 3))
                .containsExactly(
                        "2026-03-06T11:00:00Z", "2026-03-13T11:00:00Z", "2026-03-20T11:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * * restart | Value 61 not in range [0, 59]",
                "*/0 * * * * restart | Period 0 not in range",
                "x * * * * restart | is no cron expression",
                "5-1 * * * * restart | Invalid range! [5,1]",
                "0 0 30 2 * restart | that time never comes",
                "* * * * restart | it takes five fields",
                "@daily restart | it takes five fields",
                "0 5 * * * dance | \"dance\" is not restart, stop, start or send",
                "0 0 5 * * * restart | \"*\" is not restart",
                "0 5 * * * send | behind \"send\" stands no command",
                "0 5 * * * restart now | nothing may stand behind \"restart\""
            })
    void a_line_that_is_wrong_is_told_with_its_words(String line, String why) {
        assertThatThrownBy(() -> of("0 1 * * * restart\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("VS_SCHEDULE_TABLE: in \"" + line + "\" ")
                .hasMessageContaining(why);
    }

    @Test
    void a_zone_that_is_none_is_told() {
        assertThatThrownBy(() ->
                        Timetable.of(Optional.of("0 5 * * * stop"), Optional.of("Mars/Olympus")))
                .hasMessage(
                        "VS_SCHEDULE_ZONE is no time zone such as Europe/Berlin or UTC: Mars/Olympus");
    }

    @Test
    void there_are_a_hundred_lines_at_most() {
        assertThat(of("0 5 * * * stop;".repeat(100)).entries()).hasSize(100);
        assertThatThrownBy(() -> of("0 5 * * * stop;".repeat(101)))
                .hasMessage("VS_SCHEDULE_TABLE has 101 lines: 100 at most");
    }

    private static Timetable of(String table) {
        return Timetable.of(Optional.of(table), Optional.of(BERLIN));
    }

    private static List<String> next(String line, String after, int times) {
        Timetable timetable = of(line);
        var found = new ArrayList<String>();
        Instant at = Instant.parse(after);
        while (found.size() < times) {
            at = timetable.entries().getFirst().next(at, timetable.zone()).orElseThrow();
            found.add(at.toString());
        }
        return found;
    }
}
