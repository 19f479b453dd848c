package io.vsgateway.game.process;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Players;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/// What every run of one game shares.
///
/// @param timer runs short actions only
/// @param bell rings when the state of a run, or what is asked of the game, has changed
/// @param out takes every line, from any thread
/// @param players learns from the game's lines who is playing
/// @param notes for another gateway
public record RunContext(
        GameSettings settings,
        Dialect dialect,
        InstantSource clock,
        ScheduledExecutorService timer,
        Bell bell,
        ConsoleLine.Sink out,
        Players players,
        Notes notes) {
    public Instant now() {
        return clock.instant();
    }
}
