package io.vsgateway.channel.combat;

import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.channel.combat.Encounter.Standing;
import io.vsgateway.channel.combat.Encounter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from one input that is right: one thing after another, each with the facts that it
/// makes.
final class Course {
    private final Instant now;
    private final List<Fact> facts = new ArrayList<>();
    private Encounter state;

    Course(Encounter state, Instant now) {
        this.state = state;
        this.now = now;
    }

    Verdict verdict() {
        return new Verdict.Accepted(state, facts);
    }

    Course start() {
        facts.add(new Fact.Started());
        endIfDecided();
        return state.isOver() ? this : next(null);
    }

    Course acted(Stage.Turn turn, String action) {
        facts.add(new Fact.Acted(turn.turn(), turn.userId(), action));
        state = state.with(turn.userId(), one -> one.with(0));
        if (!state.isServiceLed()) {
            return next(null);
        }
        state = state.with(new Stage.Turn(turn.turn(), turn.round(), turn.userId(), null, true));
        return this;
    }

    /// @param userId who is to act; null for the next in the row
    Course next(@Nullable String userId) {
        List<Participant> row = state.participants();
        int last = state.turn().map(turn -> index(turn.userId())).orElse(row.size() - 1);
        int number = state.turn().map(Stage.Turn::turn).orElse(0) + 1;
        int round = state.turn().map(Stage.Turn::round).orElse(0);
        int actor = last;
        if (userId == null) {
            do {
                actor = (actor + 1) % row.size();
            } while (!row.get(actor).isIn());
        } else {
            actor = index(userId);
        }
        // A round is over when the row begins anew.
        boolean isNewRound = number == 1 || actor <= last;
        begin(number, isNewRound ? round + 1 : round, row.get(actor).userId());
        return this;
    }

    private int index(String userId) {
        List<Participant> row = state.participants();
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i).userId().equals(userId)) {
                return i;
            }
        }
        throw new IllegalStateException("who acts takes no part");
    }

    private void begin(int number, int round, String userId) {
        Duration time = state.rules().turnTime();
        Instant deadline = time == null ? null : now.plus(time);
        state = state.with(new Stage.Turn(number, round, userId, deadline, false));
        facts.add(new Fact.Turn(number, round, userId, deadline, false));
    }

    Course timedOut(Stage.Turn turn) {
        String userId = turn.userId();
        state = state.with(userId, one -> one.with(one.timeouts() + 1));
        int count = state.participant(userId).orElseThrow().timeouts();
        facts.add(new Fact.TimedOut(turn.turn(), userId, count));
        int most = state.rules().maxTimeouts();
        boolean isTooMany = most > 0 && count >= most;
        return switch (state.rules().onTimeout()) {
            case SKIP -> isTooMany ? out(userId, Standing.FORFEITED) : next(null);
            case FORFEIT -> out(userId, Standing.FORFEITED);
            case PAUSE -> isTooMany ? out(userId, Standing.FORFEITED) : pauseAnew(turn);
        };
    }

    /// The turn has all of its time again when the pause ends.
    private Course pauseAnew(Stage.Turn turn) {
        return pause(turn, state.rules().turnTime());
    }

    Course pause() {
        Stage.Turn turn = state.turn().orElseThrow();
        Instant deadline = turn.deadline();
        return pause(turn, deadline == null ? null : left(deadline));
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(now, deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Course pause(Stage.Turn turn, @Nullable Duration left) {
        state = state.with(new Stage.Paused(turn, left));
        facts.add(new Fact.Turn(turn.turn(), turn.round(), turn.userId(), null, true));
        return this;
    }

    Course resume() {
        if (state.stage() instanceof Stage.Paused(Stage.Turn turn, Duration left)) {
            Instant deadline = left == null ? null : now.plus(left);
            state =
                    state.with(
                            new Stage.Turn(
                                    turn.turn(),
                                    turn.round(),
                                    turn.userId(),
                                    deadline,
                                    turn.isDone()));
            facts.add(new Fact.Turn(turn.turn(), turn.round(), turn.userId(), deadline, false));
        }
        return this;
    }

    Course present(String userId, boolean isConnected) {
        state = state.with(userId, one -> one.with(isConnected));
        tell(userId, isConnected ? Fact.Status.CONNECTED : Fact.Status.DISCONNECTED);
        return this;
    }

    /// Somebody is out; if it was their turn, the next one's begins.
    Course out(String userId, Standing how) {
        state = state.with(userId, one -> one.with(how));
        tell(userId, how == Standing.LEFT ? Fact.Status.LEFT : Fact.Status.FORFEITED);
        endIfDecided();
        boolean wasTheirs = state.turn().filter(t -> t.userId().equals(userId)).isPresent();
        if (state.isOver() || !wasTheirs) {
            return this;
        }
        boolean isPaused = state.stage() instanceof Stage.Paused;
        next(null);
        return isPaused ? pause() : this;
    }

    private void tell(String userId, Fact.Status status) {
        facts.add(new Fact.Changed(state.participant(userId).orElseThrow(), status));
    }

    /// One team is left, or none.
    private void endIfDecided() {
        List<String> teams =
                state.participants().stream()
                        .filter(Participant::isIn)
                        .map(one -> one.fighter().team())
                        .distinct()
                        .toList();
        if (teams.size() <= 1) {
            end(Fact.Reason.LAST_STANDING, teams.isEmpty() ? null : teams.getFirst());
        }
    }

    Course end(Fact.Reason reason, @Nullable String team) {
        state = state.with(new Stage.Ended(reason, team, false));
        facts.add(new Fact.Ended(reason, team));
        return this;
    }

    Course forget() {
        if (!state.isOver()) {
            end(Fact.Reason.ENDED, null);
        }
        if (state.stage() instanceof Stage.Ended(Fact.Reason reason, String team, boolean _)) {
            state = state.with(new Stage.Ended(reason, team, true));
        }
        return this;
    }
}
