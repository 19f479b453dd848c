package io.vsgateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.game.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T05:00:00Z");

    private final List<Notice> notices = new ArrayList<>();
    private final Happenings happenings = new Happenings(EnumSet.allOf(Kind.class), notices::add);

    @Test
    void each_change_of_state_is_told_once() {
        happenings.state(new GameState.Starting(NOW, 7), List.of());
        happenings.state(new GameState.Starting(NOW, 8), List.of());
        happenings.state(new GameState.Running(NOW, 8), List.of());
        happenings.state(new GameState.Stopping(NOW, 8, "stop", NOW, NOW), List.of());
        happenings.state(new GameState.Stopped(NOW), List.of(run(0)));

        assertThat(notices)
                .extracting(Notice::kind)
                .containsExactly(Kind.STARTED, Kind.READY, Kind.STOPPED);
        assertThat(notices).extracting(Notice::id).doesNotHaveDuplicates();
    }

    @Test
    void of_a_game_that_was_taken_over_only_what_is_new_is_told() {
        happenings.takenOver(new GameState.Running(NOW, 7), playing("Ada", "Bo"), NOW);
        happenings.players(playing("Bo", "Cy"), NOW);
        happenings.state(new GameState.Running(NOW, 7), List.of());
        happenings.state(new GameState.Stopped(NOW), List.of(run(0)));

        assertThat(notices)
                .extracting(Notice::text)
                .containsExactly("Ada has left.", "Cy has joined.", "The game has stopped.");
    }

    @Test
    void a_crash_is_told_with_its_exit_code_and_the_next_start() {
        happenings.state(new GameState.BackingOff(NOW, NOW.plusSeconds(1), 1), List.of(run(139)));

        assertThat(notices)
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.kind()).isEqualTo(Kind.CRASHED);
                    assertThat(notice.exitCode()).isEqualTo(139);
                    assertThat(notice.until()).isEqualTo(NOW.plusSeconds(1));
                    assertThat(notice.text())
                            .isEqualTo(
                                    "The game has crashed, exit code 139, and is started again.");
                });
    }

    @Test
    void a_game_that_is_given_up_is_told_with_its_reason_without_secrets() {
        happenings.state(
                new GameState.GivenUp(NOW, "password=hunter2hunter2 \u001b[31mbad"), List.of());

        assertThat(notices.getFirst().kind()).isEqualTo(Kind.GIVEN_UP);
        assertThat(notices.getFirst().text())
                .startsWith("The game is given up: ")
                .doesNotContain("hunter2", "\u001b");
    }

    @Test
    void who_comes_and_who_leaves_is_told_but_not_who_was_there_at_first() {
        happenings.players(playing("Ada"), NOW);
        happenings.players(playing("Ada", "Bo"), NOW);
        happenings.players(playing("Bo"), NOW);
        happenings.players(report(null), NOW);
        happenings.players(playing("Cy"), NOW);

        assertThat(notices)
                .extracting(Notice::text)
                .containsExactly("Bo has joined.", "Ada has left.");
        assertThat(notices).extracting(Notice::player).containsExactly("Bo", "Ada");
    }

    @Test
    void what_is_not_wanted_is_not_told() {
        var few = new Happenings(Set.of(Kind.GIVEN_UP), notices::add);

        few.state(new GameState.Starting(NOW, 7), List.of());
        few.players(playing(), NOW);
        few.players(playing("Ada"), NOW);

        assertThat(notices).isEmpty();
    }

    private static Run run(int exitCode) {
        return new Run(7, NOW, NOW, exitCode, false, List.of());
    }

    private static Game.GameReport playing(String... names) {
        return report(List.of(names).stream().map(name -> new Player(name, NOW)).toList());
    }

    private static Game.GameReport report(@Nullable List<Player> players) {
        return new Game.GameReport(
                "managed",
                "vintagestory",
                new GameState.Running(NOW, 7),
                true,
                NOW,
                0,
                List.of(),
                players,
                null);
    }
}
