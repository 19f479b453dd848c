package io.vsgateway.game;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Any other console, described by the patterns in `VS_GAME_PATTERNS_…`. RE2 matches in linear
/// time, so that no line of a player's can hold up the console.
final class PlainDialect implements Dialect {
    static final String NAME = "plain";

    /// The named group of the pattern `record`; it may be missing.
    static final String CATEGORY = "category";

    /// The named group of the pattern `echo`.
    static final String COMMAND = "command";

    private final Patterns patterns;

    PlainDialect(Patterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineReader reader(Stream stream) {
        return new Reader(stream, patterns);
    }

    @Override
    public boolean isReady(ConsoleLine line) {
        return line.stream() != Stream.GATEWAY
                && patterns.ready().map(ready -> finds(ready, line.text())).orElse(true);
    }

    @Override
    public boolean isEnd(ConsoleLine line) {
        return line.stream() != Stream.GATEWAY && finds(patterns.end().orElse(null), line.text());
    }

    @Override
    public boolean confirms(String command, ConsoleLine line) {
        if (line.stream() == Stream.GATEWAY) {
            return false;
        }
        return patterns.echo().map(echo -> isEcho(echo, command, line.text())).orElse(true);
    }

    private static boolean isEcho(Pattern echo, String command, String text) {
        Matcher matcher = echo.matcher(text);
        while (matcher.find()) {
            String echoed = matcher.group(COMMAND);
            if (echoed != null && echoed.strip().equals(command.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean finds(@Nullable Pattern pattern, String text) {
        return pattern != null && pattern.matcher(text).find();
    }

    /// The compiled form of [GameSettings.Patterns].
    record Patterns(
            Optional<Pattern> ready,
            Optional<Pattern> end,
            Optional<Pattern> record,
            Optional<Pattern> echo,
            Optional<Pattern> warn,
            Optional<Pattern> error) {}

    private static final class Reader extends RecordReader {
        private final @Nullable Pattern record;
        private final @Nullable Pattern warn;
        private final @Nullable Pattern error;
        private final boolean hasCategory;
        private Level level = Level.INFO;
        private String category = "";

        Reader(Stream stream, Patterns patterns) {
            super(stream);
            record = patterns.record().orElse(null);
            warn = patterns.warn().orElse(null);
            error = patterns.error().orElse(null);
            hasCategory = record != null && record.namedGroups().containsKey(CATEGORY);
        }

        @Override
        boolean begins(String line) {
            if (record != null) {
                Matcher matcher = record.matcher(line);
                if (!matcher.find()) {
                    return false;
                }
                String named = hasCategory ? matcher.group(CATEGORY) : null;
                category = named == null ? "" : named;
            }
            level = levelOf(line);
            return true;
        }

        @Override
        ConsoleLine line(Instant at, String text, boolean continuation) {
            return new ConsoleLine(at, stream(), level, category, continuation, text);
        }

        private Level levelOf(String line) {
            if (finds(error, line)) {
                return Level.ERROR;
            }
            return finds(warn, line) ? Level.WARN : Level.INFO;
        }
    }
}
