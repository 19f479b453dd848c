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
/// [Following] is the only state of a game that others run and whose log files are followed, and
/// [None] of a gateway that has no game. A game that another gateway has is [Unreachable] while
/// nothing is heard of that one.
public sealed interface GameState {
    /// When this state began.
    Instant since();

    /// When it ends by itself, if that is known.
    default @Nullable Instant until() {
        return null;
    }

    /// When all of a stop is over at the latest, if one is under way.
    default @Nullable Instant stopsBy() {
        return null;
    }

    /// There is no process: the game never ran, or was stopped on request.
    record Stopped(Instant since) implements GameState {}

    /// The process is alive and has not yet said that it is ready.
    record Starting(Instant since, long pid) implements GameState {}

    /// The process is alive and has said that it is ready.
    record Running(Instant since, long pid) implements GameState {}

    /// A stop was requested; `step` is the current step of the stop ladder, and `until` is the
    /// latest time at which it ends and the next one begins. `stopsBy` is the same for the whole
    /// ladder: it moves to an earlier time whenever a step takes less than it may.
    record Stopping(Instant since, long pid, String step, Instant until, Instant stopsBy)
            implements GameState {}

    /// The process ended without a request; it will not restart by itself.
    record Crashed(Instant since, int exitCode) implements GameState {}

    /// It crashed and will restart at `until`; `attempt` counts from 1.
    record BackingOff(Instant since, Instant until, int attempt) implements GameState {}

    /// It crashed too often, cannot be started at all, or has not ended completely; only a request
    /// starts it again.
    ///
    /// @param pids the processes that still run and prevent a start; they can be stopped and killed
    record GivenUp(Instant since, String reason, List<Long> pids) implements GameState {
        public GivenUp {
            pids = List.copyOf(pids);
        }

        /// Nothing prevents a start.
        public GivenUp(Instant since, String reason) {
            this(since, reason, List.of());
        }
    }

    /// Its log files are followed; whether the process is alive is not known.
    record Following(Instant since) implements GameState {
        /// Why it is neither started nor ended here.
        public static final String NOT_OURS =
                "the game is run by others: the gateway only follows its log files (VS_GAME_LOG_FILES)";
    }

    /// The gateway that has it cannot be reached.
    record Unreachable(Instant since, String reason) implements GameState {}

    /// There is no game.
    record None(Instant since) implements GameState {}

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
            case Unreachable _ -> "unreachable";
            case None _ -> "none";
        };
    }

    /// Whether the game runs or is about to, and is not being ended.
    default boolean isUp() {
        return this instanceof Starting || this instanceof Running;
    }

    /// The process, while there is one; also one that prevents a start.
    default @Nullable Long processId() {
        return switch (this) {
            case Starting(_, long pid) -> pid;
            case Running(_, long pid) -> pid;
            case Stopping(_, long pid, _, _, _) -> pid;
            case GivenUp(_, _, List<Long> pids) -> pids.isEmpty() ? null : pids.getFirst();
            case Stopped _, Crashed _, BackingOff _, Following _, Unreachable _, None _ -> null;
        };
    }
}
