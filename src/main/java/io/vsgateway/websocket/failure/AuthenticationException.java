package io.vsgateway.websocket.failure;

import org.jspecify.annotations.Nullable;

/// The server rejects the credential, or the caller may not do this.
public final class AuthenticationException extends WebSocketException {
    private static final long serialVersionUID = 1;

    private final int code;

    public AuthenticationException(int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// An HTTP status, 401 or 403, or the gateway's close code, 4001 or 4003.
    public int code() {
        return code;
    }

    /// Whether another credential would not help: the caller is known, but not allowed.
    public boolean isForbidden() {
        return code == 403 || code == 4003;
    }
}
