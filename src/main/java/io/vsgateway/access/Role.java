package io.vsgateway.access;

import java.util.Locale;

/// What a caller is trusted with. A role is a name for a set of rights; which action asks for which
/// role is said where the action is, by `Allowed` or by the endpoint.
///
/// The roles of people who come with a signed token rather than a key (`player`, `moderator`,
/// `service`) belong here too, as soon as there are tokens and channels that know them.
public enum Role {
    /// Everything: the raw console, commands, and all that a monitor may see.
    ADMIN,
    /// Look at states and figures, change nothing. The console only in the form that the operator
    /// allows.
    MONITOR;

    /// The name on the wire and in logs, in lower case.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
