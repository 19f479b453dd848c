package io.vsgateway.channel.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vsgateway.channel.Node;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who is connected to the other gateways: each tells of its own connections, several times a
/// second what has changed, and everything when another comes or something was missed. A gateway
/// that is gone takes its connections with it, at the same place of the order everywhere.
@ApplicationScoped
class Neighbours implements NoteListener {
    private static final Logger LOG = Logger.getLogger(Neighbours.class);
    private static final String NEWS = "roster";
    private static final String ORDER = "order";
    private static final long TELL_MILLIS = 50;
    private static final int TOLD_AT_ONCE = 200;

    private final Vertx vertx;
    private final Hub hub;
    private final Roster roster;
    private final ObjectMapper json;
    private final String own;
    private final ReentrantLock lock = new ReentrantLock();

    /// What the others do not know yet.
    @GuardedBy("lock")
    private List<News.One> untold = new ArrayList<>();

    /// By gateway and id; the thread of the order alone uses it.
    private final Map<String, Map<String, Elsewhere>> others = new HashMap<>();

    /// Whether the others may know something else than there is, and all is to be told.
    private volatile boolean isIncomplete = true;

    /// The rest is used by the thread that tells.
    private final Queue<News> outbox = new ArrayDeque<>();

    private final Context context;
    private boolean isTelling;

    /// Whether the others are to tell all, too.
    private boolean isAsking = true;

    private long timer = -1;

    Neighbours(Vertx vertx, Hub hub, Roster roster, Node node, ObjectMapper json) {
        this.vertx = vertx;
        this.hub = hub;
        this.roster = roster;
        this.own = node.id();
        this.json = json;
        this.context = vertx.getOrCreateContext();
    }

    void begin(@Observes StartupEvent start) {
        if (!hub.state().isShared()) {
            return;
        }
        hub.listen(this);
        roster.watch(new Watcher());
        context.runOnContext(_ -> timer = vertx.setPeriodic(TELL_MILLIS, _ -> tellChanges()));
    }

    /// On the one thread that tells. What could not be told makes all be told as soon as that can
    /// be.
    private void tellChanges() {
        if (isTelling || !hub.state().isReached()) {
            return;
        }
        if (isIncomplete) {
            isIncomplete = false;
            List<News.One> _ = takeUntold();
            write(all(), true);
        } else {
            write(takeUntold(), false);
        }
        tellNext();
    }

