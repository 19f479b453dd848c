package io.vsgateway.access;

import io.vsgateway.access.net.ClientAddress;

/// Who is calling, after the credential was accepted, and from where. It holds no secret and may be
/// logged.
///
/// @param grant what the credential is worth
/// @param address where the caller is, as far as that can be trusted
public record Caller(Grant grant, ClientAddress address) {
    /// The gateway itself, which asks the game something: its commands go the way of everybody's.
    public static final Caller GATEWAY =
            new Caller(new Grant(Role.ADMIN, "gateway", Proof.GATEWAY), ClientAddress.UNKNOWN);

    /// Somebody from there who showed nothing.
    public static Caller anonymous(ClientAddress address) {
        return new Caller(Grant.ANONYMOUS, address);
    }

    /// Whether the caller may do that.
    public boolean may(Right right) {
        return grant.may(right);
    }

    /// What the caller is called on the wire, in figures and in the audit; what they [#may] do is
    /// another question.
    public Role role() {
        return grant.role();
    }

    /// A stable name of the credential, such as `admin-key`; that of a ticket is the name of what
    /// bought it.
    public String name() {
        return grant.name();
    }

    /// How the credential was shown.
    public Proof proof() {
        return grant.proof();
    }

    /// Whether what the credential gave still holds; to be asked before each thing that is done for
    /// a caller who stays connected.
    public boolean isGood() {
        return grant.lease().holds();
    }

    /// Whether it does not hold because the caller is kept out, whatever they show.
    public boolean isBarred() {
        return grant.lease().isBarred();
    }

    /// Who it is to others; empty if nobody knows. See [Grant#userId].
    public String userId() {
        return grant.userId();
    }

    /// Whom limits of one caller count: the credential and from where it is used.
    public String source() {
        return name() + " from " + address.block();
    }
}
