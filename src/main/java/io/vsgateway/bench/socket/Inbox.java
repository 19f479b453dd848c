package io.vsgateway.bench.socket;

/// Receives what comes over one connection. Called on the crowd's thread.
public interface Inbox {
    /// The connection is open.
    ///
    /// @param nanos from the first packet to the server's acceptance
    void opened(long nanos);

    /// Bytes arrived; the messages in them follow.
    void arrived();

    /// A text message, or the first part of one that comes in parts. The bytes are lent for the
    /// call.
    void message(byte[] bytes, int from, int to);

    /// The connection is gone, or was never made. Called once.
    void ended(String why);
}
