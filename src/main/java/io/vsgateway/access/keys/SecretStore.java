package io.vsgateway.access.keys;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Right;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// Issued secrets of one kind, each with the grant that it stands for, until it is taken away,
/// expires, or the gateway ends: they are kept in memory only, as digests.
///
/// Any thread; calls do not block beyond a short lock. The number is bounded, in total and per
/// holder, by name; [WhenFull] decides what happens at the bound. Expired secrets are dropped when
/// the next one is issued or used: there is no timer.
final class SecretStore {
    private final Duration ttl;
    private final Bound bound;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest first, which is also soonest expired first, because all live equally long.
    @GuardedBy("lock")
    private final SequencedMap<SecretDigest, Kept> all = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Map<String, Integer> held = new HashMap<>();

    /// The bound on the number of secrets.
    ///
    /// @param each how many one holder may have
    record Bound(int total, int each, WhenFull then) {}

    /// Decides how to make room.
    @FunctionalInterface
    interface WhenFull {
        /// The new one is refused.
        WhenFull REFUSE = (_, _) -> Optional.empty();

        /// The holder whose oldest secret ends for a new one; empty if the new one is refused.
        /// Called under the store's lock.
        ///
        /// @param held how many each holder has
        Optional<String> endsOldestOf(Grant newcomer, Map<String, Integer> held);
    }

    SecretStore(Duration ttl, Bound bound, InstantSource clock, SecureRandom random) {
        this.ttl = ttl;
        this.bound = bound;
        this.clock = clock;
        this.random = random;
    }

    /// Whether a grant belongs to someone who looks after the game, not to one of many players.
    static boolean isOfStaff(Grant grant) {
        return grant.may(Right.WATCH_GAME);
    }

    Duration ttl() {
        return ttl;
    }

    /// Creates a secret for the grant; empty if there is no room. This is the only place where its
    /// text exists on our side.
    Optional<String> issue(Grant grant) {
        String secret = RandomSecret.next(random);
        SecretDigest digest = SecretDigest.of(secret);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            if (isFullFor(grant.name()) && !makeRoom(grant)) {
                return Optional.empty();
            }
            all.put(digest, new Kept(grant, now.plus(ttl)));
            held.merge(grant.name(), 1, Integer::sum);
            return Optional.of(secret);
        } finally {
            lock.unlock();
        }
    }

    /// What a secret stands for, if it is valid.
    Optional<Kept> find(String secret) {
        SecretDigest digest = SecretDigest.of(secret);
        lock.lock();
        try {
            dropExpired(clock.instant());
            return Optional.ofNullable(all.get(digest)).filter(Kept::isKnown);
        } finally {
            lock.unlock();
        }
    }

    /// The same, but ends the secret: of several calls with one secret, at most one gets it.
    Optional<Grant> take(String secret) {
        SecretDigest digest = SecretDigest.of(secret);
        lock.lock();
        try {
            dropExpired(clock.instant());
            Kept kept = all.remove(digest);
            if (kept == null) {
                return Optional.empty();
            }
            boolean isKnown = kept.isKnown();
            release(kept);
            return isKnown ? Optional.of(kept.grant) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The longest time until there is room for a holder who was refused.
    Duration untilRoomFor(String name) {
        Instant now = clock.instant();
        lock.lock();
        try {
            boolean isFull = all.size() >= bound.total;
            return all.values().stream()
                    .filter(kept -> isFull || kept.isOf(name))
                    .findFirst()
                    .map(kept -> Duration.between(now, kept.expiresAt))
                    .orElse(ttl);
        } finally {
            lock.unlock();
        }
    }

    /// Number of secrets, including expired ones not yet dropped.
    int count() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isFullFor(String name) {
        return all.size() >= bound.total || held.getOrDefault(name, 0) >= bound.each;
    }

    @GuardedBy("lock")
    private boolean makeRoom(Grant newcomer) {
        Optional<String> giver =
                bound.then.endsOldestOf(newcomer, Collections.unmodifiableMap(held));
        return giver.isPresent() && endOldestOf(giver.get());
    }

    @GuardedBy("lock")
    private boolean endOldestOf(String name) {
        var oldestFirst = all.values().iterator();
        while (oldestFirst.hasNext()) {
            Kept oldest = oldestFirst.next();
            if (oldest.isOf(name)) {
                oldestFirst.remove();
                release(oldest);
                return true;
            }
        }
        return false;
    }

    @GuardedBy("lock")
    private void dropExpired(Instant now) {
        while (!all.isEmpty() && all.firstEntry().getValue().isExpired(now)) {
            release(all.pollFirstEntry().getValue());
        }
    }

    /// Those who connected with it find it ended.
    @GuardedBy("lock")
    private void release(Kept kept) {
        kept.hasEnded = true;
        held.computeIfPresent(kept.grant.name(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// An issued secret. It holds until it is taken away or expires, and no longer than what bought
    /// it.
    final class Kept implements Lease {
        private final Grant grant;
        private final Instant expiresAt;
        private volatile boolean hasEnded;

        Kept(Grant grant, Instant expiresAt) {
            this.grant = grant;
            this.expiresAt = expiresAt;
        }

        /// What it stands for, for as long as this secret holds.
        Grant grant() {
            return grant.until(this);
        }

        @Override
        public boolean holds() {
            return lasts() && grant.lease().holds();
        }

        @Override
        public boolean isBarred() {
            return lasts() && grant.lease().isBarred();
        }

        private boolean lasts() {
            return !hasEnded && !isExpired(clock.instant());
        }

        /// Whether there is an answer about its owner: admitted, or banned.
        private boolean isKnown() {
            return holds() || isBarred();
        }

        @Override
        public Optional<Duration> remaining() {
            Duration own = Duration.between(clock.instant(), expiresAt);
            return Optional.of(grant.lease().within(own));
        }

        private boolean isOf(String name) {
            return grant.name().equals(name);
        }

        private boolean isExpired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
