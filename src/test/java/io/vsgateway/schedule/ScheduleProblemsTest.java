package io.vsgateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.TestSettings;
import io.vsgateway.console.command.Announcement;
import io.vsgateway.console.command.CommandPolicy;
import io.vsgateway.console.command.CommandSettings;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Dialects;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleProblemsTest {
    @Test
    void a_table_that_is_in_order_has_none() {
        assertThat(
                        problems(
                                true,
                                "vs.schedule.table",
                                "0 5 * * * restart; 0 4 * * * send /genbackup",
                                "vs.schedule.announce",
                                "/announce {action} in {time}"))
                .isEmpty();
        assertThat(problems(false)).isEmpty();
    }

    @Test
    void a_command_that_would_be_refused_each_time_stops_the_start() {
        assertThat(problems(true, "vs.schedule.table", "0 4 * * * send /op me"))
                .containsExactly(
                        "VS_SCHEDULE_TABLE: in \"0 4 * * * send /op me\" the command would be refused: blocked by policy");
        assertThat(problems(true, "vs.schedule.table", "0 4 * * * send hello"))
                .singleElement()
                .asString()
                .contains("would be refused: commands begin with /");
        assertThat(problems(true, "vs.schedule.announce", "Server {action}s"))
                .singleElement()
                .asString()
                .startsWith("VS_SCHEDULE_ANNOUNCE would be refused: ");
    }

    @Test
    void a_game_that_others_run_gets_commands_alone() {
        assertThat(problems(false, "vs.schedule.table", "0 4 * * * send /a; 0 5 * * * restart"))
                .containsExactly(
                        "VS_SCHEDULE_TABLE: \"0 5 * * * restart\" cannot be done to a game that the gateway does not run");
    }

    @Test
    void times_are_told_in_words() {
        assertThat(List.of("90m", "2h", "1m", "10s", "90s"))
                .extracting(text -> Announcement.wording(duration(text)))
                .containsExactly("90 minutes", "2 hours", "1 minute", "10 seconds", "90 seconds");
        assertThat(
                        Announcement.of(
                                "/announce {action} in {time}!", "restart", Duration.ofMinutes(5)))
                .isEqualTo("/announce restart in 5 minutes!");
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private static List<String> problems(boolean isRun, String... namesAndValues) {
        GameSettings game = TestSettings.of(GameSettings.class);
        var policy =
                new CommandPolicy(TestSettings.of(CommandSettings.class), game, Dialects.of(game));
        return ScheduleProblems.of(
                TestSettings.of(ScheduleSettings.class, namesAndValues), isRun, policy);
    }
}
