package io.vsgateway.game;

/// How far a command got. A command first gets `Accepted` or `Rejected`; after `Accepted` comes
/// `Written` and then `Confirmed` or `TimedOut`, or `TimedOut` directly if it could not be written.
public sealed interface Receipt {
    /// It waits in the queue.
    record Accepted() implements Receipt {}

    /// It was written to the game, whole, in one write.
    record Written() implements Receipt {}

    /// Its echo, or the first output after it, was seen.
    ///
    /// @param line offset of that line in the console's feed; 0 if the feed does not have it
    record Confirmed(long line) implements Receipt {}

    /// It was not written in time, or no sign of it was seen in time; the game may still run it.
    record TimedOut(String reason) implements Receipt {}

    /// It was not taken, and the game never saw it.
    record Rejected(String reason) implements Receipt {}

    /// The name used on the wire, such as `timed_out`.
    default String status() {
        return switch (this) {
            case Accepted _ -> "accepted";
            case Written _ -> "written";
            case Confirmed _ -> "confirmed";
            case TimedOut _ -> "timed_out";
            case Rejected _ -> "rejected";
        };
    }

    /// The reason, for the two cases that have one; otherwise empty.
    default String reason() {
        return switch (this) {
            case TimedOut(String why) -> why;
            case Rejected(String why) -> why;
            case Accepted _, Written _, Confirmed _ -> "";
        };
    }

    /// Whether no further receipt follows.
    default boolean isFinal() {
        return switch (this) {
            case Confirmed _, TimedOut _, Rejected _ -> true;
            case Accepted _, Written _ -> false;
        };
    }
}
