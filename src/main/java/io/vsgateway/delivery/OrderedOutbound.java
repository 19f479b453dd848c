package io.vsgateway.delivery;

import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.Iterator;

/// Several feeds of one order, written to one client as one. All methods are called on the
/// connection's event loop.
public interface OrderedOutbound {
    /// Who reads one of the feeds.
    @FunctionalInterface
    interface Reader<T> {
        /// Whether an entry that is not for all is for this reader.
        boolean wants(T entry);

        /// The reader was told of a gap, and what the feed still has comes next. Anything that this
        /// writes is to be written later, not from within the call.
        default void missedSome() {}
    }

    /// Writes what the log's feed has from `start` on, merged with the other feeds in their common
    /// order. Writing begins with [#write]: to begin in the past with several feeds, add all of
    /// them first.
    <T> Followed follow(FrameLog<T> log, Start start, Reader<? super T> reader);

    /// Writes what there is, as far as the client takes it.
    void write();

    /// The client has seen everything up to a place which the feeds may not have reached yet: what
    /// they get up to there is not written. To be called before anything is.
    void skipTo(Position seen);

    /// Writes a message once, as soon as everything that the feeds have now is written.
    void whenCaughtUp(String message);

    /// Writes messages first, as fast as the client takes them: the feeds wait until there are no
    /// more. Waiting feeds cost nothing.
    ///
    /// @param messages asked for the next one when the client takes it
    /// @param then runs after the last one, before the feeds continue; may follow another feed
    void pause(Iterator<String> messages, Runnable then);
}
