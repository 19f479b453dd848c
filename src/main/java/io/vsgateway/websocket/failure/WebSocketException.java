package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// Why a WebSocket, or a related call, failed. The cases are a closed set, so that the compiler
/// checks a `switch` over them.
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
