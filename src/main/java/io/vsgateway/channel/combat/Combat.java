package io.vsgateway.channel.combat;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is agreed before a fight and does not change.
///
/// @param advance what ends a turn
/// @param actions names of what may be done, in the order in which they were given; empty if
///   anything may
/// @param turnTime how long a turn lasts; null without a limit
/// @param onTimeout what becomes of who does nothing in their time
/// @param maxTimeouts after so many in a row somebody forfeits; 0 for never
/// @param spectators who may look on besides those who take part
record Combat(
        Advance advance,
        Set<String> actions,
        @Nullable Duration turnTime,
        OnTimeout onTimeout,
        int maxTimeouts,
        Spectators spectators) {
    static final int MOST_PARTICIPANTS = 64;

    Combat {
        actions = Collections.unmodifiableSet(new LinkedHashSet<>(actions));
    }

    /// What ends a turn.
    enum Advance {
        /// An action does.
        ACTION,
        /// The back-end says so.
        SERVICE
    }

    /// What becomes of who does nothing in their time.
    enum OnTimeout {
        SKIP,
        FORFEIT,
        PAUSE
    }

    /// Who may look on.
    ///
    /// @param isOpen whether anyone may
    /// @param users those who may, if not
    record Spectators(boolean isOpen, List<String> users) {
        Spectators {
            users = List.copyOf(users);
        }
    }

    /// Somebody who is to take part.
    ///
    /// @param isNpc whether the back-end acts for them
    /// @param team those of one team stand together; of each who has none, it is their own id
    record Fighter(String userId, String name, boolean isNpc, String team) {}
}
