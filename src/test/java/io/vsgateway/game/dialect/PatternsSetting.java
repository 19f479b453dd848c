package io.vsgateway.game.dialect;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GivenSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `VS_GAME_PATTERNS_…` as given.
public record PatternsSetting(
        Optional<String> ready,
        Optional<String> end,
        Optional<String> record,
        Optional<String> echo,
        Optional<String> warn,
        Optional<String> error,
        String death)
        implements GameSettings.Patterns {
    private static final String DEATH = GivenSettings.game().patterns().death();
    private static final String SAVE_LINE = GivenSettings.game().stop().saveLine();

    /// A dialect without patterns.
    public static Dialect dialect(String name) {
        return dialect(name, NONE);
    }

    public static Dialect dialect(String name, GameSettings.Patterns patterns) {
        return Dialects.of(name, patterns, SAVE_LINE);
    }

    static final PatternsSetting NONE = of(null, null, null, null, null);

    static PatternsSetting of(
            @Nullable String ready,
            @Nullable String record,
            @Nullable String echo,
            @Nullable String warn,
            @Nullable String error) {
        return new PatternsSetting(
                Optional.ofNullable(ready),
                Optional.empty(),
                Optional.ofNullable(record),
                Optional.ofNullable(echo),
                Optional.ofNullable(warn),
                Optional.ofNullable(error),
                DEATH);
    }
}
