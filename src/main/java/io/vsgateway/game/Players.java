package io.vsgateway.game;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who plays, as far as the lines of the console tell. Any thread may show it lines and ask.
///
/// Of a game whose lines do not tell it, nothing is ever known; of one that was followed in the
/// middle of its life, nothing until the first line that does.
final class Players {
    /// More are not remembered, should a game never tell that somebody left.
    private static final int MAX = 1000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Dialect.@Nullable PlayerReader reader;

    /// By the number of their connection, in the order in which they came.
    @GuardedBy("lock")
    private final SequencedMap<Integer, Player> online = new LinkedHashMap<>();

    /// Those of before the list that is being read.
    @GuardedBy("lock")
    private Map<Integer, Player> before = Map.of();

    @GuardedBy("lock")
    private boolean known;

    Players(Dialect dialect, InstantSource clock) {
        this.reader = dialect.players();
        this.clock = clock;
    }

    /// To be called with each line of the game's, in order.
    void offer(ConsoleLine line) {
        lock.lock();
        try {
            PlayerEvent event = reader == null ? null : reader.read(line);
            if (event != null) {
                known = true;
                note(event);
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void note(PlayerEvent event) {
        switch (event) {
            case PlayerEvent.Came(int client, String name) -> put(client, name, null);
            case PlayerEvent.Left(int client) -> online.remove(client);
            case PlayerEvent.Listed(int client, String name, boolean first) -> {
                if (first) {
                    before = Map.copyOf(online);
                    online.clear();
                }
                put(client, name, before.get(client));
            }
            case PlayerEvent.Emptied _ -> online.clear();
        }
    }

    @GuardedBy("lock")
    private void put(int client, String name, @Nullable Player earlier) {
        Instant since =
                earlier != null && earlier.name().equals(name) ? earlier.since() : clock.instant();
        online.putLast(client, new Player(name, since));
        if (online.size() > MAX) {
            online.pollFirstEntry();
        }
    }

    /// The game began or ended: nobody plays.
    void reset() {
        lock.lock();
        try {
            known = reader != null;
            online.clear();
            before = Map.of();
        } finally {
            lock.unlock();
        }
    }

    /// Those who play, in the order in which they came; null if that is not known.
    @Nullable List<Player> online() {
        lock.lock();
        try {
            return known ? List.copyOf(online.values()) : null;
        } finally {
            lock.unlock();
        }
    }
}
