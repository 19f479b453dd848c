package io.vsgateway.channel.combat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Node;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Verdict;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Outcome;
import io.vsgateway.hub.Topic;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges what is done in fights, and has what follows placed in the order.
///
/// Any gateway may judge, by what the order has told so far, and the order takes a judgement only
/// if there is no other one behind the same state: of two at the same time one is made anew. A
/// judgement and the events that tell of it have their places together or not at all. So a fight is
/// nobody's own, and goes on wherever its gateways go. Any thread; nothing blocks.
@ApplicationScoped
public class Referee {
    static final int MOST_FIGHTS = 10_000;

    static final int MOST_EVENTS = 10_000;
    static final long MOST_BYTES = 4 * 1024 * 1024;

    /// Room for what is on its way at others, for what one input makes, and for the end behind it.
    private static final int LAST_EVENTS = 64;

    private static final long LAST_BYTES = 64 * 1024;

    /// How often it is judged anew if others are faster.
    private static final int MOST_TRIES = 20;

    private final Channels channels;
    private final Roster roster;
    private final Hub hub;
    private final Clocks clocks;
    private final Node node;
    private final Timekeeper timekeeper;
    private final Fights fights;

    public Referee(Channels channels, Roster roster, Hub hub, Clocks clocks, Node node) {
        this.channels = channels;
        this.roster = roster;
        this.hub = hub;
        this.clocks = clocks;
        this.node = node;
        this.timekeeper = new Timekeeper(hub, clocks.steady());
        this.fights = new Fights(node.id(), clocks.steady(), timekeeper);
    }

    void begin(@Observes StartupEvent start) {
        timekeeper.begin(this);
        hub.listen(fights);
        channels.keep("combat", new Interjections(this, channels));
        roster.watch(
                new Roster.Watcher() {
                    @Override
                    public void joined(Connection connection) {
                        noticeSoon(connection.userId());
                    }

                    @Override
                    public void left(Connection connection) {
                        noticeSoon(connection.userId());
                    }
                });
    }

    void end(@Observes ShutdownEvent end) {
        timekeeper.end();
    }

    Optional<Fight> find(String id) {
        return fights.find(id).filter(fight -> !fight.isForgotten());
    }

    Optional<Fight> find(TopicName topic) {
        return topic.channel().equals("combat") && topic.segments().size() == 1
                ? find(topic.segments().getFirst())
                : Optional.empty();
    }

    List<Fight> all() {
        return fights.all().stream().filter(fight -> !fight.isForgotten()).toList();
    }

    /// How many fights there are, those included that are over and still remembered.
    public int count() {
        return fights.all().size();
    }

    Stream<Fight> of(String userId) {
        return fights.of(userId).filter(fight -> !fight.isForgotten());
    }

    /// All that there is to know of a fight, as an event without a place in the order.
    EventBody sync(Fight fight) {
        return fight.sync(topic(fight).map(there -> there.feed().end()).orElse(null));
    }

    private Optional<Topic> topic(Fight fight) {
        return hub.find(TopicPattern.of(fight.topic()));
    }

    /// Begins a fight. Those who are there follow it from its first event.
    CompletionStage<Ruling> create(Fight fight) {
        Fight namesake = fights.find(fight.id()).orElse(null);
        if (namesake != null) {
            return namesake.isForgotten() ? createAfter(namesake, fight) : isThere();
        }
        if (!fights.reserve(fight, MOST_FIGHTS)) {
            return fights.all().stream()
                    .filter(Fight::isForgotten)
                    .findAny()
                    .map(one -> createAfter(one, fight))
                    .orElseGet(
                            () -> refused(ErrorCode.LIMIT_REACHED, "there are too many combats"));
        }
        List<Fighter> fighters = fighters(fight);
        CompletableFuture<?>[] followed =
                fighters.stream()
                        .flatMap(this::watchers)
                        .map(one -> one.follow(TopicPattern.of(fight.topic())))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(followed)
                .thenCompose(_ -> {
                    fight.become(attended(fight.now()));
                    return decide(fight, new Input.Begin(), null, MOST_TRIES);
                })
                .thenApply(ruling -> {
                    if (ruling instanceof Ruling.Done) {
                        // Who came or left meanwhile.
                        fighters.forEach(one -> fetch(one, fight));
                        fighters.forEach(one -> noticeSoon(one.userId()));
                    }
                    return ruling;
                })
                .whenComplete((_, _) -> fights.release(fight));
    }

