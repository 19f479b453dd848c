package io.vsgateway.access;

/// How a caller proved who they are.
public enum Proof {
    /// A key from the configuration, or the one generated at the start.
    KEY,
    /// A signed token (JWT) of an issuer that the operator trusts.
    TOKEN,
    /// A one-time ticket that was bought with a key, a token or a sign-in.
    TICKET,
    /// The token of a sign-in, bought with a key, a signed token or the one-time link.
    SIGN_IN,
    /// The one-time link printed at the start. It buys a sign-in and nothing else.
    LINK,
    /// None, where none is needed.
    NONE,
    /// None was needed: the gateway itself queries the game.
    GATEWAY,
    /// Another gateway that shares this one's game has seen it.
    ELSEWHERE;

    /// Whether it may be traded for a sign-in: nothing that was itself bought may.
    public boolean buysSignIn() {
        return this == KEY || this == TOKEN || this == LINK;
    }
}
