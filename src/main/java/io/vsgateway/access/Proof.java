package io.vsgateway.access;

/// How a caller proved who they are.
public enum Proof {
    /// A key of the configuration, or the one that was made at the start.
    KEY,
    /// A signed token (JWT) of an issuer whom the operator trusts.
    TOKEN,
    /// A one-time ticket that was bought with a key, a token or a sign-in.
    TICKET,
    /// The token of a sign-in, which was bought with a key, a signed token or the one-time link.
    SIGN_IN,
    /// The one-time link of the start. It buys a sign-in and nothing else.
    LINK,
    /// Not at all, where nothing is needed.
    NONE,
    /// None was needed: it is the gateway itself, which asks the game something.
    GATEWAY;

    /// Whether it may be traded for a sign-in: none that was itself bought may.
    public boolean buysSignIn() {
        return this == KEY || this == TOKEN || this == LINK;
    }
}
