package io.vsgateway.delivery;

import io.vsgateway.feed.Start;
import java.util.function.LongSupplier;

/// What is written to one client. Nothing here blocks, and each message arrives whole and in the
/// order in which it was given, those of [#send] between those that are followed. But for [#send]
/// and [#isOverfull], all methods are called on the event loop of the connection.
public interface Outbound {
    /// Writes one message. It is meant for the few messages that answer the client, as it waits in
    /// memory when the client does not read.
    void send(String message);

    /// Writes all that the log's feed has from `start` on, as fast as the client takes it and no
    /// faster, until [#stop]. Once for each connection.
    <T> void follow(FrameLog<T> log, Start start);

    /// Writes several feeds that are parts of one order, in the same manner. Once for each
    /// connection.
    ///
    /// @param end offset of the last entry of the order that all its feeds have
    OrderedOutbound inOrder(LongSupplier end);

    /// Writes what this client has chosen, in the same manner.
    void follow(Selected<?> selected);

    /// The channel takes bytes again.
    void writable();

    /// Sends a ping.
    void ping();

    /// For how many nanoseconds the client has taken nothing of what waits for it; 0 if nothing
    /// waits. To be asked regularly.
    long stalledFor(long now);

    /// Whether the client has taken what it was sent, but for what one write may hold.
    boolean takes();

    /// Whether so much waits in memory for the client that it had better be closed.
    boolean isOverfull();

    /// Whether there is more to write than the client has taken so far.
    boolean isBehind();

    /// Follows no longer and writes nothing more.
    void stop();
}
