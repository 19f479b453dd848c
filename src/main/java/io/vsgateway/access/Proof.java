package io.vsgateway.access;

/// How a caller proved who they are. A signed token (JWT) will be another way.
public enum Proof {
    /// A key of the configuration, or the one that was made at the start.
    KEY,
    /// A one-time ticket that was bought with a key or a session.
    TICKET,
    /// The token of a session, which was bought with a key or the one-time link.
    SESSION,
    /// The one-time link of the start. It buys a session and nothing else.
    LINK,
    /// None was needed: it is the gateway itself, which asks the game something.
    GATEWAY;

    /// Whether it may be traded for a session: none that was itself bought may.
    public boolean buysSession() {
        return this == KEY || this == LINK;
    }
}
