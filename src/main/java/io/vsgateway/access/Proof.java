package io.vsgateway.access;

/// How a caller proved who they are. A signed token (JWT) will be another way.
public enum Proof {
    /// A key of the configuration, or the one that was made at the start.
    KEY,
    /// A one-time ticket that was bought with a key or a sign-in.
    TICKET,
    /// The token of a sign-in, which was bought with a key or the one-time link.
    SIGN_IN,
    /// The one-time link of the start. It buys a sign-in and nothing else.
    LINK,
    /// None was needed: it is the gateway itself, which asks the game something.
    GATEWAY;

    /// Whether it may be traded for a sign-in: none that was itself bought may.
    public boolean buysSignIn() {
        return this == KEY || this == LINK;
    }
}
