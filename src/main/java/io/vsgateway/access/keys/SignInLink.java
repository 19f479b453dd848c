package io.vsgateway.access.keys;

import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The secret of the one-time link to the web console, which is printed at the start for an
/// operator who has no key yet. It is good for one use within its time, and only where a method
/// says that it takes it (`Allowed.byLink`): any other call with it is refused and leaves it as it
/// was, so that nothing but signing in uses it up.
///
/// Any thread, never blocks. Only a digest is kept, and of one link at most.
public final class SignInLink implements CredentialVerifier {
    private static final Grant GRANT = new Grant(Role.ADMIN, "sign-in-link", Proof.LINK);

    private final Duration ttl;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AtomicReference<@Nullable Unused> unused = new AtomicReference<>();

    public SignInLink(Duration ttl, InstantSource clock, SecureRandom random) {
        this.ttl = ttl;
        this.clock = clock;
        this.random = random;
    }

    /// Makes the secret, in place of one that was made before. This is the only place where its
    /// text exists on our side.
    public String issue() {
        String secret = RandomSecret.next(random);
        unused.set(new Unused(SecretDigest.of(secret), clock.instant().plus(ttl)));
        return secret;
    }

    /// How long it is good for.
    public Duration ttl() {
        return ttl;
    }

    /// Uses the link up: of several calls with it, at most one is granted.
    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest presented = SecretDigest.of(secret);
        Unused link = unused.get();
        if (link == null || !link.digest.equals(presented) || !unused.compareAndSet(link, null)) {
            return Optional.empty();
        }
        return clock.instant().isBefore(link.expiresAt) ? Optional.of(GRANT) : Optional.empty();
    }

    @Override
    public boolean isForSignInOnly() {
        return true;
    }

    private record Unused(SecretDigest digest, Instant expiresAt) {}
}
