package io.vsgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When it looks for a game at all; how it ends one is tried by `LeftGameTest` and `SystemdIT`.
class EndGameCommandTest {
    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(strings = {"exit-code", "signal", "core-dump", "watchdog", "oom-kill"})
    void a_game_on_files_is_left_by_a_service_that_failed(String result) {
        assertThat(told(Map.of("VS_GAME_IO", "files", "SERVICE_RESULT", result)))
                .isEqualTo("a game is left for the next gateway (VS_GAME_IO)\n");
        assertThat(told(Map.of("SERVICE_RESULT", result))).isEqualTo("no game is left\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "timeout", "protocol"})
    void one_whose_service_is_to_end_is_ended(String result) {
        assertThat(told(Map.of("VS_GAME_IO", "files", "SERVICE_RESULT", result)))
                .isEqualTo("no game is left\n");
    }

    @Test
    void one_is_ended_by_hand() {
        assertThat(told(Map.of("VS_GAME_IO", "files"))).isEqualTo("no game is left\n");
    }

    private String told(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("VS_DATA_DIR", data.toString());
        CommandRun.Outcome outcome = new CommandRun(all).run("end-game");
        assertThat(outcome.exitCode()).isZero();
        return outcome.output();
    }
}
