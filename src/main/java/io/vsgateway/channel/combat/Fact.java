package io.vsgateway.channel.combat;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that happened in a fight, to be told to all who follow it.
sealed interface Fact {
    /// It begins.
    record Started() implements Fact {}

    /// Somebody is to act; also said again when a pause begins or ends.
    ///
    /// @param deadline null if there is no limit, or the clock stands
    record Turn(int turn, int round, String userId, @Nullable Instant deadline, boolean isPaused)
            implements Fact {}

    /// Somebody did something.
    record Acted(int turn, String userId, String action) implements Fact {}

    /// Somebody did nothing in their time.
    ///
    /// @param count how often in a row
    record TimedOut(int turn, String userId, int count) implements Fact {}

    /// Something is new about who takes part.
    record Changed(Encounter.Participant who, Status status) implements Fact {}

    /// It is over.
    ///
    /// @param team who is left; null if that is not known
    record Ended(Reason reason, @Nullable String team) implements Fact {}

    /// What is new about somebody.
    enum Status {
        CONNECTED,
        DISCONNECTED,
        JOINED,
        LEFT,
        FORFEITED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Why a fight is over.
    enum Reason {
        /// One team is left, or none.
        LAST_STANDING,
        /// The back-end says so.
        ENDED,
        /// It has as many events as are kept of one.
        FULL;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
