package io.vsgateway.delivery;

import io.vsgateway.feed.Start;
import java.util.Iterator;
import java.util.function.Predicate;

/// Several feeds of one order, written to one client as one. All methods are called on the event
/// loop of the connection.
public interface OrderedOutbound {
    /// Writes what the log's feed has from `start` on, between that of the other feeds and in their
    /// common order. It begins with [#write]: where one begins in the past with several feeds, all
    /// of them are to be there before.
    ///
    /// @param isWanted asked for entries that are not for all
    <T> Followed follow(FrameLog<T> log, Start start, Predicate<? super T> isWanted);

    /// Writes what there is, as far as the client takes it.
    void write();

    /// Writes a message once, as soon as all that the feeds have now has been written.
    void whenCaughtUp(String message);

    /// Writes messages first, as fast as the client takes them: the feeds wait until there are no
    /// more. They cost nothing while they wait.
    ///
    /// @param messages asked for the next one when the client takes it
    /// @param then runs behind the last one, before the feeds go on; may follow one more
    void pause(Iterator<String> messages, Runnable then);
}
