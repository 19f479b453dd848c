package io.vsgateway.game.dialect;

import com.google.re2j.Pattern;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import org.jspecify.annotations.Nullable;

/// Any other console, described by the patterns in `VS_GAME_PATTERNS_…`. RE2 matches in linear
/// time, so no line that a player writes can hold up the console.
final class PlainDialect implements Dialect {
    static final String NAME = "plain";

    /// The named group of the pattern `record`; optional.
    static final String CATEGORY = "category";

    /// The named group of the pattern `echo`.
    static final String COMMAND = "command";

    private final Patterns patterns;

    PlainDialect(Patterns patterns) {
        this.patterns = patterns;
    }

    /// The compiled form of `GameSettings.Patterns` and of `VS_GAME_STOP_SAVE_LINE`.
    record Patterns(
            @Nullable Pattern ready,
            @Nullable Pattern end,
            @Nullable Pattern record,
            @Nullable Pattern echo,
            @Nullable Pattern warn,
            @Nullable Pattern error,
            Pattern saved) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineReader reader(LineSource source, Wanted wanted) {
        return new PlainReader(source, patterns, wanted);
    }
}
