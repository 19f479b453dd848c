package io.vsgateway.channel.combat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Node;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.roster.Roster;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three gateways judge the same fights at once, each applying the one order at its own pace: they
/// come to know the same of each fight, nothing that was answered as done is missing or told twice,
/// and no turn is acted in twice.
class RefereeModelTest {
    private static final int STEPS = 2000;
    private static final List<String> NAMES = List.of("f0", "f1", "f2");

    private final List<Entry> order = new ArrayList<>();
    private final Map<String, Placement.Placed> keys = new HashMap<>();

    /// Turns in which somebody has acted, as it was answered, by fight and run.
    private final List<String> acted = new ArrayList<>();

    private int refused;

    /// One gateway. All of the test is on one thread.
    private final class Gateway implements Fanout {
        private final Hub hub;
        private final Referee referee;
        private final Map<Long, List<Runnable>> waiting = new TreeMap<>();
        private Listener listener;
        private int applied;

        Gateway(String id) {
            hub =
                    new Hub(
                            this,
                            _ -> TopicClass.kept(10_000, 4_000_000, Duration.ofHours(1)),
                            100,
                            100_000_000);
            var roster = new Roster(InstantSource.system());
            var clocks = new Clocks(InstantSource.system(), InstantSource.system());
            referee = new Referee(new Channels(hub, roster), roster, hub, clocks, new Node(id));
            referee.begin(new StartupEvent());
            hub.started();
        }

        @Override
        public Recollection follow(Listener listener) {
            this.listener = listener;
            return Recollection.none(new Position("e", 0));
        }

        @Override
        public CompletionStage<Placement> propose(Proposal proposal) {
            Placement.Placed before = keys.get(proposal.key());
            long first = before == null ? order.size() + 1 : before.position().offset();
            var placed =
                    new Placement.Placed(new Position("e", first), Instant.EPOCH, before != null);
            if (before == null) {
                for (Change change : proposal.changes()) {
                    var position = new Position("e", order.size() + 1);
                    order.add(new Entry(position, Instant.EPOCH, change));
                }
                keys.put(proposal.key(), placed);
            }
            var answer = new CompletableFuture<Placement>();
            long last = before == null ? order.size() : first;
            if (last <= applied) {
                answer.complete(placed);
            } else {
                waiting.computeIfAbsent(last, _ -> new ArrayList<>())
                        .add(() -> answer.complete(placed));
            }
            return answer;
        }

        @Override
        public OrderState state() {
            return new OrderState(true, true, false, 0, 0, 0, 1, 1);
        }

        void apply(int most) {
            for (int i = 0; i < most && applied < order.size(); i++) {
                listener.entry(order.get(applied++));
                List<Runnable> answers = waiting.remove((long) applied);
                if (answers != null) {
                    answers.forEach(Runnable::run);
                }
            }
        }

        void step(Random random) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            referee.find(name)
                    .ifPresentOrElse(
                            fight -> step(fight, random), () -> referee.create(begun(name)));
        }

        private void step(Fight fight, Random random) {
            var turn = fight.now().encounter().turn();
            String actor = turn.map(Encounter.Stage.Turn::userId).orElse("n1");
            int number = turn.map(Encounter.Stage.Turn::turn).orElse(0);
            switch (random.nextInt(40)) {
                case 0 -> note(referee.forget(fight), "");
                case 1 -> note(referee.judge(fight, new Input.Pause(), null), "");
                case 2, 3 -> note(referee.judge(fight, new Input.Resume(), null), "");
                case 4 -> {
                    var fighter = new Fighter("n" + random.nextInt(9), "N", true, "us");
                    note(referee.judge(fight, new Input.Join(fighter), null), "");
                }
                case 5 -> {
                    var leave = new Input.Leave("n" + random.nextInt(9));
                    note(referee.judge(fight, leave, null), "");
                }
                default ->
                        note(
                                referee.judge(fight, new Input.Act(actor, number, "hit"), null),
                                fight.run() + " " + number);
            }
        }

        private void note(CompletionStage<Ruling> asked, String turn) {
            asked.thenAccept(ruling -> {
                refused += ruling instanceof Ruling.Refused ? 1 : 0;
                if (ruling instanceof Ruling.Done && !turn.isEmpty()) {
                    acted.add(turn);
                }
            });
        }

        /// How each fight stands, and what is told of it.
        Map<String, String> view() {
            var view = new TreeMap<String, String>();
            for (String name : NAMES) {
                String events =
                        hub
                                .find(TopicPattern.of(TopicName.of("combat:" + name)))
                                .map(topic -> topic.feed().before(Long.MAX_VALUE, 10_000).entries())
                                .orElse(List.of())
                                .stream()
                                .map(Event::body)
                                .map(body -> body.type() + body.members())
                                .toList()
                                .toString();
                view.put(name, referee.find(name).map(Fight::now) + events);
            }
            return view;
        }
    }

    /// A fight of two that is about to begin.
    static Fight begun(String name) {
        var rules =
                new Combat(
                        Combat.Advance.ACTION,
                        Set.of(),
                        null,
                        Combat.OnTimeout.SKIP,
                        0,
                        new Combat.Spectators(false, List.of()));
        var fighters =
                List.of(new Fighter("n1", "One", true, "us"), new Fighter("n2", "Two", true, "it"));
        return new Fight(
                name,
                Encounter.open(rules, fighters),
                CombatRequest.state(JsonNodeFactory.instance.objectNode().put("hp", 9)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void all_come_to_the_same_and_nothing_is_told_that_did_not_happen(long seed) {
        var random = new Random(seed);
        List<Gateway> gateways = List.of(new Gateway("a"), new Gateway("b"), new Gateway("c"));
        for (int i = 0; i < STEPS; i++) {
            gateways.get(random.nextInt(gateways.size())).step(random);
            gateways.get(random.nextInt(gateways.size())).apply(random.nextInt(8));
        }
        // What is answered last may propose something anew.
        while (gateways.stream().anyMatch(one -> one.applied < order.size())) {
            gateways.forEach(one -> one.apply(5));
        }

        gateways.forEach(one -> {
            assertThat(one.waiting).isEmpty();
            assertThat(one.view()).isEqualTo(gateways.getFirst().view());
            one.referee.end(new ShutdownEvent());
        });
        assertThat(acted).hasSizeGreaterThan(STEPS / 10).doesNotHaveDuplicates();
        assertThat(told()).isEqualTo(acted.size());
        // Otherwise nobody was ever too late.
        assertThat(refused).isPositive();
    }

    private long told() {
        return order.stream()
                .map(Entry::change)
                .filter(change ->
                        change instanceof Change.Publication one
                                && one.body().type().equals("combat_action"))
                .count();
    }
}
