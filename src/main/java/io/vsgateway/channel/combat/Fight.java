package io.vsgateway.channel.combat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One fight as a gateway knows it. Any thread may ask; the thread of the order says how it stands.
final class Fight {
    private final String id;
    private final String run;
    private final Docket docket = new Docket();
    private volatile Snapshot now;

    /// What is on its way into its topic from here.
    private final AtomicInteger events = new AtomicInteger();

    private final AtomicLong bytes = new AtomicLong();

    /// What is to be done about it, at a time.
    private final AtomicReference<@Nullable Future<?>> timer = new AtomicReference<>();

    /// How it stands.
    ///
    /// @param state what the back-end last said of it; null if nothing
    /// @param version counts judgements; 0 before the first
    /// @param asOf the last event that it takes into account; null if that is not known
    record Snapshot(
            Encounter encounter, @Nullable EventBody state, int version, @Nullable Position asOf) {}

    /// One that begins.
    Fight(String id, Encounter encounter, @Nullable EventBody state) {
        this(id, UUID.randomUUID().toString(), new Snapshot(encounter, state, 0, null));
    }

    /// One of which the order tells.
    ///
    /// @param run tells it from an earlier one of the same name
    Fight(String id, String run, Minutes.Terms terms) {
        this(
                id,
                run,
                new Snapshot(Encounter.open(terms.rules(), List.of()), terms.state(), 0, null));
    }

    private Fight(String id, String run, Snapshot now) {
        this.id = id;
        this.run = run;
        this.now = now;
    }

    String id() {
        return id;
    }

    String run() {
        return run;
    }

    TopicName topic() {
        return TopicName.of("combat:" + id);
    }

    /// What waits to be judged here.
    Docket docket() {
        return docket;
    }

    Snapshot now() {
        return now;
    }

    /// Whether nobody is to find it any more.
    boolean isForgotten() {
        return now.encounter().isForgotten();
    }

    void become(Snapshot next) {
        now = next;
    }

    /// From now on, this is to be done at its time, and nothing else.
    void await(@Nullable Future<?> next) {
        Future<?> before = timer.getAndSet(next);
        if (before != null) {
            before.cancel(false);
        }
    }

    /// How many events are on their way.
    int events() {
        return events.get();
    }

    long bytes() {
        return bytes.get();
    }

    /// Something is on its way into its topic, until that is over.
    void expect(List<EventBody> told, CompletionStage<Outcome> outcome) {
        long length = told.stream().mapToLong(EventBody::length).sum();
        events.addAndGet(told.size());
        bytes.addAndGet(length);
        outcome.whenComplete((_, _) -> {
            events.addAndGet(-told.size());
            bytes.addAndGet(-length);
        });
    }

    /// Whether somebody may follow it. Who was taken out of it is a stranger to it, while who gave
    /// up may see how it ends.
    boolean mayBeWatchedBy(String userId) {
        Encounter encounter = now.encounter();
        Combat.Spectators spectators = encounter.rules().spectators();
        return spectators.isOpen()
                || (!userId.isEmpty()
                        && (encounter.participant(userId).filter(Fight::isItsMatter).isPresent()
                                || spectators.users().contains(userId)));
    }

    private static boolean isItsMatter(Participant one) {
        return one.standing() != Encounter.Standing.LEFT;
    }

    /// All that there is to know of it, as an event without a place in the order.
    ///
    /// @param last the last event of its topic; null if there is none
    EventBody sync(@Nullable Position last) {
        Snapshot there = now;
        ObjectNode members = Words.of(this);
        Encounter encounter = there.encounter();
        members.put(
                "stage",
                switch (encounter.stage()) {
                    case Stage.Open _ -> "open";
                    case Stage.Turn _ -> "turn";
                    case Stage.Paused _ -> "paused";
                    case Stage.Ended _ -> "ended";
                });
        encounter
                .turn()
                .ifPresent(turn -> {
                    members.put("turn", turn.turn()).put("round", turn.round());
                    members.put("user_id", turn.userId());
                });
        if (encounter.deadline() != null) {
            members.put("deadline", Timestamp.format(encounter.deadline()));
        }
        if (encounter.stage() instanceof Stage.Ended(Fact.Reason reason, String team, _)) {
            members.put("reason", reason.label());
            if (team != null) {
                members.put("team", team);
            }
        }
        members.set("participants", participants(encounter));
        tellActions(encounter, members);
        if (there.state() != null) {
            members.set("state", there.state().member("state"));
        }
        Position asOf = later(there.asOf(), last);
        if (asOf != null) {
            members.put("as_of", asOf.id());
        }
        return EventBody.of("combat_sync", members);
    }

    /// What a back-end publishes straight into the topic changes nothing in it.
    private static @Nullable Position later(@Nullable Position own, @Nullable Position last) {
        return own == null || (last != null && !isBehind(own, last)) ? last : own;
    }

    private static boolean isBehind(Position own, Position last) {
        return own.epoch().equals(last.epoch()) && own.offset() > last.offset();
    }

    /// What may be done, if that is not anything.
    static void tellActions(Encounter encounter, ObjectNode members) {
        if (!encounter.rules().actions().isEmpty()) {
            encounter.rules().actions().forEach(members.putArray("actions")::add);
        }
    }

    static ArrayNode participants(Encounter encounter) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Participant one : encounter.participants()) {
            all.addObject()
                    .put("user_id", one.userId())
                    .put("name", one.fighter().name())
                    .put("kind", one.fighter().isNpc() ? "npc" : "player")
                    .put("team", one.fighter().team())
                    .put("standing", one.standing().name().toLowerCase(Locale.ROOT))
                    .put("connected", one.isConnected());
        }
        return all;
    }
}
