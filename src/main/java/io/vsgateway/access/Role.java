package io.vsgateway.access;

import static io.vsgateway.access.Right.MODERATE;
import static io.vsgateway.access.Right.PUBLISH;
import static io.vsgateway.access.Right.SANCTION;
import static io.vsgateway.access.Right.SIGN_IN;
import static io.vsgateway.access.Right.SPEAK;
import static io.vsgateway.access.Right.WATCH_CHANNELS;
import static io.vsgateway.access.Right.WATCH_CONSOLE;
import static io.vsgateway.access.Right.WATCH_GAME;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// What a caller is trusted with: a name for a set of rights.
public enum Role {
    /// Everything: the raw console, commands, and all that the others may do.
    ADMIN(Set.of(Right.values())),
    /// Looks at states and figures, changes nothing and says nothing. Sees the console only in the
    /// form that the operator allows.
    MONITOR(Set.of(SIGN_IN, WATCH_GAME, WATCH_CONSOLE, WATCH_CHANNELS)),
    /// A program beside the game: publishes to the channels, reads them and keeps order there. It
    /// has no access to the console.
    SERVICE(Set.of(SIGN_IN, WATCH_GAME, SPEAK, PUBLISH, WATCH_CHANNELS, MODERATE, SANCTION)),
    /// A player who keeps order among the others.
    MODERATOR(Set.of(SIGN_IN, SPEAK, MODERATE)),
    /// Someone with a token of their own.
    PLAYER(Set.of(SIGN_IN, SPEAK)),
    /// A caller without a credential, where none is needed.
    ANONYMOUS(Set.of());

    @SuppressWarnings("ImmutableEnumChecker") // It is one of Set.of.
    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = rights;
    }

    /// Whether this role has the right.
    boolean has(Right right) {
        return rights.contains(right);
    }

    /// How high it stands above others.
    public Standing standing() {
        return switch (this) {
            case ADMIN -> Standing.ADMIN;
            case SERVICE, MONITOR -> Standing.SERVICE;
            case MODERATOR -> Standing.MODERATOR;
            case PLAYER -> Standing.PLAYER;
            case ANONYMOUS -> Standing.NOBODY;
        };
    }

    /// That with this name on the wire; without rights if there is none.
    static Role named(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findAny()
                .orElse(ANONYMOUS);
    }

    /// The name on the wire and in logs, in lower case.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How high somebody stands among those who talk to each other, the lowest first. Who keeps
    /// order does so from above: what one may do at all, is a [Right].
    public enum Standing {
        /// Nobody knows who it is.
        NOBODY,
        PLAYER,
        MODERATOR,
        /// A program of the operator's.
        SERVICE,
        ADMIN;

        /// That of a role by its name on the wire. A name that nobody knows stands above all:
        /// nobody decides about it.
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
}
