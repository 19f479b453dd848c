package io.vsgateway.access;

/// Whom a credential stands for, how that was proven, and how long it holds. It holds no secret.
///
/// @param name a stable name of the credential, such as `admin-key`; what is bought with it keeps
///   the name, so that limits per credential hold
/// @param lease how long it holds
public record Grant(Role role, String name, Proof proof, Lease lease) {
    /// One that holds as long as the gateway runs.
    public Grant(Role role, String name, Proof proof) {
        this(role, name, proof, Lease.LASTING);
    }

    /// Whether it is good for that.
    public boolean may(Right right) {
        return role.has(right);
    }

    /// What this grant buys: the same for as long, proven in another way.
    public Grant as(Proof other) {
        return new Grant(role, name, other, lease);
    }

    /// The same for as long as that lease holds.
    public Grant until(Lease other) {
        return new Grant(role, name, proof, other);
    }
}
