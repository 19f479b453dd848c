package io.vsgateway.schedule;

/// What is done at a set time.
public sealed interface Action {
    /// The game is stopped by the stop ladder and started again, if it runs.
    record Restart() implements Action {}

    /// The game is stopped by the stop ladder, if it runs.
    record Stop() implements Action {}

    /// The game is started, unless it runs.
    record Start() implements Action {}

    /// The game gets a command.
    record Send(String command) implements Action {}

    /// The word for it in the timetable.
    default String label() {
        return switch (this) {
            case Restart _ -> "restart";
            case Stop _ -> "stop";
            case Start _ -> "start";
            case Send _ -> "send";
        };
    }

    /// Whether the game ends by it, so that those who play are told before.
    default boolean endsGame() {
        return switch (this) {
            case Restart _, Stop _ -> true;
            case Start _, Send _ -> false;
        };
    }
}
