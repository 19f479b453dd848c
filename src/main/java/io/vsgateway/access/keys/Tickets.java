package io.vsgateway.access.keys;

import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// One-time tickets: short-lived stand-ins for a key, so that the key need not travel in a URL. A
/// ticket is good for one use by whoever holds it, and stands for what bought it: it has the same
/// role and name, and when a session ends, so do its tickets.
///
/// Any thread; see [SecretStore]. The number of unused tickets is bounded, and half of it is the
/// most that one credential may hold, so a monitor cannot keep the administrator from getting one.
/// At the bound new ones are refused.
public final class Tickets implements CredentialVerifier {
    private final SecretStore unused;

    public Tickets(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        var bound = new SecretStore.Bound(max, (max + 1) / 2, SecretStore.WhenFull.REFUSE);
        this.unused = new SecretStore(ttl, bound, clock, random);
    }

    /// Makes a ticket that is worth what its buyer is.
    public TicketIssue issue(Grant buyer) {
        return unused.issue(buyer.as(Proof.TICKET))
                .<TicketIssue>map(ticket -> new TicketIssue.Issued(ticket, unused.ttl()))
                .orElseGet(() -> new TicketIssue.Full(unused.untilRoomFor(buyer.name())));
    }

    /// Uses the ticket up: of several calls with the same one, at most one is granted.
    @Override
    public Optional<Grant> verify(String secret) {
        return unused.take(secret);
    }

    /// How many tickets are waiting for their use, expired ones not yet dropped included.
    public int outstanding() {
        return unused.count();
    }
}
