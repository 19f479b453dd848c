package io.vsgateway.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
/// [#end] ends it, or the gateway does: it is kept in memory only, as a digest.
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

    SignIns(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        this.ttl = ttl;
        this.max = max;
        this.clock = clock;
        this.random = random;
    }

    /// A new session. This is the only place where its token exists on our side.
    record Issued(String token, Instant expiresAt, Duration ttl) {
        @Override
        public String toString() {
            return "Issued[***, expiresAt=" + expiresAt + "]";
        }
    }

    /// Begins a session for the role and the credential name of who asks.
    Issued begin(Role role, String name) {
        String token = RandomSecret.next(random);
        SecretDigest digest = SecretDigest.of(token);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(ttl);
        lock.lock();
        try {
            dropExpired(now);
            if (live.size() >= max) {
                makeRoom(role, name);
            }
            live.put(digest, new Live(new Grant(role, name, Proof.SESSION), expiresAt));
        } finally {
            lock.unlock();
        }
        return new Issued(token, expiresAt, ttl);
    }

    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest digest = SecretDigest.of(secret);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            Live session = live.get(digest);
            return session == null || session.isExpired(now)
                    ? Optional.empty()
                    : Optional.of(session.grant);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session of a token; does nothing if there is none.
    void end(String token) {
        SecretDigest digest = SecretDigest.of(token);
        lock.lock();
        try {
            live.remove(digest);
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
            oldestFirst.remove();
        }
    }

    @GuardedBy("lock")
    private void makeRoom(Role role, String name) {
        Map<String, Integer> held = new HashMap<>();
        live.values().forEach(session -> held.merge(session.grant.name(), 1, Integer::sum));
        if (role == Role.MONITOR && held.containsKey(name)) {
            endOldestOf(name);
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
            if (oldestFirst.next().grant.name().equals(name)) {
                oldestFirst.remove();
                return;
            }
        }
    }

    private record Live(Grant grant, Instant expiresAt) {
        boolean isExpired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
