package io.vsgateway.websocket.failure;

/// The server sent a message longer than `WebSocketConfig.maxMessageSize()`. The connection is
/// closed, because the message is lost.
public final class MessageTooLargeException extends WebSocketException {
    private static final long serialVersionUID = 1;

    private final int limit;

    public MessageTooLargeException(int limit) {
        super("the server sent a message of more than " + limit + " bytes", null);
        this.limit = limit;
    }

    /// The limit in bytes.
    public int limit() {
        return limit;
    }
}
