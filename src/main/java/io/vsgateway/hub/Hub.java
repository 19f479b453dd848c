package io.vsgateway.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Delays;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Applies the one order: each publication goes into all of its topics, then the end of the order
/// moves, and then those who wait are woken. A reader of several topics that reads none beyond
/// [#end] therefore sees all of them in the same order, whatever is appended meanwhile.
///
/// All methods may be called from any thread. Under the one lock there is neither I/O nor anybody
/// else's code but the appending to feeds.
public final class Hub implements Fanout.Listener {
    private static final int SWEPT_AT_ONCE = 256;

    private final Fanout fanout;

    /// Whether others have the same order: then what has its place there is refused by nobody.
    private final boolean isShared;

    private final ReentrantLock lock = new ReentrantLock();
    private final Delays delays = new Delays();

    @GuardedBy("lock")
    private final TopicTable topics;

    @GuardedBy("lock")
    private final Publishing publishing;

    @GuardedBy("lock")
    private final MemberTable members = new MemberTable();

    private final Notes notes = new Notes();

    private final Refusals refused = new Refusals();

    /// Of [#end].
    @GuardedBy("lock")
    private String epoch = "0";

    /// Written under the lock, read without.
    private volatile long end;

    /// @param classes how much a topic remembers; asked under the lock, once for each
    /// @param maxTopics at most so many at the same time
    /// @param maxBytes at most so much for all their events
    public Hub(
            Fanout fanout,
            Function<TopicPattern, TopicClass> classes,
            int maxTopics,
            long maxBytes) {
        this.fanout = fanout;
        this.isShared = fanout.state().isShared();
        this.topics = new TopicTable(classes, maxTopics, maxBytes);
        this.publishing = new Publishing(topics, isShared);
        // The first entry may come at once, and has to wait for what was before.
        lock.lock();
        try {
            renew(fanout.follow(this));
        } finally {
            lock.unlock();
        }
    }

    /// Offset of the last entry that all topics have.
    public long end() {
        return end;
    }

    /// Position of the last entry that all topics have.
    public Position endPosition() {
        lock.lock();
        try {
            return new Position(epoch, end);
        } finally {
            lock.unlock();
        }
    }

    /// Has somebody hear the notes of all subjects and what concerns them, in their order. To be
    /// called before [#started]; those that are remembered come at once.
    public void listen(NoteListener listener) {
        notes.listen(listener);
    }

    /// All who want to hear notes do.
    public void started() {
        notes.started();
    }

    /// Tells all gateways something that goes to no client. Where there is only this one, there is
    /// nobody to hear it.
    ///
    /// @return whether it is told, once that is known
    public CompletionStage<Boolean> tell(Change.Note note) {
        return isShared
                ? propose(new Proposal(note, null)).thenApply(Outcome.Placed.class::isInstance)
                : CompletableFuture.completedStage(true);
    }

    /// How the order fares.
    public OrderState state() {
        return fanout.state();
    }

    /// How long entries take until they are handed to those who follow them.
    public Delays delays() {
        return delays;
    }

    /// Puts something into the order. Never blocks; when the stage completes, it was applied here.
    ///
    /// An order that others share is asked only for what has room here: what is placed there by two
    /// at the same time may be too much for one, which then tells a gap.
    public CompletionStage<Outcome> propose(Proposal proposal) {
        if (isShared && !proposal.changes().stream().allMatch(this::hasRoomFor)) {
            return CompletableFuture.completedStage(new Outcome.Full());
        }
        return fanout.propose(proposal).thenApply(this::outcome);
    }

    private boolean hasRoomFor(Change change) {
        lock.lock();
        try {
            return switch (change) {
                case Change.Publication one -> publishing.hasRoomFor(one);
                case Change.Membership(TopicName topic, String userId, boolean isMember) ->
                        !isMember || members.hasRoomFor(topic, userId);
                case Change.Deletion _,
                        Change.Clearing _,
                        Change.Note _,
                        Change.NodeDown _,
                        Change.Unreadable _,
                        Change.Unknown _ ->
                        true;
            };
        } finally {
            lock.unlock();
        }
    }

    private Outcome outcome(Placement placement) {
        return switch (placement) {
            case Placement.Placed(Position position, Instant at, boolean isDuplicate) -> {
                yield refused.has(position.offset())
                        ? new Outcome.Full()
                        : new Outcome.Placed(position, at, isDuplicate);
            }
            case Placement.Refused(Placement.Reason reason) -> new Outcome.Refused(reason);
        };
    }

    @Override
    public boolean entry(Entry entry) {
        List<Topic> touched;
        boolean isTaken;
        lock.lock();
        try {
            touched = apply(entry);
            isTaken = !refused.has(entry.position().offset());
            // Of one that nobody follows, nothing could be told.
            if (delays.isWanted() && touched.stream().anyMatch(Topic::isUsed)) {
                delays.placed(
                        entry.position().offset(), touched.stream().map(Topic::feed).toList());
            }
            end = entry.position().offset();
        } finally {
            lock.unlock();
        }
        touched.forEach(topic -> topic.feed().ring());
        switch (entry.change()) {
            case Change.Note note -> notes.heard(note, entry.position());
            case Change.NodeDown(String node) -> notes.down(node);
            case Change.Membership(TopicName topic, String userId, boolean isMember)
                    when !isMember ->
                    notes.memberEnded(topic, userId);
            default -> {
                // That was all.
            }
        }
        return isTaken;
    }

