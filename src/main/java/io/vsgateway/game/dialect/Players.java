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
        note(event, clock.instant());
    }

    /// The same, for an event of that time.
    ///
    /// @return whether it told something of the players
    public boolean note(GameEvent event, Instant at) {
        if (!told) {
            return false;
        }
        lock.lock();
        try {
            boolean tells = tells(event, at);
            known |= tells;
            return tells;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean tells(GameEvent event, Instant at) {
        switch (event) {
            case GameEvent.Came(int client, String name) -> put(client, name, null, at);
            case GameEvent.Left(int client) -> online.remove(client);
            case GameEvent.Listed(int client, String name, boolean first) -> {
                if (first) {
                    before = Map.copyOf(online);
                    online.clear();
                }
                put(client, name, before.get(client), at);
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
    private void put(int client, String name, @Nullable Player earlier, Instant at) {
        Instant since = earlier != null && earlier.name().equals(name) ? earlier.since() : at;
        online.putLast(client, new Player(name, since));
        if (online.size() > MAX) {
            online.pollFirstEntry();
        }
    }

    /// Those who are playing, by connection number; null if that is not known.
    public @Nullable SequencedMap<Integer, Player> byClient() {
        lock.lock();
        try {
            return known ? new LinkedHashMap<>(online) : null;
        } finally {
            lock.unlock();
        }
    }

    /// The game was running before: these are playing.
    ///
    /// @param playing by connection number; null if that is not known
    public void resume(@Nullable SequencedMap<Integer, Player> playing) {
        lock.lock();
        try {
            known = told && playing != null;
            online.clear();
            before = Map.of();
            if (playing != null) {
                online.putAll(playing);
            }
        } finally {
            lock.unlock();
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
