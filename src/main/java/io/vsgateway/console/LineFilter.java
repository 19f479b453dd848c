package io.vsgateway.console;

import com.google.re2j.Pattern;
import io.vsgateway.console.command.Patterns;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which lines are requested.
///
/// @param least the lowest level
/// @param grep must be found in the text as the caller may see it
record LineFilter(Level least, @Nullable Pattern grep) {
    /// @throws IllegalArgumentException with a text for the client, if a parameter is wrong
    static LineFilter of(@Nullable String level, @Nullable String grep) {
        return new LineFilter(
                level == null || level.isEmpty() ? Level.DEBUG : level(level),
                grep == null || grep.isEmpty() ? null : pattern(grep));
    }

    /// Whether it searches for an expression, which may be costly.
    boolean searches() {
        return grep != null;
    }

    /// Whether it lets every line pass.
    boolean isAll() {
        return least == Level.DEBUG && grep == null;
    }

    /// @throws IllegalArgumentException with a text for the client
    static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.label().equals(name.toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        throw new IllegalArgumentException("level must be debug, info, warn, error or fatal");
    }

    /// @throws IllegalArgumentException with a text for the client
    static Pattern pattern(String expression) {
        try {
            return Patterns.fromRequest(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("grep is not taken: " + e.getMessage(), e);
        }
    }

    /// Checks the cheap condition first: the text as the caller may see it may have to be computed.
    /// A line in pieces is judged as a whole, as far as it has arrived.
    boolean matches(ConsoleLine line, View view) {
        return line.level().compareTo(least) >= 0
                && (grep == null || Patterns.isFoundIn(view.whole(line), grep));
    }
}
