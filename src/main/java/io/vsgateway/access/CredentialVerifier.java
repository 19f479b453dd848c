package io.vsgateway.access;

import java.util.Optional;

/// One kind of credential: [Keys], [Tickets], [SignIns] and, in one place only, [SignInLink].
/// Signed tokens (JWT) are to be another, added to the list in [Authenticator].
///
/// A verifier answers from memory: it is called on an event loop. It never logs the secret nor puts
/// it into an exception.
interface CredentialVerifier {
    /// Whom the secret stands for, or empty if this verifier does not know it. An exception counts
    /// as a denial.
    Optional<Grant> verify(String secret);
}
