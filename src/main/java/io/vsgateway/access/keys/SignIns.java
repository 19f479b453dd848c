package io.vsgateway.access.keys;

import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Right;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The sessions of people who signed in on a web page: a token in place of their key, so that the
/// page need not keep the key. A token is good for any number of calls until its time is over, or
/// [#end] ends it, or the gateway does. Its end is that of all that it bought and of all who came
/// with it: their grants hold by the session's [Lease].
///
/// Any thread; see [SecretStore]. One too many ends the oldest session of the credential that holds
/// the most of them, and one of its own for who may not control the game, so that a monitor cannot
/// put the administrator out.
public final class SignIns implements CredentialVerifier {
    private final SecretStore live;

    public SignIns(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        var bound = new SecretStore.Bound(max, max, SignIns::makesRoom);
        this.live = new SecretStore(ttl, bound, clock, random);
    }

    /// A new session. This is the only place where its token exists on our side.
    record Issued(String token, Duration ttl) {
        @Override
        public String toString() {
            return "Issued[***, ttl=" + ttl + "]";
        }
    }

    /// Begins a session that is worth what its buyer is.
    Issued begin(Grant buyer) {
        return new Issued(live.issue(buyer.as(Proof.SESSION)).orElseThrow(), live.ttl());
    }

    @Override
    public Optional<Grant> verify(String secret) {
        return live.find(secret).map(SecretStore.Kept::grant);
    }

    /// Ends the session of a token; does nothing if there is none.
    void end(String token) {
        live.take(token);
    }

    /// How many sessions there are, expired ones not yet dropped included.
    public int count() {
        return live.count();
    }

    private static Optional<String> makesRoom(Grant newcomer, Map<String, Integer> held) {
        if (!newcomer.may(Right.CONTROL_GAME) && held.containsKey(newcomer.name())) {
            return Optional.of(newcomer.name());
        }
        return held.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