    /// One after the other, so that others have their turn in the order.
    private void tellNext() {
        News next = outbox.poll();
        isTelling = next != null;
        if (next == null) {
            return;
        }
        try {
            var note = new Change.Note(NEWS, "", json.writeValueAsString(next));
            CompletionStage<Void> _ =
                    hub.tell(note)
                            .thenAccept(isTold -> context.runOnContext(_ -> told(next, isTold)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void told(News news, boolean isTold) {
        if (isTold) {
            isAsking &= !news.wantsAll();
        } else {
            outbox.clear();
            isIncomplete = true;
        }
        tellNext();
    }

    void end(@Observes ShutdownEvent end) {
        vertx.cancelTimer(timer);
    }

    private final class Watcher implements Roster.Watcher {
        @Override
        public void joined(Connection connection) {
            add(connection, Neighbours.joined(connection));
        }

        @Override
        public void left(Connection connection) {
            add(connection, new News.One(News.Event.LEFT, connection.id(), null, null));
        }

        @Override
        public void entered(Connection connection, TopicName topic) {
            add(connection, new News.One(News.Event.ENTERED, connection.id(), null, topic.text()));
        }

        @Override
        public void exited(Connection connection, TopicName topic) {
            add(connection, new News.One(News.Event.EXITED, connection.id(), null, topic.text()));
        }
    }

    private static News.One joined(Connection connection) {
        var known =
                new Elsewhere.Known(
                        connection.id(),
                        connection.userId(),
                        connection.displayName(),
                        connection.role(),
                        connection.endpoint(),
                        connection.since(),
                        connection.metadata(),
                        connection.channels());
        return new News.One(News.Event.JOINED, connection.id(), known, null);
    }

    private void add(Connection connection, News.One one) {
        // Of those of others these others tell; and where all is to be told, it will be with it.
        if (!connection.node().isEmpty() || isIncomplete) {
            return;
        }
        lock.lock();
        try {
            untold.add(one);
        } finally {
            lock.unlock();
        }
    }

    private List<News.One> takeUntold() {
        lock.lock();
        try {
            List<News.One> ones = untold;
            if (!ones.isEmpty()) {
                untold = new ArrayList<>();
            }
            return ones;
        } finally {
            lock.unlock();
        }
    }

    /// In pieces that are no burden to the order.
    private void write(List<News.One> ones, boolean tellsAll) {
        boolean asks = isAsking && tellsAll;
        for (int i = 0; i < ones.size(); i += TOLD_AT_ONCE) {
            List<News.One> some = ones.subList(i, Math.min(ones.size(), i + TOLD_AT_ONCE));
            outbox.add(new News(own, asks && i == 0, tellsAll && i == 0, some));
        }
        if (ones.isEmpty() && tellsAll) {
            outbox.add(new News(own, asks, true, ones));
        }
    }

    private List<News.One> all() {
        var all = new ArrayList<News.One>();
        for (Connection one : roster.connections()) {
            if (one.node().isEmpty()) {
                all.add(joined(one));
                one.topics().stream()
                        .flatMap(topic -> topic.topic().stream())
                        .filter(topic -> !one.userId().isEmpty() && Topics.isSocial(topic))
                        .map(topic ->
                                new News.One(News.Event.ENTERED, one.id(), null, topic.text()))
                        .forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        try {
            switch (note.subject()) {
                case NEWS -> heard(json.readValue(note.text(), News.class));
                case ORDER -> {
                    Order order = json.readValue(note.text(), Order.class);
                    roster.connection(order.connection())
                            .filter(one -> one.node().isEmpty())
                            .ifPresent(order::execute);
                }
                default -> {
                    // For somebody else.
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warn("What another gateway tells cannot be read", e);
        }
    }

    private void heard(News news) {
        if (news.node().equals(own)) {
            return;
        }
        if (news.wantsAll()) {
            isIncomplete = true;
        }
        if (news.tellsAll()) {
            forget(news.node());
        }
        Map<String, Elsewhere> there = others.computeIfAbsent(news.node(), _ -> new HashMap<>());
        for (News.One one : news.ones()) {
            apply(news.node(), there, one);
        }
    }

    private void apply(String node, Map<String, Elsewhere> there, News.One one) {
        Elsewhere.Known known = one.known();
        if (known != null && !there.containsKey(one.id())) {
            var connection = new Elsewhere(node, known, this::give);
            there.put(one.id(), connection);
            roster.join(connection, Integer.MAX_VALUE);
            return;
        }
        Elsewhere connection = there.get(one.id());
        if (connection == null) {
            return;
        }
        String topic = one.topic();
        switch (one.event()) {
            case JOINED -> {
                // It is known.
            }
            case LEFT -> {
                there.remove(one.id());
                leave(connection);
            }
            case ENTERED -> {
                if (topic != null) {
                    connection.enter(TopicName.of(topic));
                    roster.enter(connection, TopicName.of(topic));
                }
            }
            case EXITED -> {
                if (topic != null) {
                    connection.exit(TopicName.of(topic));
                    roster.exit(connection, TopicName.of(topic));
                }
            }
        }
    }

    private void leave(Elsewhere connection) {
        connection.entered().forEach(topic -> roster.exit(connection, topic));
        roster.leave(connection);
    }

    private void give(Order order) {
        try {
            CompletionStage<Boolean> _ =
                    hub.tell(new Change.Note(ORDER, "", json.writeValueAsString(order)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forget(String node) {
        Map<String, Elsewhere> gone = others.remove(node);
        if (gone != null) {
            gone.values().forEach(this::leave);
        }
    }

    /// One that was only taken for gone, as it stood still, tells all anew.
    @Override
    public void down(String node) {
        if (node.equals(own)) {
            isIncomplete = true;
        } else {
            LOG.infof("Gateway %s is gone", node);
            forget(node);
        }
    }

    @Override
    public void renewed() {
        List.copyOf(others.keySet()).forEach(this::forget);
        context.runOnContext(_ -> {
            isAsking = true;
            isIncomplete = true;
        });
    }
}