    /// Readers are told a gap where one is: in all topics if the epoch is another.
    @Override
    public void renew(Recollection memory) {
        List<Topic> all;
        lock.lock();
        try {
            boolean isAnew = !memory.end().epoch().equals(epoch);
            // Until all topics are what they are to be, nothing is read from any of them.
            end = 0;
            epoch = memory.end().epoch();
            members.renew(memory.memberships());
            refused.clear();
            topics.renew(memory, isAnew);
            end = memory.end().offset();
            all = topics.all();
        } finally {
            lock.unlock();
        }
        all.forEach(topic -> topic.feed().ring());
        notes.renewed(memory.notes());
    }

    @GuardedBy("lock")
    private List<Topic> apply(Entry entry) {
        return switch (entry.change()) {
            case Change.Publication publication -> publish(entry, publication);
            case Change.Deletion deletion -> {
                topics.erase(deletion.topic(), deletion.deleted().offset());
                var notice =
                        new Change.Publication(
                                List.of(deletion.topic()), deletion.notice(), null, null);
                yield publish(entry, notice);
            }
            case Change.Membership(TopicName topic, String userId, boolean isMember) -> {
                if (isShared || !isMember || members.hasRoomFor(topic, userId)) {
                    members.change(topic, userId, isMember);
                } else {
                    refused.add(entry.position().offset());
                }
                yield List.of();
            }
            case Change.Clearing(TopicName topic) -> {
                forget(topic);
                yield List.of();
            }
            case Change.Unreadable(List<TopicName> concerned) ->
                    topics.miss(concerned, entry.position().offset());
            case Change.Note _, Change.NodeDown _, Change.Unknown _ -> List.of();
        };
    }

    @GuardedBy("lock")
    private List<Topic> publish(Entry entry, Change.Publication publication) {
        List<Topic> touched = publishing.put(entry, publication, endPosition());
        if (touched == null) {
            refused.add(entry.position().offset());
            return List.of();
        }
        return touched;
    }

    /// Begins to use a topic, which is made if need be and stays until [#release].
    ///
    /// @param isTrusted whether whoever wants it may have the last place
    /// @return empty if there are too many
    public Optional<Topic> use(TopicPattern name, boolean isTrusted) {
        lock.lock();
        try {
            return Optional.ofNullable(topics.follow(name.text(), endPosition(), isTrusted));
        } finally {
            lock.unlock();
        }
    }

    /// Uses a topic no more; to be called once for each [#use].
    public void release(Topic topic) {
        lock.lock();
        try {
            topics.use(topic, -1);
        } finally {
            lock.unlock();
        }
    }

    /// A topic that is there.
    public Optional<Topic> find(TopicPattern name) {
        lock.lock();
        try {
            return Optional.ofNullable(topics.find(name.text()));
        } finally {
            lock.unlock();
        }
    }

    /// Whether anybody would be told of what is published there, now or later.
    public boolean isHeard(TopicName name) {
        lock.lock();
        try {
            return topics.find(name.text()) != null
                    || topics.wildcards().stream().anyMatch(one -> one.name().matches(name));
        } finally {
            lock.unlock();
        }
    }

    /// All topics that are there.
    public List<Topic> topics() {
        lock.lock();
        try {
            return topics.all();
        } finally {
            lock.unlock();
        }
    }

    /// Whether somebody was made a member of a topic.
    public boolean isMember(TopicName topic, String userId) {
        lock.lock();
        try {
            return members.has(topic, userId);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void forget(TopicName name) {
        Topic topic = topics.find(name.text());
        if (topic != null) {
            topics.forget(topic);
        }
    }

    /// Forgets what is too old; to be called now and then.
    public void sweep(Instant now) {
        List<Topic> all = topics();
        // Those who publish wait for some of them at most.
        for (int i = 0; i < all.size(); i += SWEPT_AT_ONCE) {
            lock.lock();
            try {
                topics.sweep(all.subList(i, Math.min(all.size(), i + SWEPT_AT_ONCE)), now);
            } finally {
                lock.unlock();
            }
        }
    }

    /// How many topics there are, but for those of users to whom nothing was sent.
    public int count() {
        lock.lock();
        try {
            return topics.count();
        } finally {
            lock.unlock();
        }
    }

    /// How many use a topic, all topics together.
    public long subscriptions() {
        lock.lock();
        try {
            return topics.uses();
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that all of them take.
    public long bytes() {
        lock.lock();
        try {
            return topics.bytes();
        } finally {
            lock.unlock();
        }
    }
}
