package io.vsgateway.session;

import io.vsgateway.access.Caller;
import io.vsgateway.wire.ErrorCode;

/// One admitted client, as its endpoint knows it.
public interface Guest {
    Session session();

    /// What it has come for: `console` or `channels`.
    String place();

    /// Handles a text message of the client whose rights hold; on its event loop, one after
    /// another.
    void message(String text);

    /// Tells the client what was wrong with its message, in constant words; on its event loop.
    void error(ErrorCode code, String message);

    /// Whether the connection may go on with a new credential of the same user. Unless the endpoint
    /// can do with another role, it must be the one that the client came with.
    default boolean mayGoOnAs(Caller renewed) {
        return renewed.role() == session().caller().role();
    }

    /// Called about once a second, on the event loop.
    default void beat() {}

    /// The gateway is shutting down and will soon close the connection. On the event loop.
    ///
    /// @param reconnectAfterMillis when the client should come back: different for each, so that
    ///   not all come at once
    default void goingAway(long reconnectAfterMillis) {}

    /// The connection is gone; on the event loop.
    default void left() {}
}
