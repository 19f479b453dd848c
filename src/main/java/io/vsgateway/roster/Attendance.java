package io.vsgateway.roster;

import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is in one topic: each user once, however many connections they have. One who leaves and is
/// back within seconds, as after a lost connection, never left. Used by one thread at a time.
final class Attendance {
    /// Where more are in a topic, it is only counted: who comes and goes is not told to everybody.
    static final int MOST_TOLD = 1000;

    /// Nor is it told where a crowd comes at once.
    static final long MOST_AT_ONCE = 20_000;

    static final Duration GRACE = Duration.ofSeconds(5);

    private final TopicName topic;
    private final Map<String, Attendant> users = new LinkedHashMap<>();

    /// Users of whom others are not told yet that they came or left.
    private final Map<String, Boolean> untold = new HashMap<>();

    private static final class Attendant {
        final Presence presence;
        final Set<Connection> connections = new HashSet<>(2);
        @Nullable Instant leftAt;

        Attendant(Presence presence) {
            this.presence = presence;
        }
    }

    Attendance(TopicName topic) {
        this.topic = topic;
    }

    void enter(Connection connection, Instant now) {
        Attendant attendant = users.get(connection.userId());
        if (attendant == null) {
            var presence = new Presence(connection.userId(), connection.displayName(), now);
            attendant = new Attendant(presence);
            users.put(connection.userId(), attendant);
            untold.put(connection.userId(), true);
        }
        attendant.leftAt = null;
        attendant.connections.add(connection);
    }

    void leave(Connection connection, Instant now) {
        Attendant attendant = users.get(connection.userId());
        if (attendant != null
                && attendant.connections.remove(connection)
                && attendant.connections.isEmpty()) {
            attendant.leftAt = now;
        }
    }

    /// Who is there, those who came first in front; who has just left may come back.
    List<Presence> present(int most) {
        return users.values().stream().limit(most).map(one -> one.presence).toList();
    }

    int count() {
        return users.size();
    }

    /// What is to be told since the last look; null if nothing is.
    @Nullable PresenceChange look(Instant now) {
        var left = new ArrayList<Presence>();
        for (Iterator<Attendant> all = users.values().iterator(); all.hasNext(); ) {
            Attendant one = all.next();
            if (one.leftAt != null && !one.leftAt.plus(GRACE).isAfter(now)) {
                all.remove();
                if (untold.remove(one.presence.userId()) == null) {
                    left.add(one.presence);
                }
            }
        }
        List<Presence> joined =
                untold.keySet().stream().map(users::get).map(one -> one.presence).toList();
        untold.clear();
        long messages = (long) (joined.size() + left.size()) * users.size();
        if (messages == 0 || users.size() > MOST_TOLD || messages > MOST_AT_ONCE) {
            return null;
        }
        return new PresenceChange(topic, joined, left, connections());
    }

    /// All connections that are there.
    List<Connection> connections() {
        return users.values().stream().flatMap(one -> one.connections.stream()).toList();
    }

    /// Whether it is to be looked at again.
    boolean isUnsettled() {
        return !untold.isEmpty() || users.values().stream().anyMatch(one -> one.leftAt != null);
    }
}
