package io.vsgateway.access;

/// Who is calling, after the credential was accepted. It holds no secret and may be logged.
///
/// @param role what the caller may do
/// @param name a stable name of the credential, such as `admin-key`. Who comes with a ticket keeps
///   the name of the credential that bought it, so that limits per credential hold.
/// @param proof how the credential was shown
/// @param address where the caller is, as far as that can be trusted
public record Caller(Role role, String name, Proof proof, ClientAddress address) {
    /// Whom limits of one caller count: the credential and from where it is used.
    public String source() {
        return name + " from " + address.block();
    }

    Caller(Grant grant, ClientAddress address) {
        this(grant.role(), grant.name(), grant.proof(), address);
    }
}
