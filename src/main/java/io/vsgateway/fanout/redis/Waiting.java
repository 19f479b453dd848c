package io.vsgateway.fanout.redis;

import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A proposal on its way. Used under the lock of [Proposals].
final class Waiting {
    final long number;
    final Proposal proposal;
    final List<String> arguments;
    final long bytes;
    final long since;
    final CompletableFuture<Placement> placement = new CompletableFuture<>();

    /// Whether Redis may have seen it.
    boolean isSent;

    /// Its offset once Redis has told it; 0 before.
    long offset;

    /// The epoch of that place.
    String epoch = "";

    /// The time of that place.
    Instant at = Instant.EPOCH;

    boolean isDuplicate;

    /// How many of its changes were handed on here, the offset of the first, and whether all were
    /// taken.
    int seen;

    long first;

    boolean isTaken = true;

    /// @param since by the clock that never is set
    Waiting(long number, Proposal proposal, List<String> arguments, long since) {
        this.number = number;
        this.proposal = proposal;
        this.arguments = arguments;
        this.since = since;
        long sum = 0;
        for (String argument : arguments) {
            sum += argument.length();
        }
        this.bytes = sum;
    }
}
