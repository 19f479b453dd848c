package io.vsgateway.game;

import java.util.Locale;

/// Where a console line came from.
public enum LineSource {
    /// The game's standard output.
    STDOUT,
    /// The game's standard error. It does not imply that something is wrong.
    STDERR,
    /// A followed log file.
    LOG,
    /// The gateway itself: what it did to the game and why.
    GATEWAY;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The lower-case name used on the wire.
    public String label() {
        return label;
    }
}
