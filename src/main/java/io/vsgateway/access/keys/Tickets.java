package io.vsgateway.access.keys;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One-time tickets: short-lived stand-ins for a key, so that the key need not travel in a URL. A
/// ticket is good for one use by whoever holds it, and stands for what bought it: it has the same
/// role and name, and when a session ends, so do its tickets.
///
/// Any thread; calls do not block beyond a short lock. The number of unused tickets is bounded, and
/// half of it is the most that one credential may hold, so a monitor cannot keep the administrator
/// from getting one. At the bound new ones are refused. Expired tickets leave when the next one is
/// asked for or used: there is no timer.
public final class Tickets implements CredentialVerifier {
    private final Duration ttl;
    private final int max;
    private final int maxEach;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest first, which is soonest expired first, as all live equally long.
    @GuardedBy("lock")
    private final SequencedMap<SecretDigest, Ticket> unused = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Map<String, Integer> held = new HashMap<>();

    public Tickets(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        this.ttl = ttl;
        this.max = max;
        this.maxEach = (max + 1) / 2;
        this.clock = clock;
        this.random = random;
    }

    /// Makes a ticket that is worth what its buyer is.
    public TicketIssue issue(Grant buyer) {
        String name = buyer.name();
        String secret = RandomSecret.next(random);
        SecretDigest digest = SecretDigest.of(secret);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            boolean full = unused.size() >= max;
            if (full || held.getOrDefault(name, 0) >= maxEach) {
                return new TicketIssue.Full(firstExpiry(now, full ? null : name));
            }
            Ticket ticket = new Ticket(buyer.as(Proof.TICKET), now.plus(ttl));
            unused.put(digest, ticket);
            held.merge(name, 1, Integer::sum);
            return new TicketIssue.Issued(secret, ttl);
        } finally {
            lock.unlock();
        }
    }

    /// Uses the ticket up: of several calls with the same one, at most one is granted.
    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest digest = SecretDigest.of(secret);
        Instant now = clock.instant();
        lock.lock();
        try {
            dropExpired(now);
            Ticket ticket = unused.remove(digest);
            if (ticket == null) {
                return Optional.empty();
            }
            release(ticket);
            boolean isGood = !ticket.isExpired(now) && ticket.grant.lease().holds();
            return isGood ? Optional.of(ticket.grant) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// How many tickets are waiting for their use, expired ones not yet dropped included.
    public int outstanding() {
        lock.lock();
        try {
            return unused.size();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void dropExpired(Instant now) {
        var oldestFirst = unused.values().iterator();
        while (oldestFirst.hasNext()) {
            Ticket ticket = oldestFirst.next();
            if (!ticket.isExpired(now)) {
                return;
            }
            oldestFirst.remove();
            release(ticket);
        }
    }

    /// How long until the oldest ticket expires, of all or of one credential.
    @GuardedBy("lock")
    private Duration firstExpiry(Instant now, @Nullable String name) {
        return unused.values().stream()
                .filter(ticket -> name == null || ticket.grant.name().equals(name))
                .findFirst()
                .map(ticket -> Duration.between(now, ticket.expiresAt))
                .orElse(ttl);
    }

    @GuardedBy("lock")
    private void release(Ticket ticket) {
        held.computeIfPresent(ticket.grant.name(), (_, count) -> count == 1 ? null : count - 1);
    }

    private record Ticket(Grant grant, Instant expiresAt) {
        boolean isExpired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
