package io.vsgateway.access.keys;

import java.time.Duration;

/// The result of asking for a ticket.
public sealed interface TicketIssue {
    /// A new ticket. This is the only place where its text exists on our side.
    record Issued(String ticket, Duration ttl) implements TicketIssue {
        @Override
        public String toString() {
            return "Issued[***, ttl=" + ttl + "]";
        }
    }

    /// Too many unused tickets; one of them expires after `retryAfter` at the latest.
    record Full(Duration retryAfter) implements TicketIssue {}
}
