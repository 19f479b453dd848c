package io.vsgateway.access;

import java.util.Arrays;

/// How high somebody stands among those who talk to each other, the lowest first. Who keeps order
/// does so from above: what one may do at all, is a [Right].
public enum Standing {
    /// Nobody knows who it is.
    NOBODY,
    PLAYER,
    MODERATOR,
    /// A program of the operator's.
    SERVICE,
    ADMIN;

    /// That of a role by its name on the wire. A name that nobody knows stands above all: nobody
    /// decides about it.
    public static Standing of(String roleName) {
        return Arrays.stream(Role.values())
                .filter(role -> role.wireName().equals(roleName))
                .map(Role::standing)
                .findAny()
                .orElse(ADMIN);
    }

    public boolean isAbove(Standing other) {
        return compareTo(other) > 0;
    }
}
