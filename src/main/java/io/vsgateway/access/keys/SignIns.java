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

/// People who signed in on a web page: a token in place of their key, so that the page need not
/// keep the key. A token is valid for any number of calls until it expires, [#end] ends it, or the
/// gateway ends. With it ends everything that it bought and everyone who came with it: their grants
/// hold by its [Lease].
///
/// Any thread; see [SecretStore]. One too many ends the oldest sign-in of the credential that holds
/// the most; a caller who may not control the game ends one of their own, so that a monitor cannot
/// put the administrator out. Sign-ins of players are bounded separately from those of the staff,
/// and a player has at most five.
public final class SignIns implements CredentialVerifier {
    private static final int OF_ONE_PLAYER = 5;

    private final SecretStore ofStaff;
    private final SecretStore ofPlayers;

    public SignIns(Duration ttl, int max, InstantSource clock, SecureRandom random) {
        this.ofStaff = store(ttl, max, max, clock, random);
        this.ofPlayers = store(ttl, max, Math.min(max, OF_ONE_PLAYER), clock, random);
    }

    private static SecretStore store(
            Duration ttl, int max, int each, InstantSource clock, SecureRandom random) {
        var bound = new SecretStore.Bound(max, each, SignIns::makesRoom);
        return new SecretStore(ttl, bound, clock, random);
    }

    /// A new sign-in. This is the only place where its token exists on our side.
    record Issued(String token, Duration ttl) {
        @Override
        public String toString() {
            return "Issued[***, ttl=" + ttl + "]";
        }
    }

    /// Begins a sign-in that is worth what its buyer is.
    Issued begin(Grant buyer) {
        SecretStore store = SecretStore.isOfStaff(buyer) ? ofStaff : ofPlayers;
        String token = store.issue(buyer.as(Proof.SIGN_IN)).orElseThrow();
        return new Issued(token, buyer.lease().within(store.ttl()));
    }

    @Override
    public Optional<Grant> verify(String secret) {
        return ofStaff.find(secret).or(() -> ofPlayers.find(secret)).map(SecretStore.Kept::grant);
    }

    /// Ends the sign-in of a token; does nothing if there is none.
    void end(String token) {
        if (ofStaff.take(token).isEmpty()) {
            ofPlayers.take(token);
        }
    }

    /// Number of sign-ins, including expired ones not yet dropped.
    public int count() {
        return ofStaff.count() + ofPlayers.count();
    }

    private static Optional<String> makesRoom(Grant newcomer, Map<String, Integer> held) {
        if (!newcomer.may(Right.CONTROL_GAME) && held.containsKey(newcomer.name())) {
            return Optional.of(newcomer.name());
        }
        return held.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
