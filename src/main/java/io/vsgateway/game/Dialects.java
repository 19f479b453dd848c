package io.vsgateway.game;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// The dialects by their names.
public final class Dialects {
    private Dialects() {}

    /// The dialect that the settings ask for. Throws an [IllegalArgumentException] that names the
    /// variable if there is no such dialect, or if one of its patterns is not valid.
    public static Dialect of(GameSettings settings) {
        return of(settings.dialect(), settings.patterns());
    }

    static Dialect of(String name, GameSettings.Patterns patterns) {
        Optional<Pattern> ready = compiled("VS_GAME_PATTERNS_READY", patterns.ready());
        return switch (name) {
            case VintageStoryDialect.NAME -> new VintageStoryDialect(ready);
            case PlainDialect.NAME ->
                    new PlainDialect(
                            new PlainDialect.Patterns(
                                    ready,
                                    compiled("VS_GAME_PATTERNS_END", patterns.end()),
                                    compiled("VS_GAME_PATTERNS_RECORD", patterns.record()),
                                    echo(patterns.echo()),
                                    compiled("VS_GAME_PATTERNS_WARN", patterns.warn()),
                                    compiled("VS_GAME_PATTERNS_ERROR", patterns.error())));
            default ->
                    throw new IllegalArgumentException(
                            "VS_GAME_DIALECT must be %s or %s, not: %s"
                                    .formatted(VintageStoryDialect.NAME, PlainDialect.NAME, name));
        };
    }

    private static Optional<Pattern> echo(Optional<String> text) {
        String variable = "VS_GAME_PATTERNS_ECHO";
        Optional<Pattern> echo = compiled(variable, text);
        if (echo.isPresent() && !echo.get().namedGroups().containsKey(PlainDialect.COMMAND)) {
            throw new IllegalArgumentException(
                    "%s must have a group (?P<%s>…) for the command: %s"
                            .formatted(variable, PlainDialect.COMMAND, echo.get()));
        }
        return echo;
    }

    private static Optional<Pattern> compiled(String variable, Optional<String> text) {
        try {
            return text.map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s is not a valid regular expression (RE2): %s"
                            .formatted(variable, e.getMessage()),
                    e);
        }
    }
}
