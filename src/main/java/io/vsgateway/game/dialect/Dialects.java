package io.vsgateway.game.dialect;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The dialects by name.
public final class Dialects {
    private Dialects() {}

    /// The dialect named in the settings. Throws an [IllegalArgumentException] that names the
    /// variable if there is no such dialect, or if one of its patterns is not valid.
    public static Dialect of(GameSettings settings) {
        return of(settings.dialect(), settings.patterns(), settings.stop().saveLine());
    }

    static Dialect of(String name, GameSettings.Patterns patterns, String saveLine) {
        Pattern ready = compiled("VS_GAME_PATTERNS_READY", patterns.ready());
        Pattern saved = compiled("VS_GAME_STOP_SAVE_LINE", saveLine);
        return switch (name) {
            case VintageStoryDialect.NAME ->
                    new VintageStoryDialect(
                            new VintageStoryDialect.Patterns(
                                    ready,
                                    saved,
                                    compiled("VS_GAME_PATTERNS_DEATH", patterns.death())));
            case PlainDialect.NAME ->
                    new PlainDialect(
                            new PlainDialect.Patterns(
                                    ready,
                                    compiled("VS_GAME_PATTERNS_END", patterns.end()),
                                    compiled("VS_GAME_PATTERNS_RECORD", patterns.record()),
                                    echo(patterns.echo()),
                                    compiled("VS_GAME_PATTERNS_WARN", patterns.warn()),
                                    compiled("VS_GAME_PATTERNS_ERROR", patterns.error()),
                                    saved));
            default ->
                    throw new IllegalArgumentException(
                            "VS_GAME_DIALECT must be %s or %s, not: %s"
                                    .formatted(VintageStoryDialect.NAME, PlainDialect.NAME, name));
        };
    }

    private static @Nullable Pattern echo(Optional<String> text) {
        String variable = "VS_GAME_PATTERNS_ECHO";
        Pattern echo = compiled(variable, text);
        if (echo != null && !echo.namedGroups().containsKey(PlainDialect.COMMAND)) {
            throw new IllegalArgumentException(
                    "%s must have a group (?P<%s>…) for the command: %s"
                            .formatted(variable, PlainDialect.COMMAND, echo));
        }
        return echo;
    }

    private static @Nullable Pattern compiled(String variable, Optional<String> text) {
        return text.isEmpty() ? null : compiled(variable, text.get());
    }

    private static Pattern compiled(String variable, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s is not a valid regular expression (RE2): %s"
                            .formatted(variable, e.getMessage()),
                    e);
        }
    }
}
