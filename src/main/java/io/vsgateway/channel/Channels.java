package io.vsgateway.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.delivery.Traffic;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import io.vsgateway.hub.Outcome;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The server's own side of the channels, for the program itself: publish, see who is there, put
/// users into topics, close connections. REST is the same for programs elsewhere. Nobody is asked
/// for a right here; nothing blocks; any thread.
@ApplicationScoped
public class Channels {
    private final Hub hub;
    private final Roster roster;
    private final LongAdder published = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Errors errors = new Errors();
    private final Traffic sent;
    private final Pace pace;
    private final Map<String, Keeper> keepers = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    public Channels(Hub hub, Roster roster) {
        this.hub = hub;
        this.roster = roster;
        hub.listen(
                new NoteListener() {
                    @Override
                    public void memberEnded(TopicName topic, String userId) {
                        roster.connections(userId).stream()
                                // The others hear of it by themselves.
                                .filter(one -> one.node().isEmpty())
                                .forEach(Connection::judgeAnew);
                    }
                });
        sent = new Traffic(hub.delays());
        pace =
                new Pace(
                        published::sum,
                        sent::entries,
                        errors::count,
                        hub.delays(),
                        System::nanoTime);
    }

    /// Keeps account of all that is written into the topics of a channel.
    @FunctionalInterface
    public interface Keeper {
        /// Publishes something, by [Channels#place], or refuses it; any thread, never blocks.
        CompletionStage<Outcome> publish(Change.Publication publication, @Nullable String key);
    }

    /// Hears of what is published at this gateway, once it has its place; what had one already is
    /// not told again. It must not hold anybody up.
    @FunctionalInterface
    public interface Watcher {
        void published(Change.Publication publication, Outcome.Placed placed);
    }

    /// From now on, this one hears of everything.
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /// From now on, what is for topics of this channel goes through its keeper.
    public void keep(String channel, Keeper keeper) {
        keepers.put(channel, keeper);
    }

    /// Publishes something.
    ///
    /// @param key of several with the same key within some minutes one is published; null for none
    /// @return when it has its place and this gateway has applied it
    public CompletionStage<Outcome> publish(Change.Publication publication, @Nullable String key) {
        return publication.topics().stream()
                .flatMap(topic -> Optional.ofNullable(keepers.get(topic.channel())).stream())
                .findFirst()
                .orElse(this::place)
                .publish(publication, key);
    }

    /// Publishes something without asking a keeper.
    public CompletionStage<Outcome> place(Change.Publication publication, @Nullable String key) {
        return hub.propose(new Proposal(publication, key))
                .thenApply(outcome -> counted(publication, outcome));
    }

    /// Publishes several things, one behind the other, with notes for all gateways before them; all
    /// of it or nothing.
    ///
    /// @param key of several with the same key within some minutes one is placed
    /// @return with the place of the first publication, or of the first note if there is none
    public CompletionStage<Outcome> place(
            List<Change.Note> notes, List<Change.Publication> publications, String key) {
        List<Change> changes =
                Stream.<Change>concat(notes.stream(), publications.stream()).toList();
        return hub.propose(new Proposal(changes, key))
                .thenApply(outcome ->
                        counted(
                                publications,
                                outcome instanceof Outcome.Placed placed
                                        ? behind(placed, notes.size())
                                        : outcome));
    }

    private static Outcome.Placed behind(Outcome.Placed placed, int count) {
        Position first = placed.position();
        return new Outcome.Placed(
                new Position(first.epoch(), first.offset() + count),
                placed.at(),
                placed.isDuplicate());
    }

    private Outcome counted(List<Change.Publication> publications, Outcome outcome) {
        if (!(outcome instanceof Outcome.Placed first)) {
            refused.increment();
            return outcome;
        }
        for (int i = 0; i < publications.size() && !first.isDuplicate(); i++) {
            counted(publications.get(i), behind(first, i));
        }
        return first;
    }

    private Outcome counted(Change.Publication publication, Outcome outcome) {
        if (outcome instanceof Outcome.Placed placed) {
            published.increment();
            if (!placed.isDuplicate()) {
                watchers.forEach(one -> one.published(publication, placed));
            }
        } else {
            refused.increment();
        }
        return outcome;
    }

    /// Deletes something that was published, in each of its topics, and tells those who are there.
    ///
    /// @return with the place of the first notice
    public CompletionStage<Outcome> delete(List<Change.Deletion> deletions) {
        List<Change.Publication> notices =
                deletions.stream()
                        .map(one ->
                                new Change.Publication(
                                        List.of(one.topic()), one.notice(), null, null))
                        .toList();
        return hub.propose(new Proposal(List.<Change>copyOf(deletions), null))
                .thenApply(outcome -> counted(notices, outcome));
    }

