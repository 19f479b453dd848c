package io.vsgateway.session;

/// One client that was let in, as its endpoint knows it.
public interface Guest {
    Session session();

    /// A text message of the client, on its event loop, one after another. Its rights hold.
    void message(String text);

    /// About once a second, on the event loop.
    default void beat() {}

    /// The gateway ends, and closes the connection soon. On the event loop.
    ///
    /// @param reconnectAfterMillis when the client should come back: another time for each, so that
    ///   not all come at once
    default void goingAway(long reconnectAfterMillis) {}

    /// The connection is gone; on the event loop.
    default void left() {}
}
