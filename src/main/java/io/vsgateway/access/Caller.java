package io.vsgateway.access;

import io.vsgateway.access.net.ClientAddress;

/// Who is calling, after the credential was accepted, and from where. It holds no secret and may be
/// logged.
///
/// @param grant what the credential is worth
/// @param address where the caller is, as far as it can be trusted
public record Caller(Grant grant, ClientAddress address) {
    /// The gateway itself, when it queries the game: its commands go the same way as everyone's.
    public static final Caller GATEWAY = part("gateway");

    /// A part of the gateway that sends commands, too, under a name of its own.
    public static Caller part(String name) {
        return new Caller(new Grant(Role.ADMIN, name, Proof.GATEWAY), ClientAddress.UNKNOWN);
    }

    /// A caller whom another gateway has let in, and whom that one tells of.
    public static Caller elsewhere(String name, String role, String address) {
        return new Caller(
                new Grant(Role.named(role), name, Proof.ELSEWHERE), new ClientAddress(address));
    }

    /// A caller from this address without a credential.
    public static Caller anonymous(ClientAddress address) {
        return new Caller(Grant.ANONYMOUS, address);
    }

    /// Whether the caller has this right.
    public boolean may(Right right) {
        return grant.may(right);
    }

    /// Whether a command is among those that the caller's credential is for.
    public boolean maySend(String command) {
        return grant.maySend(command);
    }

    /// The caller's name on the wire, in figures and in the audit; what they [#may] do is another
    /// question.
    public Role role() {
        return grant.role();
    }

    /// A stable name of the credential, such as `admin-key`; a ticket has the name of what bought
    /// it.
    public String name() {
        return grant.name();
    }

    /// How the credential was shown.
    public Proof proof() {
        return grant.proof();
    }

    /// Whether what the credential gave still holds; to be checked before each action for a caller
    /// who stays connected.
    public boolean isGood() {
        return grant.lease().holds();
    }

    /// Whether it does not hold because the caller is banned, whatever they show.
    public boolean isBarred() {
        return grant.lease().isBarred();
    }

    /// Who it is to others; empty if unknown. See [Grant#userId].
    public String userId() {
        return grant.userId();
    }

    /// What limits per caller count by: the credential and where it is used from.
    public String source() {
        return name() + " from " + address.block();
    }
}
