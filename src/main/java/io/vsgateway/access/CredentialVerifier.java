package io.vsgateway.access;

import java.time.Duration;
import java.util.Optional;

/// One kind of credential, as a bean: keys, tickets, sign-ins, signed tokens and the one-time link.
///
/// A verifier answers from memory, because it is called on an event loop. It never logs the secret
/// or puts it into an exception.
public interface CredentialVerifier {
    /// The grant of this secret, or empty if this verifier does not know it. An exception counts as
    /// a denial.
    Optional<Grant> verify(String secret);

    /// For a secret that nobody knew: if it may be valid but cannot be judged yet, the time until
    /// it can; empty if it is simply unknown.
    default Optional<Duration> undecided(String secret) {
        return Optional.empty();
    }

    /// Whether what it verifies is good for signing in only.
    default boolean isForSignInOnly() {
        return false;
    }
}
