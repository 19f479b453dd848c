package io.vsgateway.channel.combat;

import io.vsgateway.channel.combat.Combat.Fighter;
import org.jspecify.annotations.Nullable;

/// Something that somebody wants, or that came to pass, for an [Encounter] to judge.
sealed interface Input {
    /// The last word of those who give up.
    String FORFEIT = "forfeit";

    /// What may be done whenever it is one's turn.
    String PASS = "pass";

    /// The first turn begins.
    record Begin() implements Input {}

    /// A participant acts; `forfeit` may be done at any time, `pass` in each fight.
    ///
    /// @param turn the one that is meant; null for the present one
    record Act(String userId, @Nullable Integer turn, String action) implements Input {}

    /// The back-end begins the next turn.
    ///
    /// @param userId who is to act; null for the next in the row
    record Next(@Nullable String userId) implements Input {}

    /// The back-end tells what came of something; it is judged only for the fight not being over.
    record Tell() implements Input {}

    /// The time of a turn is over, by somebody's watch.
    record Timeout(int turn) implements Input {}

    /// The clock stops.
    record Pause() implements Input {}

    /// The clock runs again.
    record Resume() implements Input {}

    /// Somebody takes part from now on, behind all others.
    record Join(Fighter fighter) implements Input {}

    /// Somebody takes part no more.
    record Leave(String userId) implements Input {}

    /// A participant's first connection is there, or the last one is gone.
    record Presence(String userId, boolean isConnected) implements Input {}

    /// It is over.
    record End(Fact.Reason reason, @Nullable String team) implements Input {}

    /// Nobody is to find it any more; it is over if it was not.
    record Forget() implements Input {}
}
