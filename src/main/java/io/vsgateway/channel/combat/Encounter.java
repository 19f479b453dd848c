package io.vsgateway.channel.combat;

import io.vsgateway.channel.combat.Combat.Advance;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.wire.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The state of one fight. What comes next depends on nothing but the state, the input and the
/// instant, so that it can be judged anywhere and comes out alike.
///
/// @param participants in the order in which they act; those who are out stay among them
record Encounter(Combat rules, List<Participant> participants, Stage stage) {
    Encounter {
        participants = List.copyOf(participants);
    }

    /// Where a fight stands.
    sealed interface Stage {
        /// Nobody acts yet.
        record Open() implements Stage {}

        /// Somebody is to act.
        ///
        /// @param deadline null if there is no limit, or the actor has done their part
        /// @param isDone whether the actor has, and the back-end is to begin the next one
        record Turn(int turn, int round, String userId, @Nullable Instant deadline, boolean isDone)
                implements Stage {
            Turn until(Instant other) {
                return new Turn(turn, round, userId, other, isDone);
            }
        }

        /// The clock stands.
        ///
        /// @param left what was left of the turn's time; null if there is no limit
        record Paused(Turn turn, @Nullable Duration left) implements Stage {}

        /// Nothing happens any more.
        ///
        /// @param isForgotten whether it is there only for those who have not read its end yet
        record Ended(Fact.Reason reason, @Nullable String team, boolean isForgotten)
                implements Stage {}
    }

    /// Somebody who takes part.
    ///
    /// @param timeouts how often in a row they did nothing in their time
    record Participant(Fighter fighter, Standing standing, boolean isConnected, int timeouts) {
        String userId() {
            return fighter.userId();
        }

        boolean isIn() {
            return standing == Standing.IN;
        }

        Participant with(Standing now) {
            return new Participant(fighter, now, isConnected, timeouts);
        }

        Participant with(boolean isConnectedNow) {
            return new Participant(fighter, standing, isConnectedNow, timeouts);
        }

        Participant with(int timeoutsNow) {
            return new Participant(fighter, standing, isConnected, timeoutsNow);
        }
    }

    /// Whether somebody still takes part.
    enum Standing {
        IN,
        LEFT,
        FORFEITED
    }

    /// What comes of an input.
    sealed interface Verdict {
        /// @param facts what is to be told, in this order; none if nothing is new
        record Accepted(Encounter next, List<Fact> facts) implements Verdict {
            public Accepted {
                facts = List.copyOf(facts);
            }
        }

        /// @param message constant words
        record Refused(ErrorCode code, String message) implements Verdict {}
    }

    /// A fight in which nobody acts yet.
    static Encounter open(Combat rules, List<Fighter> fighters) {
        List<Participant> all =
                fighters.stream()
                        .map(one -> new Participant(one, Standing.IN, one.isNpc(), 0))
                        .toList();
        return new Encounter(rules, all, new Stage.Open());
    }

    boolean isOver() {
        return stage instanceof Stage.Ended;
    }

    /// Whether nobody is to find it any more.
    boolean isForgotten() {
        return stage instanceof Stage.Ended ended && ended.isForgotten();
    }

    /// The present turn, whether or not the clock runs.
    Optional<Stage.Turn> turn() {
        return switch (stage) {
            case Stage.Turn turn -> Optional.of(turn);
            case Stage.Paused(Stage.Turn turn, Duration _) -> Optional.of(turn);
            case Stage.Open _, Stage.Ended _ -> Optional.empty();
        };
    }

    /// When something is to be done about the present turn; null if nothing.
    @Nullable Instant deadline() {
        return stage instanceof Stage.Turn turn ? turn.deadline() : null;
    }

    Optional<Participant> participant(String userId) {
        return participants.stream().filter(one -> one.userId().equals(userId)).findFirst();
    }

    /// Whether somebody takes part and is not out.
    boolean has(String userId) {
        return participant(userId).filter(Participant::isIn).isPresent();
    }

    /// What comes of an input.
    Verdict judge(Input input, Instant now) {
        if (isOver() && !(input instanceof Input.Forget)) {
            return new Verdict.Refused(ErrorCode.COMBAT_OVER, "this combat has ended");
        }
        return switch (input) {
            case Input.Begin _ -> begin(now);
            case Input.Act act -> act(act, now);
            case Input.Next(String userId) -> next(userId, now);
            case Input.Tell _ -> new Verdict.Accepted(this, List.of());
            case Input.Timeout(int turn) -> timeout(turn, now);
            case Input.Pause _ -> pause(now);
            case Input.Resume _ -> resume(now);
            case Input.Join(Fighter fighter) -> join(fighter);
            case Input.Leave(String userId) ->
                    has(userId)
                            ? new Course(this, now).out(userId, Standing.LEFT).verdict()
                            : notIn();
            case Input.Presence(String userId, boolean isConnected) ->
                    presence(userId, isConnected, now);
            case Input.End(Fact.Reason reason, String team) ->
                    new Course(this, now).end(reason, team).verdict();
            case Input.Forget _ -> new Course(this, now).forget().verdict();
        };
    }

