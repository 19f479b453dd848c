package io.vsgateway.channel.chat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Role.Standing;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who stands above whom among those who chat. What a user is, their token says while they are
/// connected; of those who are more than players it is remembered afterwards, as long as the
/// gateway runs and within a bound.
@ApplicationScoped
class Ranks {
    static final int MOST_REMEMBERED = 10_000;

    private final Roster roster;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, Standing> remembered = new LinkedHashMap<>();

    Ranks(Roster roster) {
        this.roster = roster;
    }

    /// The highest that a user is or was; a player if nothing is known of them.
    Standing of(String userId) {
        return known(userId).orElse(Standing.PLAYER);
    }

    /// The same; empty if nothing is known of them.
    Optional<Standing> known(String userId) {
        if (userId.startsWith(Grant.KEY_USER)) {
            return Optional.of(Standing.of(userId.substring(Grant.KEY_USER.length())));
        }
        Standing found = remembered(userId);
        for (Connection one : roster.connections(userId)) {
            Standing now = Standing.of(one.role());
            found = found == null || now.isAbove(found) ? now : found;
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Standing remembered(String userId) {
        lock.lock();
        try {
            return remembered.get(userId);
        } finally {
            lock.unlock();
        }
    }

    void came(@ObservesAsync Connected event) {
        remember(event.connection());
    }

    void left(@ObservesAsync Disconnected event) {
        remember(event.connection());
    }

    private void remember(Connection connection) {
        Standing standing = Standing.of(connection.role());
        if (!standing.isAbove(Standing.PLAYER)) {
            return;
        }
        lock.lock();
        try {
            remembered.merge(
                    connection.userId(), standing, (old, now) -> old.isAbove(now) ? old : now);
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }
}
