package io.vsgateway.websocket.failure;

import java.time.Duration;

/// Something took longer than the caller or the configuration allows.
public final class WebSocketTimeoutException extends WebSocketException {
    private static final long serialVersionUID = 1;

    private final Duration limit;

    public WebSocketTimeoutException(String what, Duration limit) {
        super(what + " within " + limit.toMillis() / 1000.0 + " s", null);
        this.limit = limit;
    }

    public Duration limit() {
        return limit;
    }
}
