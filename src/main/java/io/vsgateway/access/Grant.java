package io.vsgateway.access;

import java.time.Instant;
import java.util.Optional;

/// Whom a credential stands for, how that was proven, and how long it holds. It holds no secret.
///
/// @param name a stable name of the credential, such as `admin-key`; what is bought with it keeps
///   the name, so that limits per credential hold
/// @param lease how long it holds
/// @param claims what a token says of its holder; [Claims#NONE] unless it is a token or was bought
///   with one
/// @param holder who holds a named key; empty unless it is one or was bought with one
public record Grant(
        Role role,
        String name,
        Proof proof,
        Lease lease,
        Claims claims,
        Optional<KeyHolder> holder) {
    /// Prefix of the user ids of keys. A token cannot claim such a user.
    public static final String KEY_USER = "key:";

    /// How the id of a player of the game begins, who is no user of the gateway's.
    public static final String GAME_USER = "game:";

    /// The grant of a caller without a credential, where none is needed.
    public static final Grant ANONYMOUS = new Grant(Role.ANONYMOUS, "anonymous", Proof.NONE);

    /// The grant of a token.
    public Grant(Role role, String name, Proof proof, Lease lease, Claims claims) {
        this(role, name, proof, lease, claims, Optional.empty());
    }

    /// The grant of a named key.
    public static Grant ofKey(Role role, KeyHolder holder, Lease lease) {
        return new Grant(role, holder.name(), Proof.KEY, lease, Claims.NONE, Optional.of(holder));
    }

    /// A grant without claims about a person.
    public Grant(Role role, String name, Proof proof, Lease lease) {
        this(role, name, proof, lease, Claims.NONE);
    }

    /// A grant that holds as long as the gateway runs.
    public Grant(Role role, String name, Proof proof) {
        this(role, name, proof, Lease.LASTING);
    }

    /// Whether it includes this right.
    public boolean may(Right right) {
        return role.has(right) && holder.map(key -> key.leaves(right)).orElse(true);
    }

    /// Whether this command is among those that it is for; whether commands may be sent at all is a
    /// [Right].
    public boolean maySend(String command) {
        return holder.map(key -> key.maySend(command)).orElse(true);
    }

    /// Whether it belongs to a caller without a credential.
    public boolean isAnonymous() {
        return role == Role.ANONYMOUS;
    }

    /// Whether it belongs to a person, by a token or what was bought with one.
    public boolean isPersonal() {
        return !claims.isEmpty();
    }

    /// Who it is to others: the user of a token, or `key:admin` and the like with the role or the
    /// name of a key, the same for everything that a key bought. Empty if unknown.
    public String userId() {
        if (isPersonal()) {
            return claims.userId();
        }
        return isAnonymous()
                ? ""
                : KEY_USER + holder.map(KeyHolder::name).orElseGet(role::wireName);
    }

    /// The name that others see.
    public String displayName() {
        if (isPersonal()) {
            return claims.displayName();
        }
        if (holder.isPresent()) {
            return holder.get().name();
        }
        String role = this.role.wireName();
        return Character.toUpperCase(role.charAt(0)) + role.substring(1);
    }

    /// When it ends, as told to clients: for a token what its issuer wrote, though this gateway may
    /// be lenient for a few seconds more. Empty if it does not end by itself.
    ///
    /// @param now by the clock that clients see
    public Optional<Instant> expiresAt(Instant now) {
        Optional<Instant> end = lease.remaining().map(now::plus);
        Instant written = claims.expiresAt();
        return end.filter(time -> written == null || time.isBefore(written))
                .or(() -> end.isPresent() ? Optional.ofNullable(written) : Optional.empty());
    }

    /// What this grant buys: the same for as long, proven in another way.
    public Grant as(Proof other) {
        return new Grant(role, name, other, lease, claims, holder);
    }

    /// The same, but for as long as that lease holds.
    public Grant until(Lease other) {
        return new Grant(role, name, proof, other, claims, holder);
    }
}