    /// One that is forgotten gives way to one that needs its name, or its room.
    private CompletionStage<Ruling> createAfter(Fight forgotten, Fight fight) {
        return remove(forgotten)
                .thenCompose(removed ->
                        removed instanceof Ruling.Unplaced
                                ? CompletableFuture.completedStage(removed)
                                : create(fight));
    }

    private static CompletionStage<Ruling> isThere() {
        return refused(ErrorCode.INVALID_ACTION, "there is one of that name");
    }

    private static CompletionStage<Ruling> refused(ErrorCode code, String message) {
        return CompletableFuture.completedStage(new Ruling.Refused(code, message));
    }

    private Fight.Snapshot attended(Fight.Snapshot before) {
        Encounter encounter = before.encounter();
        for (Participant one : encounter.participants()) {
            boolean isThere = one.fighter().isNpc() || isConnected(one.userId());
            encounter = encounter.with(one.userId(), who -> who.with(isThere));
        }
        return new Fight.Snapshot(encounter, before.state(), before.version(), before.asOf());
    }

    private boolean isConnected(String userId) {
        return !roster.connections(userId).isEmpty();
    }

    private static List<Fighter> fighters(Fight fight) {
        return fight.now().encounter().participants().stream().map(Participant::fighter).toList();
    }

    private Stream<Connection> watchers(Fighter fighter) {
        return fighter.isNpc()
                ? Stream.empty()
                : roster.connections(fighter.userId()).stream()
                        .filter(one -> one.channels().contains("combat"));
    }

    private void fetch(Fighter fighter, Fight fight) {
        watchers(fighter).forEach(one -> one.subscribe(TopicPattern.of(fight.topic())));
    }

    /// Somebody is no part of it any more. By their rights they would keep what they were made to
    /// follow.
    private void sendAway(String userId, Fight fight) {
        if (!fight.mayBeWatchedBy(userId) && !hub.isMember(fight.topic(), userId)) {
            var name = TopicPattern.of(fight.topic());
            roster.connections(userId).forEach(one -> one.unsubscribe(name, Reason.PERMISSION));
        }
    }

    /// Judges an input, and places what follows from it.
    ///
    /// @param said what comes with it: the action, the result or the state as it is to be told
    CompletionStage<Ruling> judge(Fight fight, Input input, @Nullable EventBody said) {
        return fight.docket().add(() -> decide(fight, input, said, MOST_TRIES));
    }

    private CompletionStage<Ruling> decide(
            Fight fight, Input input, @Nullable EventBody said, int tries) {
        Fight.Snapshot before = fight.now();
        Instant now = clocks.steady().instant();
        return switch (before.encounter().judge(input, now)) {
            case Verdict.Refused(ErrorCode code, String message) -> refused(code, message);
            case Verdict.Accepted(Encounter next, List<Fact> _)
                    when !next.isOver() && isFull(fight, said) ->
                    decide(fight, new Input.End(Fact.Reason.FULL, null), null, tries)
                            .thenCompose(_ ->
                                    refused(
                                            ErrorCode.LIMIT_REACHED,
                                            "this combat has too many events"));
            case Verdict.Accepted(Encounter next, List<Fact> facts) -> {
                var told = new ArrayList<EventBody>();
                if (input instanceof Input.Tell && said != null) {
                    told.add(said);
                }
                facts.forEach(fact -> told.add(Words.of(fact, fight, next, said)));
                if (told.isEmpty() && next.equals(before.encounter())) {
                    yield CompletableFuture.completedStage(new Ruling.Done(null));
                }
                boolean isState = said != null && said.type().equals("combat_state");
                yield place(fight, before, next, isState ? said : before.state(), told, now)
                        .thenCompose(outcome -> placed(fight, input, said, tries, outcome));
            }
        };
    }

    /// Whether there is no room for one more event and what may have to follow it.
    boolean isFull(Fight fight, @Nullable EventBody more) {
        Optional<Topic> there = topic(fight);
        int events = fight.events() + there.map(one -> one.feed().count()).orElse(0);
        long bytes = fight.bytes() + there.map(one -> one.feed().bytes()).orElse(0L);
        long length = more == null ? 0 : more.length();
        return events + LAST_EVENTS > MOST_EVENTS || bytes + length + LAST_BYTES > MOST_BYTES;
    }

