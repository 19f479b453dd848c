package io.vsgateway.game.dialect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Player;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who is playing, as far as the console's lines tell. Any thread may report events and ask.
///
/// If a game's lines do not tell who is playing, that is never known; if the game was already
/// running when it was first followed, it is not known until the first line that tells.
public final class Players {
    /// No more are remembered, in case a game never tells that somebody left.
    private static final int MAX = 1000;

    private final boolean told;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// By connection number, in the order in which they joined.
    @GuardedBy("lock")
    private final SequencedMap<Integer, Player> online = new LinkedHashMap<>();

    /// Those known before the list that is being read.
    @GuardedBy("lock")
    private Map<Integer, Player> before = Map.of();

    @GuardedBy("lock")
    private boolean known;

    public Players(Dialect dialect, InstantSource clock) {
        this.told = dialect.tellsPlayers();
        this.clock = clock;
    }

    /// To be called with each of the game's events, in order.
    public void note(GameEvent event) {
        if (!told) {
            return;
        }
        lock.lock();
        try {
            known |= tells(event);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean tells(GameEvent event) {
        switch (event) {
            case GameEvent.Came(int client, String name) -> put(client, name, null);
            case GameEvent.Left(int client) -> online.remove(client);
            case GameEvent.Listed(int client, String name, boolean first) -> {
                if (first) {
                    before = Map.copyOf(online);
                    online.clear();
                }
                put(client, name, before.get(client));
            }
            case GameEvent.Starting _, GameEvent.Stopping _, GameEvent.Ended _ -> online.clear();
            case GameEvent.Ready _ -> {}
            case GameEvent.Saved _, GameEvent.Echoed _, GameEvent.Printed _ -> {
                return false;
            }
        }
        return true;
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

    /// The game began or ended: nobody is playing.
    public void reset() {
        lock.lock();
        try {
            known = told;
            online.clear();
            before = Map.of();
        } finally {
            lock.unlock();
        }
    }

    /// Those who are playing, in the order in which they joined; null if that is not known.
    public @Nullable List<Player> online() {
        lock.lock();
        try {
            return known ? List.copyOf(online.values()) : null;
        } finally {
            lock.unlock();
        }
    }
}
