package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// No connection could be opened.
public final class ConnectionFailedException extends WebSocketException {
    private static final long serialVersionUID = 1;

    /// The step that failed.
    public enum At {
        /// No such host, nothing listens, or the network was lost meanwhile.
        NETWORK,
        /// The server's certificate is not trusted or not for this host, or TLS could not be
        /// negotiated.
        TLS,
        /// The server answered, but not as RFC 6455 requires: see [#status()].
        HANDSHAKE
    }

    private final At at;
    private final int status;

    public ConnectionFailedException(At at, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.at = at;
        this.status = status;
    }

    public At at() {
        return at;
    }

    /// The status of the HTTP answer; 101 for one that is otherwise wrong, 0 if there was none.
    public int status() {
        return status;
    }
}
