package io.vsgateway.game;

import java.util.Locale;

/// How severe a console line is, in rising order. A dialect maps the game's own types to these.
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /// The lower-case name used on the wire and in queries.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
