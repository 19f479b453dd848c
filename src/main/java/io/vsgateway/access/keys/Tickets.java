package io.vsgateway.access.keys;

import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// One-time tickets: short-lived stand-ins for a key, so that the key need not travel in a URL. A
/// ticket is valid for one use by whoever holds it, and stands for what bought it: it has the same
/// role, name and claims, and it ends with the token or sign-in that bought it.
///
/// Any thread; see [SecretStore]. The number of unused tickets is bounded, for staff and for
/// players each, so that a crowd keeps nobody from the console. One credential of the staff may
/// hold at most half of them, so a monitor cannot keep the administrator from getting one; a player
/// may hold ten. At the bound new ones are refused.
public final class Tickets implements CredentialVerifier {
    private static final int OF_ONE_PLAYER = 10;

    private final SecretStore ofStaff;
    private final SecretStore ofPlayers;

    public Tickets(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        int half = (max + 1) / 2;
        this.ofStaff = store(ttl, max, half, clock, random);
        this.ofPlayers = store(ttl, max, Math.min(half, OF_ONE_PLAYER), clock, random);
    }

    private static SecretStore store(
            Duration ttl, int max, int each, InstantSource clock, SecureRandom random) {
        var bound = new SecretStore.Bound(max, each, SecretStore.WhenFull.REFUSE);
        return new SecretStore(ttl, bound, clock, random);
    }

    /// Creates a ticket that is worth what its buyer is.
    public TicketIssue issue(Grant buyer) {
        SecretStore store = SecretStore.isOfStaff(buyer) ? ofStaff : ofPlayers;
        Duration ttl = buyer.lease().within(store.ttl());
        return store.issue(buyer.as(Proof.TICKET))
                .<TicketIssue>map(ticket -> new TicketIssue.Issued(ticket, ttl))
                .orElseGet(() -> new TicketIssue.Full(store.untilRoomFor(buyer.name())));
    }

    /// Uses the ticket up: of several calls with the same one, at most one is granted.
    @Override
    public Optional<Grant> verify(String secret) {
        return ofStaff.take(secret).or(() -> ofPlayers.take(secret));
    }

    /// Number of unused tickets, including expired ones not yet dropped.
    public int outstanding() {
        return ofStaff.count() + ofPlayers.count();
    }
}
