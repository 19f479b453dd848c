package io.vsgateway.access;

import java.time.Instant;
import java.util.Optional;

/// Whom a credential stands for, how that was proven, and how long it holds. It holds no secret.
///
/// @param name a stable name of the credential, such as `admin-key`; what is bought with it keeps
///   the name, so that limits per credential hold
/// @param lease how long it holds
/// @param claims what a token says of its holder; [Claims#NONE] for all that is no token and was
///   not bought with one
public record Grant(Role role, String name, Proof proof, Lease lease, Claims claims) {
    /// What the user ids of keys begin with. A token cannot say that it is of such a user.
    public static final String KEY_USER = "key:";

    /// What somebody has who showed nothing, where nothing is needed.
    public static final Grant ANONYMOUS = new Grant(Role.ANONYMOUS, "anonymous", Proof.NONE);

    /// One that says nothing of a person.
    public Grant(Role role, String name, Proof proof, Lease lease) {
        this(role, name, proof, lease, Claims.NONE);
    }

    /// One that holds as long as the gateway runs.
    public Grant(Role role, String name, Proof proof) {
        this(role, name, proof, Lease.LASTING);
    }

    /// Whether it is good for that.
    public boolean may(Right right) {
        return role.has(right);
    }

    /// Whether it is of somebody who showed nothing.
    public boolean isAnonymous() {
        return role == Role.ANONYMOUS;
    }

    /// Whether it is a person's, by a token or what was bought with one.
    public boolean isPersonal() {
        return !claims.isEmpty();
    }

    /// Who it is to others: the user of a token, or `key:admin` and the like, the same for all that
    /// a key bought. Empty if nobody knows.
    public String userId() {
        if (isPersonal()) {
            return claims.userId();
        }
        return isAnonymous() ? "" : KEY_USER + role.wireName();
    }

    /// What others are shown.
    public String displayName() {
        if (isPersonal()) {
            return claims.displayName();
        }
        String role = this.role.wireName();
        return Character.toUpperCase(role.charAt(0)) + role.substring(1);
    }

    /// When it ends, as clients are told: that of a token is what its issuer wrote, though this
    /// gateway may be lenient for some seconds more. Empty if it does not end by itself.
    ///
    /// @param now by the clock that clients are told
    public Optional<Instant> expiresAt(Instant now) {
        Optional<Instant> end = lease.remaining().map(now::plus);
        Instant written = claims.expiresAt();
        return end.filter(time -> written == null || time.isBefore(written))
                .or(() -> end.isPresent() ? Optional.ofNullable(written) : Optional.empty());
    }

    /// What this grant buys: the same for as long, proven in another way.
    public Grant as(Proof other) {
        return new Grant(role, name, other, lease, claims);
    }

    /// The same for as long as that lease holds.
    public Grant until(Lease other) {
        return new Grant(role, name, proof, other, claims);
    }
}
