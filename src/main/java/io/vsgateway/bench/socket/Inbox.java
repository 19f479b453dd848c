package io.vsgateway.bench.socket;

/// Who reads what comes over one connection. Called on the crowd's thread.
public interface Inbox {
    /// The connection is open.
    ///
    /// @param nanos from the first packet to the server's yes
    void opened(long nanos);

    /// Bytes came; the messages in them follow.
    void arrived();

    /// A text message, or the first part of one that came in parts. The bytes are lent for the
    /// call.
    void message(byte[] bytes, int from, int to);

    /// The connection is gone, or was never made. Comes once.
    void ended(String why);
}
