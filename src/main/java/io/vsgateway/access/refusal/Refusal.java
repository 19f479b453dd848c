package io.vsgateway.access.refusal;

/// Why a caller is not let in. The text is constant and may be shown to the client: it reveals
/// nothing about which keys exist.
public enum Refusal {
    /// Nothing was presented. This is no guess, so it is never delayed.
    MISSING("no credential was presented"),
    /// No key, ticket or token that is valid now.
    NOT_VALID("the credential is not valid, or no longer"),
    /// Broken percent-encoding or text that is not UTF-8.
    MALFORMED("the credential is malformed"),
    /// More than `Credential.MAX_LENGTH` characters.
    TOO_LONG("the credential is too long"),
    /// Several different ones in one request.
    AMBIGUOUS("several different credentials were presented"),
    /// Too many wrong ones came from this address just now, so this one was not looked at.
    NOT_HEARD("too many wrong credentials came from this address"),
    /// What is needed to judge it, such as the keys of an issuer, is not there yet.
    UNDECIDED("the credential cannot be judged yet"),
    /// It is good, but its owner is banned.
    BARRED("the user is banned"),
    /// An error on our side while checking.
    CHECK_FAILED("the credential could not be checked");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /// One clause in lower case, without a full stop.
    public String text() {
        return text;
    }
}
