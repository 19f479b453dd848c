package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// The connection was open and is now closed: by the server, by us, or because it was lost.
public final class ConnectionClosedException extends WebSocketException {
    /// There was no close frame: the connection was lost (RFC 6455, 7.4.1; never on the wire).
    public static final int LOST = 1006;

    /// The server closed it without a code (RFC 6455, 7.4.1; never on the wire).
    public static final int NO_CODE = 1005;

    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;

    public ConnectionClosedException(int code, String reason) {
        this(code, reason, null);
    }

    public ConnectionClosedException(int code, String reason, @Nullable Throwable cause) {
        super("closed with " + code + (reason.isEmpty() ? "" : ": " + reason), cause);
        this.code = code;
        this.reason = reason;
    }

    /// The code in the close frame, or [#LOST] or [#NO_CODE] if there was none.
    public int code() {
        return code;
    }

    /// The reason in the close frame, or what is known of a loss; may be empty.
    public String reason() {
        return reason;
    }

    /// Whether it ended normally: with 1000 (done) or 1001 (going away).
    public boolean isOrderly() {
        return code == 1000 || code == 1001;
    }
}
