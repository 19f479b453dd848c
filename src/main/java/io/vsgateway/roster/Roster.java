package io.vsgateway.roster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// All connections to the channels, whose they are, and who is in which topic. All methods may be
/// called from any thread; under the lock nothing else is called.
public final class Roster {
    /// Most users that are listed of a topic; the others are counted.
    public static final int MOST_LISTED = 1000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, Connection> byId = new HashMap<>();

    @GuardedBy("lock")
    private final TreeMap<String, List<Connection>> byUser = new TreeMap<>();

    @GuardedBy("lock")
    private final Map<TopicName, Attendance> attendances = new HashMap<>();

    /// Topics where somebody has come or left.
    @GuardedBy("lock")
    private final Set<TopicName> unsettled = new HashSet<>();

    @GuardedBy("lock")
    private int local;

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    public Roster(InstantSource clock) {
        this.clock = clock;
    }

    /// Who is told of connections, to this gateway and to others. It is called by whoever changes
    /// something, and under no lock.
    public interface Watcher {
        default void joined(Connection connection) {}

        default void left(Connection connection) {}

        default void entered(Connection connection, TopicName topic) {}

        default void exited(Connection connection, TopicName topic) {}
    }

    /// Has somebody told of what happens from now on.
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    private static boolean isLocal(Connection connection) {
        return connection.node().isEmpty();
    }

    /// Takes a connection in.
    ///
    /// @param mostOfUser how many connections a user may have at the same endpoint; those of whom
    ///   nobody knows who they are are not counted
    /// @return false if the user has as many already
    public boolean join(Connection connection, int mostOfUser) {
        lock.lock();
        try {
            String user = connection.userId();
            if (!user.isEmpty()) {
                List<Connection> others = byUser.getOrDefault(user, List.of());
                long there =
                        others.stream()
                                .filter(one -> one.endpoint().equals(connection.endpoint()))
                                .count();
                if (there >= mostOfUser) {
                    return false;
                }
                byUser.computeIfAbsent(user, _ -> new ArrayList<>(1)).add(connection);
            }
            byId.put(connection.id(), connection);
            local += isLocal(connection) ? 1 : 0;
        } finally {
            lock.unlock();
        }
        watchers.forEach(one -> one.joined(connection));
        return true;
    }

    /// Lets it go, if it is there.
    ///
    /// @return whether it was
    public boolean leave(Connection connection) {
        lock.lock();
        try {
            if (!byId.remove(connection.id(), connection)) {
                return false;
            }
            List<Connection> ofUser = byUser.get(connection.userId());
            if (ofUser != null) {
                ofUser.remove(connection);
                if (ofUser.isEmpty()) {
                    byUser.remove(connection.userId());
                }
            }
            local -= isLocal(connection) ? 1 : 0;
        } finally {
            lock.unlock();
        }
        watchers.forEach(one -> one.left(connection));
        return true;
    }

    /// A connection of somebody who is known follows a topic.
    public void enter(Connection connection, TopicName topic) {
        if (connection.userId().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            attendances.computeIfAbsent(topic, Attendance::new).enter(connection, now());
            unsettled.add(topic);
        } finally {
            lock.unlock();
        }
        watchers.forEach(one -> one.entered(connection, topic));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// It follows the topic no more.
    public void exit(Connection connection, TopicName topic) {
        lock.lock();
        try {
            Attendance attendance = attendances.get(topic);
            if (attendance != null) {
                attendance.leave(connection, now());
                unsettled.add(topic);
            }
        } finally {
            lock.unlock();
        }
        if (!connection.userId().isEmpty()) {
            watchers.forEach(one -> one.exited(connection, topic));
        }
    }

    /// What is to be told of who came and left since the last call; to be called now and then.
    public List<PresenceChange> changes() {
        lock.lock();
        try {
            Instant now = now();
            var changes = new ArrayList<PresenceChange>();
            for (Iterator<TopicName> all = unsettled.iterator(); all.hasNext(); ) {
                TopicName topic = all.next();
                Attendance attendance = attendances.get(topic);
                if (attendance == null) {
                    all.remove();
                    continue;
                }
                PresenceChange change = attendance.look(now);
                if (change != null) {
                    changes.add(change);
                }
                if (attendance.count() == 0) {
                    attendances.remove(topic);
                }
                if (!attendance.isUnsettled()) {
                    all.remove();
                }
            }
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /// Who is in a topic, at most [#MOST_LISTED] of them.
    public List<Presence> present(TopicName topic) {
        lock.lock();
        try {
            Attendance attendance = attendances.get(topic);
            return attendance == null ? List.of() : attendance.present(MOST_LISTED);
        } finally {
            lock.unlock();
        }
    }

    /// The connections that are in a topic; none where so many are that coming and going is not
    /// told either.
    public List<Connection> audience(TopicName topic) {
        lock.lock();
        try {
            Attendance attendance = attendances.get(topic);
            return attendance == null || attendance.count() > Attendance.MOST_TOLD
                    ? List.of()
                    : attendance.connections();
        } finally {
            lock.unlock();
        }
    }

    /// How many users are in a topic.
    public int countPresent(TopicName topic) {
        lock.lock();
        try {
            Attendance attendance = attendances.get(topic);
            return attendance == null ? 0 : attendance.count();
        } finally {
            lock.unlock();
        }
    }

    /// All topics of a channel in which somebody is, in their order.
    public List<TopicName> attended(String channel) {
        List<TopicName> all;
        lock.lock();
        try {
            all = List.copyOf(attendances.keySet());
        } finally {
            lock.unlock();
        }
        return all.stream()
                .filter(topic -> topic.channel().equals(channel))
                .sorted(Comparator.comparing(TopicName::text))
                .toList();
    }

    /// How many topics of a channel somebody is in.
    public int countAttended(String channel) {
        lock.lock();
        try {
            return (int)
                    attendances.keySet().stream()
                            .filter(topic -> topic.channel().equals(channel))
                            .count();
        } finally {
            lock.unlock();
        }
    }

    /// The connections of a user.
    public List<Connection> connections(String userId) {
        lock.lock();
        try {
            return List.copyOf(byUser.getOrDefault(userId, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /// All connections.
    public List<Connection> connections() {
        lock.lock();
        try {
            return List.copyOf(byId.values());
        } finally {
            lock.unlock();
        }
    }

    /// The connection of that name.
    public Optional<Connection> connection(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(byId.get(id));
        } finally {
            lock.unlock();
        }
    }

    /// Ids of connected users in their order.
    ///
    /// @param after only those behind this one; null for all
    public List<String> users(@Nullable String after, int most) {
        lock.lock();
        try {
            var from = after == null ? byUser : byUser.tailMap(after, false);
            return from.keySet().stream().limit(most).toList();
        } finally {
            lock.unlock();
        }
    }

    /// How many connections to this gateway there are.
    public int countLocal() {
        lock.lock();
        try {
            return local;
        } finally {
            lock.unlock();
        }
    }

    /// How many connections there are.
    public int count() {
        lock.lock();
        try {
            return byId.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many users are connected.
    public int countUsers() {
        lock.lock();
        try {
            return byUser.size();
        } finally {
            lock.unlock();
        }
    }
}
