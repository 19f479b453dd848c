package io.vsgateway.fanout;

import java.util.concurrent.CompletionStage;

/// Puts proposals into one order, and hands every entry of it to who follows, in that order and
/// once.
public interface Fanout {
    /// Proposes something. It may be called from any thread and never blocks. When the stage
    /// completes with [Placement.Placed], the entry was handed to the listener before.
    CompletionStage<Placement> propose(Proposal proposal);

    /// Hands all that is placed from now on to the listener; to be called once, before the first
    /// proposal.
    ///
    /// @return what is known of what was before; the first entry follows behind its end
    Recollection follow(Listener listener);

    /// How the order fares.
    default OrderState state() {
        return OrderState.LOCAL;
    }

    /// Who follows the order. It is called by one thread at a time.
    @FunctionalInterface
    interface Listener {
        /// The next entry, one at a time.
        ///
        /// @return whether it was taken; what was not may be proposed again under the same key
        boolean entry(Entry entry);

        /// What was handed on so far is not what the others have: it belongs to an epoch that has
        /// ended, or something is missing behind it. This is what is to be known instead, up to the
        /// place from which the next entries follow. An order that lives no longer than its
        /// follower never says so.
        default void renew(Recollection memory) {}
    }
}
