package io.vsgateway.channel.combat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.quarkus.runtime.ShutdownEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.channel.combat.Encounter.Verdict;
import io.vsgateway.fanout.Change;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Outcome;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds all fights, judges what is done in them, publishes what follows, and watches the clock.
/// Any thread; nothing blocks.
@ApplicationScoped
public class Referee {
    static final int MOST_FIGHTS = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Channels channels;
    private final Roster roster;
    private final Hub hub;
    private final Clocks clocks;
    private final Map<String, Fight> fights = new ConcurrentHashMap<>();
    private final Map<String, Set<Fight>> byUser = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;

    public Referee(Channels channels, Roster roster, Hub hub, Clocks clocks) {
        this.channels = channels;
        this.roster = roster;
        this.hub = hub;
        this.clocks = clocks;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("combat").factory(),
                        // What is due while the gateway ends is due to nobody.
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// From its first use on: before that there is no fight.
    @PostConstruct
    void begin() {
        channels.keep("combat", new Interjections(this, channels));
    }

    void end(@Observes ShutdownEvent end) {
        timer.shutdownNow();
    }

    /// What became of something.
    sealed interface Ruling {
        /// @param outcome of the first event that was published; null if nothing was
        record Done(@Nullable CompletionStage<Outcome> outcome) implements Ruling {}

        /// @param message constant words
        record Refused(ErrorCode code, String message) implements Ruling {}
    }

    Optional<Fight> find(String id) {
        return Optional.ofNullable(fights.get(id));
    }

    Optional<Fight> find(TopicName topic) {
        return topic.channel().equals("combat") && topic.segments().size() == 1
                ? find(topic.segments().getFirst())
                : Optional.empty();
    }

    Collection<Fight> all() {
        return fights.values();
    }

    /// How many fights there are, those included that are over and still remembered.
    public int count() {
        return fights.size();
    }

    Stream<Fight> of(String userId) {
        return byUser.getOrDefault(userId, Set.of()).stream();
    }

    /// Begins a fight. Those who are there follow it from its first event.
    ///
    /// @return empty if there is one of that name, or are too many
    Optional<CompletionStage<Fight>> create(Fight fight) {
        if (fights.size() >= MOST_FIGHTS || fights.putIfAbsent(fight.id(), fight) != null) {
            return Optional.empty();
        }
        List<Fighter> fighters = fighters(fight);
        CompletableFuture<?>[] followed =
                fighters.stream()
                        .flatMap(this::watchers)
                        .map(one -> one.follow(TopicPattern.of(fight.topic())))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        return Optional.of(
                CompletableFuture.allOf(followed)
                        .thenApply(_ -> {
                            fighters.forEach(one -> index(one, fight));
                            fighters.forEach(one -> noticePresence(fight, one.userId(), false));
                            judge(fight, new Input.Begin(), null);
                            // Who came meanwhile.
                            fighters.forEach(one -> fetch(one, fight));
                            return fight;
                        }));
    }

    private static List<Fighter> fighters(Fight fight) {
        return fight.now().encounter().participants().stream()
                .map(Encounter.Participant::fighter)
                .toList();
    }

    private Stream<Connection> watchers(Fighter fighter) {
        return fighter.isNpc()
                ? Stream.empty()
                : roster.connections(fighter.userId()).stream()
                        .filter(one -> one.channels().contains("combat"));
    }

    private void index(Fighter fighter, Fight fight) {
        if (!fighter.isNpc()) {
            byUser.computeIfAbsent(fighter.userId(), _ -> ConcurrentHashMap.newKeySet()).add(fight);
        }
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

    /// Judges an input, and publishes what follows from it.
    ///
    /// @param said what comes with it: the action, the result or the state as it is to be told
    Ruling judge(Fight fight, Input input, @Nullable EventBody said) {
        fight.lock.lock();
        try {
            return judgeLocked(fight, input, said, true);
        } finally {
            fight.lock.unlock();
        }
    }

    @GuardedBy("fight.lock")
    private Ruling judgeLocked(Fight fight, Input input, @Nullable EventBody said, boolean isTold) {
        Fight.Snapshot before = fight.now();
        switch (before.encounter().judge(input, clocks.steady().instant())) {
            case Verdict.Refused(ErrorCode code, String message) -> {
                return new Ruling.Refused(code, message);
            }
            case Verdict.Accepted(Encounter next, List<Fact> facts) -> {
                if (!next.isOver() && fight.isFull(said)) {
                    endFull(fight);
                    return new Ruling.Refused(
                            ErrorCode.LIMIT_REACHED, "this combat has too many events");
                }
                boolean isState = said != null && said.type().equals("combat_state");
                fight.become(
                        new Fight.Snapshot(next, isState ? said : before.state(), before.asOf()));
                CompletionStage<Outcome> first = null;
                if (isTold) {
                    if (input instanceof Input.Tell && said != null) {
                        first = publish(fight, said);
                    }
                    for (Fact fact : facts) {
                        var told = publish(fight, Words.of(fact, fight, next, said));
                        first = first == null ? told : first;
                    }
                }
                watchClock(fight);
                if (input instanceof Input.Join(Fighter fighter)) {
                    index(fighter, fight);
                    fetch(fighter, fight);
                }
                if (input instanceof Input.Leave(String userId)) {
                    sendAway(userId, fight);
                }
                return new Ruling.Done(first);
            }
        }
    }

    /// Ends a fight that has no room for another event but its last ones.
    @GuardedBy("fight.lock")
    void endFull(Fight fight) {
        judgeLocked(fight, new Input.End(Fact.Reason.FULL, null), null, true);
    }

    @GuardedBy("fight.lock")
    private CompletionStage<Outcome> publish(Fight fight, EventBody body) {
        var publication = new Change.Publication(List.of(fight.topic()), body, null, null);
        CompletionStage<Outcome> outcome = channels.place(publication, null);
        fight.count(body, outcome);
        return outcome;
    }

    @GuardedBy("fight.lock")
    private void watchClock(Fight fight) {
        if (fight.timer != null) {
            fight.timer.cancel(false);
            fight.timer = null;
        }
        Encounter encounter = fight.now().encounter();
        Instant deadline = encounter.deadline();
        if (encounter.isOver()) {
            fight.timer =
                    timer.schedule(
                            () -> forget(fight), REMEMBERED.toMillis(), TimeUnit.MILLISECONDS);
        } else if (deadline != null) {
            int turn = encounter.turn().orElseThrow().turn();
            long millis = Duration.between(clocks.steady().instant(), deadline).toMillis() + 1;
            fight.timer =
                    timer.schedule(
                            () -> judge(fight, new Input.Timeout(turn), null),
                            Math.max(0, millis),
                            TimeUnit.MILLISECONDS);
        }
    }

    /// Ends a fight if it is not over, and forgets it and all of its events.
    void forget(Fight fight) {
        if (!fights.remove(fight.id(), fight)) {
            return;
        }
        judge(fight, new Input.End(Fact.Reason.ENDED, null), null);
        fight.lock.lock();
        try {
            if (fight.timer != null) {
                fight.timer.cancel(false);
            }
        } finally {
            fight.lock.unlock();
        }
        for (Fighter one : fighters(fight)) {
            byUser.computeIfPresent(
                    one.userId(),
                    (_, there) -> {
                        there.remove(fight);
                        return there.isEmpty() ? null : there;
                    });
        }
        var name = TopicPattern.of(fight.topic());
        var readers = new HashSet<>(roster.audience(fight.topic()));
        readers.forEach(one -> one.unsubscribe(name, Reason.ENDED));
        CompletionStage<Outcome> _ = channels.clear(fight.topic());
    }

    void came(@ObservesAsync Connected event) {
        noticePresence(event.connection().userId());
    }

    void left(@ObservesAsync Disconnected event) {
        noticePresence(event.connection().userId());
    }

    private void noticePresence(String userId) {
        of(userId).forEach(fight -> noticePresence(fight, userId, true));
    }

    /// Such news may come in any order: what counts is who is there now.
    private void noticePresence(Fight fight, String userId, boolean isTold) {
        fight.lock.lock();
        try {
            boolean isThere = !roster.connections(userId).isEmpty();
            judgeLocked(fight, new Input.Presence(userId, isThere), null, isTold);
        } finally {
            fight.lock.unlock();
        }
    }
}
