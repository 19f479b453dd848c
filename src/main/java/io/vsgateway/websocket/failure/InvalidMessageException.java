package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// A message came, but not one that was asked for: not text, or not JSON. The connection stays open
/// and the message is gone.
public final class InvalidMessageException extends WebSocketException {
    private static final long serialVersionUID = 1;

    public InvalidMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
