package io.vsgateway.fanout;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.feed.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The order of one instance alone: a counter. It begins anew with each start of the gateway, so
/// who comes back is told that what was before is unknown.
public final class LocalFanout implements Fanout {
    /// How long keys of proposals are remembered, how many, and how many of one owner: who makes
    /// very many makes their own worthless first.
    static final Duration KEY_LIFE = Duration.ofMinutes(5);

    static final int MOST_KEYS = 50_000;
    static final int MOST_OF_ONE = 10_000;

    private final String epoch;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, Placement.Placed> placed = new LinkedHashMap<>();

    /// The same keys by owner, the oldest first.
    @GuardedBy("lock")
    private final Map<String, Deque<String>> owned = new HashMap<>();

    @GuardedBy("lock")
    private long order;

    @GuardedBy("lock")
    private Instant latest = Instant.MIN;

    @GuardedBy("lock")
    private @Nullable Listener listener;

    /// @param epoch names this life of the order, see [Position]
    public LocalFanout(String epoch, InstantSource clock) {
        this.epoch = epoch;
        this.clock = clock;
    }

    @Override
    public Recollection follow(Listener listener) {
        lock.lock();
        try {
            if (this.listener != null) {
                throw new IllegalStateException("it is followed already");
            }
            this.listener = listener;
            return Recollection.none(new Position(epoch, order));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Placement> propose(Proposal proposal) {
        return CompletableFuture.completedStage(place(proposal));
    }

    private Placement place(Proposal proposal) {
        lock.lock();
        try {
            Instant now = now();
            Placement.Placed before = known(proposal.key(), now);
            if (before != null) {
                return new Placement.Placed(before.position(), before.at(), true);
            }
            Listener follower = listener;
            if (follower == null) {
                return new Placement.Refused(Placement.Reason.UNAVAILABLE);
            }
            var result = new Placement.Placed(new Position(epoch, order + 1), now, false);
            boolean isTaken = true;
            for (Change change : proposal.changes()) {
                isTaken &= follower.entry(new Entry(new Position(epoch, ++order), now, change));
            }
            String key = proposal.key();
            if (isTaken && key != null) {
                remember(key, result);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /// The time never runs backwards in the order.
    @GuardedBy("lock")
    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (now.isAfter(latest)) {
            latest = now;
        }
        return latest;
    }

    @GuardedBy("lock")
    private Placement.@Nullable Placed known(@Nullable String key, Instant now) {
        if (key == null) {
            return null;
        }
        // They lie there in the order of their time.
        while (!placed.isEmpty()
                && placed.values().iterator().next().at().isBefore(now.minus(KEY_LIFE))) {
            forgetOldest(owner(placed.keySet().iterator().next()));
        }
        return placed.get(key);
    }

    @GuardedBy("lock")
    private void remember(String key, Placement.Placed result) {
        placed.put(key, result);
        String owner = owner(key);
        Deque<String> own = owned.computeIfAbsent(owner, _ -> new ArrayDeque<>());
        own.add(key);
        if (own.size() > MOST_OF_ONE) {
            forgetOldest(owner);
        } else if (placed.size() > MOST_KEYS) {
            forgetOldest(owner(placed.keySet().iterator().next()));
        }
    }

    /// Of all keys, the oldest is the oldest of its owner.
    @GuardedBy("lock")
    private void forgetOldest(String owner) {
        Deque<String> own = Objects.requireNonNull(owned.get(owner));
        placed.remove(own.remove());
        if (own.isEmpty()) {
            owned.remove(owner);
        }
    }

    private static String owner(String key) {
        int end = key.indexOf('\n');
        return end < 0 ? key : key.substring(0, end);
    }
}
