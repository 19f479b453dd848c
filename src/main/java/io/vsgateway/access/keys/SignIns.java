package io.vsgateway.access.keys;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// The sessions of people who signed in on a web page: a token in place of their key, so that the
/// page need not keep the key. A token is good for any number of calls until its time is over, or
/// [#end] ends it, or the gateway does: it is kept in memory only, as a digest. Its end is that of
/// all that it bought and of all who came with it: their grants hold by the session's [Lease].
///
/// Any thread; calls do not block beyond a short lock. The number is bounded: one more ends the
/// oldest session of the credential that holds the most of them, and for a monitor one of its own,
/// so that it cannot put the administrator out. Expired ones leave when the next one is asked for
/// or used: there is no timer.
public final class SignIns implements CredentialVerifier {
    private final Duration ttl;
    private final int max;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest first, which is soonest expired first, as all live equally long.
    @GuardedBy("lock")
    private final SequencedMap<SecretDigest, Live> live = new LinkedHashMap<>();

    public SignIns(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        this.ttl = ttl;
        this.max = max;
        this.clock = clock;
        this.random = random;
    }

    /// A new session. This is the only place where its token exists on our side.
    record Issued(String token, Duration ttl) {
        @Override
        public String toString() {
            return "Issued[***, ttl=" + ttl + "]";
        }
    }

    /// Begins a session that is worth what its buyer is.
    Issued begin(Grant buyer) {
        String token = RandomSecret.next(random);
        SecretDigest digest = SecretDigest.of(token);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            if (live.size() >= max) {
                makeRoom(buyer);
            }
            live.put(digest, new Live(buyer, now.plus(ttl)));
        } finally {
            lock.unlock();
        }
        return new Issued(token, ttl);
    }

    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest digest = SecretDigest.of(secret);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            Live session = live.get(digest);
            return Optional.ofNullable(session).filter(Live::holds).map(Live::grant);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session of a token; does nothing if there is none.
    void end(String token) {
        SecretDigest digest = SecretDigest.of(token);
        lock.lock();
        try {
            Live session = live.remove(digest);
            if (session != null) {
                session.end();
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many sessions there are, expired ones not yet dropped included.
    public int count() {
        lock.lock();
        try {
            return live.size();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void dropExpired(Instant now) {
        var oldestFirst = live.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isExpired(now)) {
            // Who still holds it finds it expired.
            oldestFirst.remove();
        }
    }

    @GuardedBy("lock")
    private void makeRoom(Grant buyer) {
        Map<String, Integer> held = new HashMap<>();
        live.values().forEach(session -> held.merge(session.grant.name(), 1, Integer::sum));
        if (buyer.role() == Role.MONITOR && held.containsKey(buyer.name())) {
            endOldestOf(buyer.name());
            return;
        }
        held.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .ifPresent(this::endOldestOf);
    }

    @GuardedBy("lock")
    private void endOldestOf(String name) {
        var oldestFirst = live.values().iterator();
        while (oldestFirst.hasNext()) {
            Live session = oldestFirst.next();
            if (session.grant.name().equals(name)) {
                session.end();
                oldestFirst.remove();
                return;
            }
        }
    }

    private final class Live implements Lease {
        private final Grant grant;
        private final Instant expiresAt;
        private volatile boolean ended;

        Live(Grant buyer, Instant expiresAt) {
            this.grant = buyer.as(Proof.SESSION).until(this);
            this.expiresAt = expiresAt;
        }

        Grant grant() {
            return grant;
        }

        void end() {
            ended = true;
        }

        @Override
        public boolean holds() {
            return !ended && !isExpired(clock.instant());
        }

        boolean isExpired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
