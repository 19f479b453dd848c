package io.vsgateway.access;

import static io.vsgateway.access.Right.SIGN_IN;
import static io.vsgateway.access.Right.WATCH_CONSOLE;
import static io.vsgateway.access.Right.WATCH_GAME;

import java.util.Locale;
import java.util.Set;

/// What a caller is trusted with: a name for a set of rights.
///
/// The roles of people who come with a signed token rather than a key (`player`, `moderator`,
/// `service`) belong here too, as soon as there are tokens and channels that know them.
public enum Role {
    /// Everything: the raw console, commands, and all that a monitor may see.
    ADMIN(Set.of(Right.values())),
    /// Look at states and figures, change nothing. The console only in the form that the operator
    /// allows.
    MONITOR(Set.of(SIGN_IN, WATCH_GAME, WATCH_CONSOLE));

    @SuppressWarnings("ImmutableEnumChecker") // It is one of Set.of.
    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = rights;
    }

    /// Whether the right is one of this role's.
    boolean has(Right right) {
        return rights.contains(right);
    }

    /// The name on the wire and in logs, in lower case.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
