package io.vsgateway.access.sanction;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Role.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How high users stood at most since the gateway started, as far as it has seen: of those who are
/// more than players, and within a bound. So nobody decides about somebody above them who is just
/// away. Any thread.
@ApplicationScoped
public class Standings {
    static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, Standing> highest = new LinkedHashMap<>();

    /// Somebody was seen to stand so high.
    public void saw(String userId, Standing standing) {
        if (!standing.isAbove(Standing.PLAYER)) {
            return;
        }
        lock.lock();
        try {
            highest.merge(userId, standing, (old, now) -> old.isAbove(now) ? old : now);
            if (highest.size() > MOST) {
                highest.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Empty if nobody of that id was seen to be more than a player.
    public Optional<Standing> of(String userId) {
        lock.lock();
        try {
            return Optional.ofNullable(highest.get(userId));
        } finally {
            lock.unlock();
        }
    }
}
