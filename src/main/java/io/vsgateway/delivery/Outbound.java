package io.vsgateway.delivery;

import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.feed.Start;
import java.util.List;
import java.util.function.LongSupplier;

/// What is written to one client. Nothing here blocks. Each message arrives whole and in the given
/// order; those of [#send] arrive between those of followed feeds. Except for [#send], [#offer],
/// [#takes] and [#isOverfull], all methods are called on the connection's event loop.
public interface Outbound {
    /// Writes one message. Meant for the few messages that answer the client, since it waits in
    /// memory while the client does not read.
    void send(String message);

    /// Writes messages that others get, too, if the client has taken what it was sent before; if
    /// not, they are left out, and newer ones may be offered later.
    ///
    /// @return whether they are written
    boolean offer(List<Bundle> bundles);

    /// Writes all that the log's feed has from `start` on, as fast as the client takes it and no
    /// faster, until [#stop]. At most once per connection.
    <T> void follow(FrameLog<T> log, Start start);

    /// Writes several feeds that are parts of one order, in the same manner. At most once per
    /// connection.
    ///
    /// @param end offset of the last entry of the order that all its feeds have
    /// @param ofFeeds counts what of the feeds was sent
    OrderedOutbound inOrder(LongSupplier end, Traffic ofFeeds);

    /// Writes what this client has chosen, in the same manner.
    void follow(Selected<?> selected);

    /// To be called when the channel takes bytes again.
    void writable();

    /// Sends a ping.
    void ping();

    /// For how many nanoseconds the client has taken nothing of what waits for it; 0 if nothing
    /// waits. To be called regularly.
    long stalledFor(long now);

    /// Whether the client has taken all but what one write may hold.
    boolean takes();

    /// Whether so much waits in memory for the client that it should be closed.
    boolean isOverfull();

    /// Whether there is more to write than the client has taken so far.
    boolean isBehind();

    /// Stops following and writes nothing more.
    void stop();
}
