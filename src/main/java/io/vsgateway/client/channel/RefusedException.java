package io.vsgateway.client.channel;

import java.time.Duration;
import java.util.Optional;

/// The gateway refused a request. The connection stays open.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final long retryAfterMillis;

    RefusedException(String code, String message, long retryAfterMillis) {
        super(message);
        this.code = code;
        this.retryAfterMillis = retryAfterMillis;
    }

    /// The reason, such as `forbidden` or `rate_limited`: see the error codes in
    /// `src/docs/protocol.md`.
    public String code() {
        return code;
    }

    /// When to try again; empty if the gateway did not say.
    public Optional<Duration> retryAfter() {
        return retryAfterMillis < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(retryAfterMillis));
    }
}
