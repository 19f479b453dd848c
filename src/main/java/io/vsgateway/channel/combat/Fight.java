package io.vsgateway.channel.combat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One fight as the gateway holds it. What is decided and what is told of it have one order, as
/// both happen under its lock.
final class Fight {
    private final String id;
    private final TopicName topic;
    final ReentrantLock lock = new ReentrantLock();

    /// Written under the lock, read without.
    private volatile Snapshot now;

    static final int MOST_EVENTS = 10_000;
    static final long MOST_BYTES = 4 * 1024 * 1024;

    /// Room for what one input makes, and for the end behind it.
    private static final int LAST_EVENTS = 8;

    private static final long LAST_BYTES = 8 * 1024;

    /// What an event takes besides its body, and a little more.
    private static final long EVENT_BYTES = 128;

    @GuardedBy("lock")
    private int events;

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    @Nullable Future<?> timer;

    /// How it stands.
    ///
    /// @param state what the back-end last said of it; null if nothing
    /// @param asOf the last event that it takes into account; null if there is none
    record Snapshot(Encounter encounter, @Nullable EventBody state, @Nullable Position asOf) {}

    Fight(String id, TopicName topic, Encounter encounter, @Nullable EventBody state) {
        this.id = id;
        this.topic = topic;
        this.now = new Snapshot(encounter, state, null);
    }

    String id() {
        return id;
    }

    TopicName topic() {
        return topic;
    }

    Snapshot now() {
        return now;
    }

    @GuardedBy("lock")
    void become(Snapshot next) {
        now = next;
    }

    /// Whether there is no room for one more event and what may have to follow it.
    @GuardedBy("lock")
    boolean isFull(@Nullable EventBody more) {
        long length = more == null ? 0 : more.length();
        return events + LAST_EVENTS > MOST_EVENTS || bytes + length + LAST_BYTES > MOST_BYTES;
    }

    /// Takes account of what was published of it.
    @GuardedBy("lock")
    void count(EventBody body, CompletionStage<Outcome> published) {
        CompletableFuture<Outcome> outcome = published.toCompletableFuture();
        // The order of one gateway answers at once.
        if (!outcome.isDone()) {
            add(body);
        } else if (outcome.join()
                        instanceof Outcome.Placed(Position position, Instant _, boolean isDuplicate)
                && !isDuplicate) {
            add(body);
            now = new Snapshot(now.encounter(), now.state(), position);
        }
    }

    @GuardedBy("lock")
    private void add(EventBody body) {
        events++;
        bytes += body.length() + EVENT_BYTES;
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
    EventBody sync() {
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
        if (encounter.stage() instanceof Stage.Ended(Fact.Reason reason, String team)) {
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
        if (there.asOf() != null) {
            members.put("as_of", there.asOf().id());
        }
        return EventBody.of("combat_sync", members);
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
