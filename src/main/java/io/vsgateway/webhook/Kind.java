package io.vsgateway.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can be told of the game.
enum Kind {
    STARTED,
    READY,
    STOPPED,
    CRASHED,
    GIVEN_UP,
    PLAYER_JOINED,
    PLAYER_LEFT;

    /// The name in settings, such as `given_up`.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findAny();
    }

    boolean isOfPlayers() {
        return this == PLAYER_JOINED || this == PLAYER_LEFT;
    }
}
