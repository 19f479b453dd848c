package io.vsgateway.access;

import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.refusal.Refusal;

/// What a request presents to prove who calls. Not yet verified: see [Authenticator].
///
/// The places are those of [Place]; every place takes every kind of credential (key, ticket). If a
/// request presents several credentials they must be the same text, otherwise it is [Unusable]: so
/// nobody needs to know which place takes precedence. An empty value and an `Authorization` of
/// another scheme (such as a proxy's own Basic login) count as none. The page's cookie counts only
/// where nothing else is presented: it comes by itself.
public sealed interface Credential {
    /// The longest accepted credential, in characters.
    int MAX_LENGTH = 8192;

    /// Reads the credential of a request.
    static Credential of(RequestHead head) {
        return new CredentialReader(head).read();
    }

    /// A credential that came in a message over an open connection.
    static Credential inMessage(String secret) {
        return presented(secret, Place.MESSAGE);
    }

    /// A text found in a place; only its length is checked.
    static Credential presented(String secret, Place place) {
        if (secret.isEmpty()) {
            return new None();
        }
        return secret.length() > MAX_LENGTH
                ? new Unusable(Refusal.TOO_LONG, place)
                : new Presented(secret, place);
    }

    /// Nothing was presented.
    record None() implements Credential {}

    /// One credential.
    record Presented(String secret, Place place) implements Credential {
        @Override
        public String toString() {
            return "Presented[***, place=" + place + "]";
        }
    }

    /// Something that cannot be a credential, and why.
    record Unusable(Refusal why, Place place) implements Credential {}

    /// Where a credential was found.
    enum Place {
        /// `?api_key=` or `?token=`. A `+` there is a plus sign, not a space: base64 keys are often
        /// pasted unencoded.
        QUERY("query"),
        /// `Authorization: Bearer …`
        AUTHORIZATION("Authorization header"),
        /// `X-API-Key: …`
        API_KEY_HEADER("X-API-Key header"),
        /// `Sec-WebSocket-Protocol: bearer, …`: the protocol that follows `bearer`. This is how a
        /// page in a browser can present a credential outside the URL.
        SUBPROTOCOL("WebSocket subprotocol"),
        /// In the cookie of the web console's page; see [io.vsgateway.access.net.PageCookie].
        COOKIE("cookie"),
        /// In a message over an open connection.
        MESSAGE("message");

        private final String text;

        Place(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
