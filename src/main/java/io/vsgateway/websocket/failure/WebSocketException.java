package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// Why a WebSocket, or a call that goes with it, came to nothing. The cases are a closed set, so
/// that a `switch` over them is checked by the compiler.
public abstract sealed class WebSocketException extends RuntimeException
        permits AuthenticationException,
                ConnectionClosedException,
                ConnectionFailedException,
                InvalidMessageException,
                MessageTooLargeException,
                ProblemException,
                WebSocketTimeoutException {
    private static final long serialVersionUID = 1;

    WebSocketException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
