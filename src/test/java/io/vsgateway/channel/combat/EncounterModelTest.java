package io.vsgateway.channel.combat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.channel.combat.Combat.Advance;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.channel.combat.Combat.OnTimeout;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.channel.combat.Encounter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The same inputs, in any order, to an encounter and to a model that was written without it: they
/// must agree on what is refused, and on all that can be seen.
class EncounterModelTest {
    private static final int SEEDS = 10_000;
    private static final int STEPS = 40;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void it_does_what_a_naive_model_does_whatever_comes_in_whichever_order() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).go();
        }
    }

    /// A fight as one would write it down: with things that change.
    private static final class Naive {
        final List<String> row = new ArrayList<>();
        final Map<String, String> teams = new HashMap<>();
        final Set<String> out = new HashSet<>();
        final Set<String> online = new HashSet<>();
        final Map<String, Integer> idle = new HashMap<>();
        String state = "open";
        String actor = "";
        int turn;
        int round;
        long endsAt = -1;
        long left = -1;
        boolean isDone;
        String end = "";

        boolean in(String user) {
            return row.contains(user) && !out.contains(user);
        }

        void advance(long now, long seconds, @Nullable String to) {
            int from = turn == 0 ? row.size() - 1 : row.indexOf(actor);
            String next = to;
            for (int i = 1; next == null; i++) {
                String one = row.get((from + i) % row.size());
                next = out.contains(one) ? null : one;
            }
            if (turn == 0 || row.indexOf(next) <= from) {
                round++;
            }
            actor = next;
            turn++;
            isDone = false;
            state = "turn";
            endsAt = seconds == 0 ? -1 : now + seconds;
        }

        void leave(String user, long now, long seconds) {
            out.add(user);
            Set<String> left = new HashSet<>();
            row.stream().filter(this::in).forEach(one -> left.add(teams.get(one)));
            if (left.size() <= 1) {
                end = left.isEmpty() ? "nobody" : left.iterator().next();
                state = "ended";
                endsAt = -1;
            } else if (user.equals(actor)) {
                boolean wasPaused = state.equals("paused");
                advance(now, seconds, null);
                if (wasPaused) {
                    pause(seconds == 0 ? -1 : seconds);
                }
            }
        }

        void pause(long rest) {
            state = "paused";
            left = rest;
            endsAt = -1;
        }
    }

    private static final class Run {
        final int seed;
        final Random random;
        final Combat rules;
        final long seconds;
        final Naive model = new Naive();
        Encounter real;
        long now;

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.seconds = random.nextInt(4) == 0 ? 0 : 5;
            this.rules =
                    new Combat(
                            random.nextBoolean() ? Advance.ACTION : Advance.SERVICE,
                            random.nextBoolean() ? Set.of() : Set.of("hit"),
                            seconds == 0 ? null : Duration.ofSeconds(seconds),
                            OnTimeout.values()[random.nextInt(3)],
                            random.nextInt(3),
                            new Combat.Spectators(false, List.of()));
            var fighters = new ArrayList<Fighter>();
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                String team = random.nextBoolean() ? "red" : "u" + i;
                fighters.add(new Fighter("u" + i, "U" + i, random.nextInt(4) == 0, team));
                model.row.add("u" + i);
                model.teams.put("u" + i, team);
                if (fighters.get(i).isNpc()) {
                    model.online.add("u" + i);
                }
            }
            this.real = Encounter.open(rules, fighters);
        }

        void go() {
            for (int step = 0; step < STEPS; step++) {
                now += random.nextInt(3);
                Input input = input();
                Encounter before = real;
                Verdict verdict = real.judge(input, BEGIN.plusSeconds(now));
                boolean isTaken = model(input);
                assertThat(verdict instanceof Verdict.Accepted)
                        .as("seed %d step %d %s in %s", seed, step, input, before)
                        .isEqualTo(isTaken);
                if (verdict instanceof Verdict.Accepted(Encounter next, List<Fact> facts)) {
                    real = next;
                    check(facts, before);
                }
                same("seed %d step %d %s".formatted(seed, step, input));
            }
        }

        private String user() {
            return "u" + random.nextInt(model.row.size() + 1);
        }

        private Input input() {
            int n = random.nextInt(20);
            return switch (n) {
                case 0, 1 -> new Input.Begin();
                case 2, 3, 4, 5 ->
                        new Input.Act(model.actor.isEmpty() ? user() : model.actor, turn(), "hit");
                case 6 -> new Input.Act(user(), turn(), random.nextBoolean() ? "hit" : "pass");
                case 7 -> new Input.Act(user(), null, "dance");
                case 8 -> random.nextInt(3) == 0 ? new Input.Act(user(), null, "forfeit") : n(null);
                case 9 -> n(random.nextBoolean() ? user() : null);
                case 10, 11, 12, 13 -> new Input.Timeout(model.turn - random.nextInt(2));
                case 14 -> new Input.Pause();
                case 15, 16 -> new Input.Resume();
                case 17 -> new Input.Presence(user(), random.nextBoolean());
                case 18 ->
                        random.nextInt(4) == 0
                                ? new Input.Leave(user())
                                : new Input.Join(new Fighter(user(), "New", false, "blue"));
                default ->
                        switch (random.nextInt(60)) {
                            case 0 -> new Input.End(Fact.Reason.ENDED, null);
                            case 1 -> new Input.Forget();
                            default -> new Input.Tell();
                        };
            };
        }

        private static Input n(@Nullable String user) {
            return new Input.Next(user);
        }

        private @Nullable Integer turn() {
            return random.nextInt(3) == 0 ? null : Integer.valueOf(model.turn - random.nextInt(2));
        }

        /// @return whether it is taken
        private boolean model(Input input) {
            if (model.state.equals("ended")) {
                return input instanceof Input.Forget;
            }
            return switch (input) {
                case Input.Begin _ -> {
                    boolean isNew = model.state.equals("open");
                    if (isNew) {
                        begin();
                    }
                    yield isNew;
                }
                case Input.Act(String user, Integer turn, String action) -> act(user, turn, action);
                case Input.Next(String user) -> {
                    boolean isGood =
                            !model.state.equals("paused") && (user == null || model.in(user));
                    if (isGood) {
                        model.advance(now, seconds, user);
                    }
                    yield isGood;
                }
                case Input.Tell _ -> true;
                case Input.Timeout(int turn) -> {
                    boolean isDue =
                            model.state.equals("turn")
                                    && turn == model.turn
                                    && model.endsAt >= 0
                                    && now >= model.endsAt;
                    if (isDue) {
                        timeout();
                    }
                    yield isDue;
                }
                case Input.Pause _ -> {
                    if (model.state.equals("turn")) {
                        model.pause(model.endsAt < 0 ? -1 : Math.max(0, model.endsAt - now));
                    }
                    yield true;
                }
                case Input.Resume _ -> {
                    if (model.state.equals("paused")) {
                        model.state = "turn";
                        model.endsAt = model.left < 0 ? -1 : now + model.left;
                    }
                    yield true;
                }
                case Input.Join(Fighter fighter) -> {
                    if (!model.row.contains(fighter.userId())) {
                        model.row.add(fighter.userId());
                        model.teams.put(fighter.userId(), fighter.team());
                        yield true;
                    }
                    yield model.in(fighter.userId());
                }
                case Input.Leave(String user) -> {
                    boolean isIn = model.in(user);
                    if (isIn) {
                        model.leave(user, now, seconds);
                    }
                    yield isIn;
                }
                case Input.Presence(String user, boolean isOnline) -> {
                    if (model.in(user) && !isNpc(user)) {
                        if (isOnline) {
                            model.online.add(user);
                        } else {
                            model.online.remove(user);
                        }
                    }
                    yield model.in(user);
                }
                case Input.End _, Input.Forget _ -> {
                    model.state = "ended";
                    model.end = "nobody";
                    model.endsAt = -1;
                    yield true;
                }
            };
        }

        private boolean isNpc(String user) {
            return real.participant(user).orElseThrow().fighter().isNpc();
        }

        private void begin() {
            Set<String> teams = new HashSet<>(model.teams.values());
            if (teams.size() == 1) {
                model.state = "ended";
                model.end = teams.iterator().next();
            } else {
                model.advance(now, seconds, null);
            }
        }

        private boolean act(String user, @Nullable Integer turn, String action) {
            if (!model.in(user)) {
                return false;
            }
            if (action.equals("forfeit")) {
                model.leave(user, now, seconds);
                return true;
            }
            boolean isGood =
                    model.state.equals("turn")
                            && (turn == null || turn == model.turn)
                            && user.equals(model.actor)
                            && !model.isDone
                            && (model.endsAt < 0 || now < model.endsAt)
                            && (rules.actions().isEmpty()
                                    || action.equals("hit")
                                    || action.equals("pass"));
            if (isGood) {
                model.idle.put(user, 0);
                if (rules.advance() == Advance.ACTION) {
                    model.advance(now, seconds, null);
                } else {
                    model.isDone = true;
                    model.endsAt = -1;
                }
            }
            return isGood;
        }

        private void timeout() {
            int count = model.idle.merge(model.actor, 1, Integer::sum);
            boolean isOut = rules.maxTimeouts() > 0 && count >= rules.maxTimeouts();
            if (isOut || rules.onTimeout() == OnTimeout.FORFEIT) {
                model.leave(model.actor, now, seconds);
            } else if (rules.onTimeout() == OnTimeout.SKIP) {
                model.advance(now, seconds, null);
            } else {
                model.pause(seconds);
            }
        }

        /// Turns are told one after another, and nothing behind the end.
        private void check(List<Fact> facts, Encounter before) {
            int last = before.turn().map(Stage.Turn::turn).orElse(0);
            for (int i = 0; i < facts.size(); i++) {
                if (facts.get(i) instanceof Fact.Turn turn) {
                    assertThat(turn.turn()).isBetween(last, last + 1);
                    last = turn.turn();
                }
                assertThat(facts.get(i) instanceof Fact.Ended)
                        .isEqualTo(real.isOver() && i == facts.size() - 1);
            }
        }

        private void same(String where) {
            String state =
                    switch (real.stage()) {
                        case Stage.Open _ -> "open";
                        case Stage.Turn _ -> "turn";
                        case Stage.Paused _ -> "paused";
                        case Stage.Ended _ -> "ended";
                    };
            assertThat(state).as(where).isEqualTo(model.state);
            real.turn()
                    .ifPresent(turn -> {
                        assertThat(turn.userId()).as(where).isEqualTo(model.actor);
                        assertThat(turn.turn()).as(where).isEqualTo(model.turn);
                        assertThat(turn.round()).as(where).isEqualTo(model.round);
                        assertThat(turn.isDone()).as(where).isEqualTo(model.isDone);
                    });
            Instant deadline = model.endsAt < 0 ? null : BEGIN.plusSeconds(model.endsAt);
            assertThat(real.deadline()).as(where).isEqualTo(deadline);
            if (real.stage() instanceof Stage.Ended(Fact.Reason _, String team, _)) {
                assertThat(team == null ? "nobody" : team).as(where).isEqualTo(model.end);
            }
            for (String user : model.row) {
                assertThat(real.has(user)).as(where).isEqualTo(model.in(user));
                assertThat(real.participant(user).orElseThrow().isConnected())
                        .as(where)
                        .isEqualTo(model.online.contains(user));
            }
        }
    }
}
