package io.vsgateway.access.keys;

import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The secret of the one-time link to the web console, printed at the start for an operator who has
/// no key yet. It is valid for one use within its time, and only where a method says that it takes
/// it (`Allowed.byLink`): any other call with it is refused and leaves it unchanged, so that only
/// signing in uses it up.
///
/// Any thread; see [SecretStore]. There is at most one link.
public final class SignInLink implements CredentialVerifier {
    private static final Grant GRANT = new Grant(Role.ADMIN, "sign-in-link", Proof.LINK);

    private final SecretStore unused;

    public SignInLink(Duration ttl, InstantSource clock, SecureRandom random) {
        var bound = new SecretStore.Bound(1, 1, (_, _) -> Optional.of(GRANT.name()));
        this.unused = new SecretStore(ttl, bound, clock, random);
    }

    /// Creates the secret, replacing an earlier one.
    ///
    /// @param lease of the key in whose place it is; it ends the link, and what it bought
    public String issue(Lease lease) {
        return unused.issue(GRANT.until(lease)).orElseThrow();
    }

    /// How long it is valid.
    public Duration ttl() {
        return unused.ttl();
    }

    /// Uses the link up: of several calls with it, at most one is granted.
    @Override
    public Optional<Grant> verify(String secret) {
        return unused.take(secret);
    }

    @Override
    public boolean isForSignInOnly() {
        return true;
    }
}
