package io.vsgateway.doctor.word;

import java.util.regex.Pattern;

/// Quotes around the whole value of a variable. A shell and systemd remove them when they read a
/// file of variables; `docker run --env-file` passes them on. One file should work for all.
public final class Quotes {
    private static final Pattern WHOLE =
            Pattern.compile("\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*", Pattern.DOTALL);

    /// Quotes mean something in this value: it is split into words.
    private static final String COMMAND_LINE = "VS_GAME_COMMAND";

    private Quotes() {}

    /// The value that was meant.
    public static String taken(String variable, String value) {
        var quoted = WHOLE.matcher(value);
        if (variable.equals(COMMAND_LINE) || !quoted.matches()) {
            return value;
        }
        return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
    }
}
