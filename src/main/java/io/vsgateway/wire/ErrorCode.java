package io.vsgateway.wire;

import java.util.Locale;

/// What was wrong with a client's message.
public enum ErrorCode {
    /// Not valid JSON, not an object, or a field is missing or of the wrong type.
    INVALID_MESSAGE,
    /// An object of unknown `type`.
    UNKNOWN_TYPE,
    /// A query parameter of the connection is out of bounds; its default was used.
    INVALID_PARAMETER,
    /// More commands, or more other messages, than the connection may send; this one was dropped.
    RATE_LIMITED,
    /// The caller's role may not do this.
    FORBIDDEN,
    /// The credential of an `auth` message is not valid.
    UNAUTHORIZED,

    // From here on only for channels.

    /// There is no such topic, event, user or connection.
    NOT_FOUND,
    /// It requires a subscription to that topic.
    NOT_SUBSCRIBED,
    /// The maximum number of topics, subscriptions or the like is reached.
    LIMIT_REACHED,
    /// An event, or a text in it, is too long.
    TOO_LONG,
    /// A moderator has muted the caller.
    MUTED,
    /// A filter rejected the text.
    FILTERED,
    /// Too much is waiting to be published.
    BUSY,
    /// It cannot be published now, and certainly was not.
    UNAVAILABLE,
    /// It may or may not have been published. It can be retried with the same idempotency key.
    UNKNOWN,
    /// The caller takes no part in that combat.
    NOT_IN_COMBAT,
    /// Somebody else acts now.
    NOT_YOUR_TURN,
    /// That turn is over.
    STALE_TURN,
    /// Not an action of that combat.
    INVALID_ACTION,
    /// That combat has ended.
    COMBAT_OVER,
    /// Nobody can have moved so far in that time.
    TOO_FAST;

    /// The name on the wire, such as `rate_limited`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
