package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// A message arrived that was not of the requested kind: not text, or not JSON. The connection
/// stays open and the message is gone.
public final class InvalidMessageException extends WebSocketException {
    private static final long serialVersionUID = 1;

    public InvalidMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
