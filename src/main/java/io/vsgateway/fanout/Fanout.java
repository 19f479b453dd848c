package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
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
    /// @return the place before the first entry
    Position follow(Listener listener);

    /// Who follows the order.
    @FunctionalInterface
    interface Listener {
        /// The next entry, one at a time.
        void entry(Entry entry);
    }
}