    private Verdict begin(Instant now) {
        return stage instanceof Stage.Open
                ? new Course(this, now).start().verdict()
                : new Verdict.Refused(ErrorCode.STALE_TURN, "this combat has begun");
    }

    private Verdict act(Input.Act act, Instant now) {
        if (!has(act.userId())) {
            return notIn();
        }
        var course = new Course(this, now);
        Optional<Stage.Turn> there = turn();
        int number = there.map(Stage.Turn::turn).orElse(0);
        if (act.action().equals(Input.FORFEIT)) {
            return course.out(act.userId(), Standing.FORFEITED).verdict();
        }
        if (act.turn() != null && act.turn() != number) {
            return new Verdict.Refused(ErrorCode.STALE_TURN, "this is not the present turn");
        }
        if (there.isEmpty() || !there.get().userId().equals(act.userId())) {
            return new Verdict.Refused(ErrorCode.NOT_YOUR_TURN, "it is not your turn");
        }
        Instant deadline = deadline();
        if (there.get().isDone() || (deadline != null && !now.isBefore(deadline))) {
            return new Verdict.Refused(ErrorCode.STALE_TURN, "this turn is over");
        }
        if (stage instanceof Stage.Paused) {
            return new Verdict.Refused(ErrorCode.NOT_YOUR_TURN, "this combat is paused");
        }
        boolean isKnown =
                rules.actions().isEmpty()
                        || rules.actions().contains(act.action())
                        || act.action().equals(Input.PASS);
        return isKnown
                ? course.acted(there.get(), act.action()).verdict()
                : new Verdict.Refused(ErrorCode.INVALID_ACTION, "there is no such action here");
    }

    private Verdict next(@Nullable String userId, Instant now) {
        if (userId != null && !has(userId)) {
            return notIn();
        }
        return stage instanceof Stage.Paused
                ? new Verdict.Refused(ErrorCode.NOT_YOUR_TURN, "this combat is paused")
                : new Course(this, now).next(userId).verdict();
    }

    private Verdict timeout(int turn, Instant now) {
        Instant deadline = deadline();
        return stage instanceof Stage.Turn there
                        && there.turn() == turn
                        && deadline != null
                        && !now.isBefore(deadline)
                ? new Course(this, now).timedOut(there).verdict()
                : new Verdict.Refused(ErrorCode.STALE_TURN, "this turn is not over");
    }

    private Verdict pause(Instant now) {
        return stage instanceof Stage.Turn
                ? new Course(this, now).pause().verdict()
                : new Verdict.Accepted(this, List.of());
    }

    private Verdict resume(Instant now) {
        return stage instanceof Stage.Paused
                ? new Course(this, now).resume().verdict()
                : new Verdict.Accepted(this, List.of());
    }

    private Verdict join(Fighter fighter) {
        if (has(fighter.userId())) {
            return new Verdict.Accepted(this, List.of());
        }
        if (participant(fighter.userId()).isPresent()) {
            return new Verdict.Refused(ErrorCode.INVALID_ACTION, "who is out does not come back");
        }
        if (participants.size() >= Combat.MOST_PARTICIPANTS) {
            return new Verdict.Refused(ErrorCode.LIMIT_REACHED, "there are 64 participants");
        }
        var who = new Participant(fighter, Standing.IN, fighter.isNpc(), 0);
        var all = new ArrayList<>(participants);
        all.add(who);
        return new Verdict.Accepted(
                new Encounter(rules, all, stage),
                List.of(new Fact.Changed(who, Fact.Status.JOINED)));
    }

    private Verdict presence(String userId, boolean isConnected, Instant now) {
        Optional<Participant> who = participant(userId).filter(Participant::isIn);
        if (who.isEmpty()) {
            return notIn();
        }
        if (who.get().fighter().isNpc() || who.get().isConnected() == isConnected) {
            return new Verdict.Accepted(this, List.of());
        }
        return new Course(this, now).present(userId, isConnected).verdict();
    }

    private static Verdict notIn() {
        return new Verdict.Refused(ErrorCode.NOT_IN_COMBAT, "they take no part in this combat");
    }

    Encounter with(Stage now) {
        return new Encounter(rules, participants, now);
    }

    Encounter with(String userId, UnaryOperator<Participant> change) {
        List<Participant> all =
                participants.stream()
                        .map(one -> one.userId().equals(userId) ? change.apply(one) : one)
                        .toList();
        return new Encounter(rules, all, stage);
    }

    boolean isServiceLed() {
        return rules.advance() == Advance.SERVICE;
    }
}
