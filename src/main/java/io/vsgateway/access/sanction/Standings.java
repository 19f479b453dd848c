package io.vsgateway.access.sanction;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Role.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/// How high users stood at most since the gateway started, as far as it or another has seen: of
/// those who are more than players, and within a bound. So nobody decides about somebody above them
/// who is just away. Any thread.
@ApplicationScoped
public class Standings {
    static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashMap<String, Standing> highest = new LinkedHashMap<>();

    private volatile BiConsumer<String, Standing> others = (_, _) -> {};

    /// Who is told of what is seen here for the first time.
    public void tellOf(BiConsumer<String, Standing> others) {
        this.others = others;
    }

    /// Somebody was seen to stand so high.
    public void saw(String userId, Standing standing) {
        if (take(userId, standing)) {
            others.accept(userId, standing);
        }
    }

    /// Another gateway saw it.
    ///
    /// @return whether that was not known
    public boolean take(String userId, Standing standing) {
        if (!standing.isAbove(Standing.PLAYER)) {
            return false;
        }
        lock.lock();
        try {
            Standing known = highest.get(userId);
            if (known != null && !standing.isAbove(known)) {
                return false;
            }
            highest.put(userId, standing);
            if (highest.size() > MOST) {
                highest.pollFirstEntry();
            }
            return true;
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