    private CompletionStage<Outcome> place(
            Fight fight,
            Fight.Snapshot before,
            Encounter next,
            @Nullable EventBody state,
            List<EventBody> told,
            Instant now) {
        boolean isFirst = before.version() == 0;
        var judgement =
                new Minutes.Judgement(
                        fight.run(),
                        before.version() + 1,
                        node.id(),
                        now,
                        told.size(),
                        next.participants(),
                        next.stage());
        var terms = new Minutes.Terms(fight.run(), next.rules(), state);
        List<Change.Publication> publications =
                told.stream()
                        .map(body ->
                                new Change.Publication(List.of(fight.topic()), body, null, null))
                        .toList();
        CompletionStage<Outcome> outcome =
                channels.place(
                        Fights.notes(fight, isFirst ? null : before, judgement, terms),
                        publications,
                        isFirst
                                ? fights.keyOf(fight)
                                : "combat\n" + fight.run() + '\n' + judgement.version());
        fight.expect(told, outcome);
        return outcome;
    }

    private CompletionStage<Ruling> placed(
            Fight fight, Input input, @Nullable EventBody said, int tries, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed(Position _, Instant _, boolean isDuplicate) when isDuplicate -> {
                if (input instanceof Input.Begin) {
                    yield isThere();
                }
                yield tries > 0
                        ? decide(fight, input, said, tries - 1)
                        : refused(ErrorCode.BUSY, "too much happens in this combat");
            }
            case Outcome.Placed placed -> {
                if (input instanceof Input.Join(Fighter fighter)) {
                    fetch(fighter, fight);
                }
                if (input instanceof Input.Leave(String userId)) {
                    sendAway(userId, fight);
                }
                yield CompletableFuture.completedStage(new Ruling.Done(placed));
            }
            case Outcome.Full _, Outcome.Refused _ ->
                    CompletableFuture.completedStage(new Ruling.Unplaced(outcome));
        };
    }

    /// What is remembered was fetched anew. What is not in it was forgotten meanwhile, or, if the
    /// order began anew, was lost and is told again: a fight does not end by that.
    void settle(boolean isAnew, String epoch) {
        for (Fight fight : fights.missing()) {
            if (isAnew) {
                tellAgain(fight, epoch);
            } else {
                fights.forget(fight);
            }
        }
    }

    private void tellAgain(Fight fight, String epoch) {
        Fight.Snapshot there = fight.now();
        Encounter encounter = there.encounter();
        var judgement =
                new Minutes.Judgement(
                        fight.run(),
                        there.version(),
                        node.id(),
                        clocks.steady().instant(),
                        0,
                        encounter.participants(),
                        encounter.stage());
        var terms = new Minutes.Terms(fight.run(), encounter.rules(), there.state());
        CompletionStage<Outcome> _ =
                channels.place(
                        Fights.notes(fight, null, judgement, terms),
                        List.of(),
                        "combat\n" + fight.run() + '\n' + there.version() + '\n' + epoch);
    }

    /// Ends a fight that has no room for another event but its last ones.
    void endFull(Fight fight) {
        CompletionStage<Ruling> _ = judge(fight, new Input.End(Fact.Reason.FULL, null), null);
    }

    /// Ends a fight if it is not over; from then on nobody finds it.
    CompletionStage<Ruling> forget(Fight fight) {
        return judge(fight, new Input.Forget(), null);
    }

    /// Has a fight and all of its events forgotten. Who has not read its end by then misses it.
    CompletionStage<Ruling> remove(Fight fight) {
        List<Change> changes = new ArrayList<>(Fights.oblivion(fight));
        changes.add(new Change.Clearing(fight.topic()));
        // In another epoch it may have been told again.
        String key = "combat\n" + fight.run() + "\ngone\n" + hub.endPosition().epoch();
        return hub.propose(new Proposal(changes, key))
                .thenApply(outcome ->
                        outcome instanceof Outcome.Placed
                                ? new Ruling.Done(null)
                                : new Ruling.Unplaced(outcome));
    }

    /// Whoever followed a fight that is forgotten does so no more.
    void dismiss(Fight fight) {
        var name = TopicPattern.of(fight.topic());
        roster.audience(fight.topic()).stream()
                // The others hear of it by themselves.
                .filter(one -> one.node().isEmpty())
                .forEach(one -> one.unsubscribe(name, Reason.ENDED));
    }

    /// Such news may come in any order, and at several gateways: what counts is who is there now.
    private void noticeSoon(String userId) {
        if (of(userId).findAny().isPresent()) {
            timekeeper.soon(() -> of(userId).forEach(fight -> notice(fight, userId)));
        }
    }

    private void notice(Fight fight, String userId) {
        CompletionStage<Ruling> _ =
                judge(fight, new Input.Presence(userId, isConnected(userId)), null);
    }
}
