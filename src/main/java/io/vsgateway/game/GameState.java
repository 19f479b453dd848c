package io.vsgateway.game;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the game process is doing.
///
/// ```
/// Stopped ─start→ Starting ─ready line→ Running ─stop→ Stopping ─exit→ Stopped
///                    └──────exit, not asked for──┴→ BackingOff ─→ Starting
///                                                ├ too many in the window → GivenUp
///                                                └ restarts are switched off → Crashed
/// ```
///
/// [Following] is the one state of a game that others run and whose log files are followed.
public sealed interface GameState {
    /// When this state began.
    Instant since();

    /// When it is over by itself, if that is known.
    default @Nullable Instant until() {
        return null;
    }

    /// No process; it never ran, or its stop was asked for.
    record Stopped(Instant since) implements GameState {}

    /// The process lives and has not yet said that it is ready.
    record Starting(Instant since, long pid) implements GameState {}

    /// The process lives and said that it is ready.
    record Running(Instant since, long pid) implements GameState {}

    /// A stop was asked for; `step` is the step of the stop ladder that is under way, and `until`
    /// when it is over at the latest and the next one begins.
    record Stopping(Instant since, long pid, String step, Instant until) implements GameState {}

    /// The process ended and nobody had asked for it; it is not going to be restarted by itself.
    record Crashed(Instant since, int exitCode) implements GameState {}

    /// It crashed and is to be started again at `until`; `attempt` counts from 1.
    record BackingOff(Instant since, Instant until, int attempt) implements GameState {}

    /// It crashed too often, may not be started at all, or has not wholly ended; only a request
    /// starts it again.
    ///
    /// @param pids what is in the way of a start, as it still runs; it can be stopped and killed
    record GivenUp(Instant since, String reason, List<Long> pids) implements GameState {
        public GivenUp {
            pids = List.copyOf(pids);
        }

        /// With nothing in the way.
        public GivenUp(Instant since, String reason) {
            this(since, reason, List.of());
        }
    }

    /// Its log files are followed; whether the process lives is not known.
    record Following(Instant since) implements GameState {}

    /// The name used on the wire, such as `backing_off`.
    default String label() {
        return switch (this) {
            case Stopped _ -> "stopped";
            case Starting _ -> "starting";
            case Running _ -> "running";
            case Stopping _ -> "stopping";
            case Crashed _ -> "crashed";
            case BackingOff _ -> "backing_off";
            case GivenUp _ -> "given_up";
            case Following _ -> "following";
        };
    }
}
