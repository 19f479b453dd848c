package io.vsgateway.wire;

import java.util.Locale;

/// What was wrong with a client's message.
public enum ErrorCode {
    /// Not valid JSON, not an object, or a field is missing or of the wrong type.
    INVALID_MESSAGE,
    /// An object whose `type` is not known.
    UNKNOWN_TYPE,
    /// A query parameter of the connection is out of its bounds; its default was taken.
    INVALID_PARAMETER,
    /// More commands than the connection may send; this one was not taken.
    RATE_LIMITED,
    /// The caller's role may not do this.
    FORBIDDEN,
    /// The credential of an `auth` message is not valid.
    UNAUTHORIZED;

    /// The name on the wire, such as `rate_limited`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
