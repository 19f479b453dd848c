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
    /// More commands, or more other messages, than the connection may send; this one was not taken.
    RATE_LIMITED,
    /// The caller's role may not do this.
    FORBIDDEN,
    /// The credential of an `auth` message is not valid.
    UNAUTHORIZED,

    // From here on: of the channels only.

    /// There is no such topic, event, user or connection.
    NOT_FOUND,
    /// It takes a subscription to that topic.
    NOT_SUBSCRIBED,
    /// As many topics, subscriptions or the like as there may be.
    LIMIT_REACHED,
    /// An event, or a text in it, is longer than it may be.
    TOO_LONG,
    /// A moderator has taken the caller's word away.
    MUTED,
    /// A filter did not let the text pass.
    FILTERED,
    /// Too much waits to be published.
    BUSY,
    /// It cannot be published now, and certainly was not.
    UNAVAILABLE,
    /// It may have been published, or not. It can be tried again with the same key of idempotency.
    UNKNOWN,
    /// The caller takes no part in that combat.
    NOT_IN_COMBAT,
    /// Somebody else acts now.
    NOT_YOUR_TURN,
    /// That turn is over.
    STALE_TURN,
    /// Not one of the actions of that combat.
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
