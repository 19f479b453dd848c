package io.vsgateway.game;

import java.time.Instant;
import java.util.List;

/// One ended run of the game process.
///
/// @param wanted whether its end was requested; this decides between "stopped" and "crashed", as
///   exit codes mean little (143 on a clean stop by SIGTERM, 0 on a failure)
/// @param lastLines its last lines, oldest first, at most `VS_GAME_RUNS_LINES`
public record Run(
        long pid,
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        boolean wanted,
        List<String> lastLines) {
    public Run {
        lastLines = List.copyOf(lastLines);
    }
}