    /// Forgets all events of a topic, which nobody is to read any more.
    public CompletionStage<Outcome> clear(TopicName topic) {
        return hub.propose(new Proposal(new Change.Clearing(topic), null));
    }

    /// Publishes to one topic.
    public CompletionStage<Outcome> publish(TopicName topic, EventBody body) {
        return publish(new Change.Publication(List.of(topic), body, null, null), null);
    }

    /// Publishes to everybody who is connected.
    ///
    /// @param exclude id of a user who is not told; null if all are
    public CompletionStage<Outcome> broadcast(EventBody body, @Nullable String exclude) {
        return publish(
                new Change.Publication(List.of(Topics.EVERYBODY), body, exclude, null), null);
    }

    /// Publishes to all connections of a user, also to those to come.
    ///
    /// @return empty if there can be no such user
    public Optional<CompletionStage<Outcome>> sendToUser(String userId, EventBody body) {
        return Topics.ofUser(userId).map(topic -> publish(topic, body));
    }

    /// Publishes to one connection.
    ///
    /// @return empty if there is none of that name
    public Optional<CompletionStage<Outcome>> sendToConnection(String id, EventBody body) {
        return toConnection(
                id,
                new Change.Publication(List.of(Topics.ofConnection(id)), body, null, null),
                null);
    }

    /// Publishes to one connection, which follows the topic that is its own from then on: before
    /// the first event of it, nothing would be gained by that.
    ///
    /// @return empty if there is none of that name
    public Optional<CompletionStage<Outcome>> toConnection(
            String id, Change.Publication publication, @Nullable String key) {
        return roster.connection(id)
                .map(one -> one.follow(TopicPattern.of(Topics.ofConnection(id))))
                .map(followed ->
                        followed.thenCompose(isFollowed ->
                                isFollowed
                                        ? publish(publication, key)
                                        : CompletableFuture.completedStage(new Outcome.Full())));
    }

    /// Makes a user a member of a topic, or ends that; it lasts until it is changed or the gateway
    /// ends.
    public CompletionStage<Outcome> member(TopicName topic, String userId, boolean isMember) {
        var change = new Change.Membership(topic, userId, isMember);
        return hub.propose(new Proposal(change, null));
    }

    /// Subscribes all present connections of a user to a topic, whatever their rights.
    ///
    /// @return how many there are
    public int join(TopicName topic, String userId) {
        List<Connection> there = roster.connections(userId);
        there.forEach(one -> one.subscribe(TopicPattern.of(topic)));
        return there.size();
    }

    /// Takes a topic from all present connections of a user.
    ///
    /// @return how many there are
    public int leave(TopicName topic, String userId) {
        List<Connection> there = roster.connections(userId);
        there.forEach(one -> one.unsubscribe(TopicPattern.of(topic)));
        return there.size();
    }

    /// Closes all connections of a user.
    ///
    /// @return how many there were
    public int disconnectUser(String userId, CloseCode code) {
        List<Connection> there = roster.connections(userId);
        there.forEach(one -> one.disconnect(code));
        return there.size();
    }

    /// Closes a connection.
    ///
    /// @return whether there was one of that name
    public boolean disconnect(String connectionId, CloseCode code) {
        Optional<Connection> there = roster.connection(connectionId);
        there.ifPresent(one -> one.disconnect(code));
        return there.isPresent();
    }

    /// Tells those who want to know that somebody is connected, or no more.
    public void tellOf(Connection connection, String type) {
        if (hub.state().isShared() || hub.isHeard(Topics.CONNECTIONS)) {
            var members = JsonNodeFactory.instance.objectNode();
            members.put("user_id", connection.userId())
                    .put("user", connection.displayName())
                    .put("connection_id", connection.id());
            CompletableFuture<?> _ =
                    publish(Topics.CONNECTIONS, EventBody.of(type, members)).toCompletableFuture();
        }
    }

    /// How many events were published here.
    public long published() {
        return published.sum();
    }

    /// How many were not taken.
    public long refused() {
        return refused.sum();
    }

    /// Totals of the events that clients were sent.
    public Traffic sent() {
        return sent;
    }

    /// Totals of the errors that clients were told.
    public Errors errors() {
        return errors;
    }

    /// What is going on at present.
    public Pace pace() {
        return pace;
    }
}
