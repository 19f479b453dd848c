package io.vsgateway.access;

/// How a caller proved who they are. A signed token (JWT) will be the third way.
public enum Proof {
    /// A key of the configuration, or the one that was made at the start.
    KEY,
    /// A one-time ticket that was bought with a key.
    TICKET
}
