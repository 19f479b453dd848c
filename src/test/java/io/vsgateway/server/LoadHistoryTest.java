package io.vsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoadHistoryTest {
    private static final long SELF = ProcessHandle.current().pid();

    private Instant now = Instant.parse("2026-01-31T10:00:00Z");
    private GameState state = new GameState.Stopped(now);
    private @Nullable List<Player> players;
    private final ProcessLoad load = new ProcessLoad(Path.of("/proc"), () -> now);
    private final LoadHistory history = new LoadHistory(this::report, load, () -> now);

    @Test
    void what_is_not_known_is_left_open() {
        history.sample();

        assertThat(history.samples())
                .containsExactly(new LoadHistory.Sample(now, null, null, null));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void players_and_what_the_process_used_since_the_sample_before_are_remembered() {
        state = new GameState.Running(now, SELF);
        players = List.of(new Player("Erney", now));
        history.sample();
        now = now.plusSeconds(30);
        history.sample();

        LoadHistory.Sample first = history.samples().getFirst();
        LoadHistory.Sample second = history.samples().getLast();
        assertThat(first.players()).isEqualTo(1);
        assertThat(first.cpuPercent()).as("nothing to compare with").isNull();
        assertThat(first.memoryBytes()).isPositive();
        assertThat(second.at()).isEqualTo(now);
        assertThat(second.cpuPercent()).isNotNegative();
    }

    @Test
    void the_oldest_leave_for_the_newest() {
        for (int i = 0; i < LoadHistory.KEPT + 5; i++) {
            now = now.plusSeconds(30);
            history.sample();
        }

        assertThat(history.samples()).hasSize(LoadHistory.KEPT);
        assertThat(history.samples().getLast().at()).isEqualTo(now);
        assertThat(history.samples().getFirst().at())
                .isEqualTo(now.minusSeconds(30L * (LoadHistory.KEPT - 1)));
    }

    private GameReport report() {
        return new GameReport("managed", "plain", state, true, null, 0, List.of(), players, null);
    }
}
