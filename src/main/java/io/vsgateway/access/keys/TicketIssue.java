package io.vsgateway.access.keys;

import java.time.Duration;

/// What asking for a ticket led to.
public sealed interface TicketIssue {
    /// A new ticket. This is the only place where its text exists on our side.
    record Issued(String ticket, Duration ttl) implements TicketIssue {
        @Override
        public String toString() {
            return "Issued[***, ttl=" + ttl + "]";
        }
    }

    /// Too many unused tickets; after `retryAfter` at the latest one of them has expired.
    record Full(Duration retryAfter) implements TicketIssue {}
}
