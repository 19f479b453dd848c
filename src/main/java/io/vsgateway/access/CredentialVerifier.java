package io.vsgateway.access;

import java.time.Duration;
import java.util.Optional;

/// One kind of credential, as a bean: keys, tickets, sign-ins and signed tokens are, and the
/// one-time link.
///
/// A verifier answers from memory: it is called on an event loop. It never logs the secret nor puts
/// it into an exception.
public interface CredentialVerifier {
    /// Whom the secret stands for, or empty if this verifier does not know it. An exception counts
    /// as a denial.
    Optional<Grant> verify(String secret);

    /// Of a secret that nobody knew: whether it may be good all the same and cannot be judged yet,
    /// and then in what time it can; empty if it is just not known.
    default Optional<Duration> undecided(String secret) {
        return Optional.empty();
    }

    /// Whether what it knows is good for signing in, and for nothing else.
    default boolean isForSignInOnly() {
        return false;
    }
}
