package io.vsgateway.game.dialect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the lines of one stream by the patterns of the settings. Each pattern is searched for in
/// the line as it came and, if it has escape sequences, or other invisible characters before its
/// text, in what is left without them.
final class PlainReader extends RecordReader {
    private static final List<GameEvent> READY_AND_PRINTED =
            List.of(new GameEvent.Ready(), new GameEvent.Printed());
    private static final List<GameEvent> READY = List.of(new GameEvent.Ready());
    private static final List<GameEvent> PRINTED = List.of(new GameEvent.Printed());

    private final PlainDialect.Patterns patterns;
    private final Wanted wanted;
    private final boolean hasCategory;
    private Level level = Level.INFO;
    private String category = "";

    PlainReader(LineSource source, PlainDialect.Patterns patterns, Wanted wanted) {
        super(source);
        this.patterns = patterns;
        this.wanted = wanted;
        Pattern record = patterns.record();
        this.hasCategory =
                record != null && record.namedGroups().containsKey(PlainDialect.CATEGORY);
    }

    @Override
    boolean tellsRecords() {
        return patterns.record() != null;
    }

    @Override
    boolean begins(String line) {
        Pattern record = patterns.record();
        if (record != null) {
            Matcher found = find(record, line);
            if (found == null) {
                return false;
            }
            String named = hasCategory ? found.group(PlainDialect.CATEGORY) : null;
            category = named == null ? "" : named;
        }
        level = levelOf(line);
        return true;
    }

    @Override
    Level level() {
        return level;
    }

    @Override
    String category() {
        return category;
    }

    @Override
    List<GameEvent> events(String line, boolean begins, boolean news, boolean ended) {
        boolean isReady =
                wanted.ready() && (patterns.ready() == null || finds(patterns.ready(), line));
        boolean answers = wanted.answers();
        boolean printed = answers && news && patterns.echo() == null;
        boolean mayEcho = answers && ended && patterns.echo() != null;
        boolean mayBeSaved = ended && begins && wanted.saved();
        boolean mayBeTheEnd = ended && begins && patterns.end() != null;
        if (!mayEcho && !mayBeSaved && !mayBeTheEnd) {
            return always(isReady, printed);
        }
        var events = new ArrayList<>(always(isReady, printed));
        if (mayBeTheEnd && finds(patterns.end(), line)) {
            events.add(new GameEvent.Ended());
        }
        if (mayBeSaved && finds(patterns.saved(), line)) {
            events.add(new GameEvent.Saved());
        }
        if (mayEcho) {
            addEchoes(line, events);
        }
        return events;
    }

    private static List<GameEvent> always(boolean isReady, boolean printed) {
        if (isReady) {
            return printed ? READY_AND_PRINTED : READY;
        }
        return printed ? PRINTED : List.of();
    }

    private void addEchoes(String line, List<GameEvent> events) {
        Pattern echo = patterns.echo();
        Matcher found = echo == null ? null : find(echo, line);
        if (found == null) {
            return;
        }
        do {
            String command = found.group(PlainDialect.COMMAND);
            if (command != null) {
                events.add(new GameEvent.Echoed(EscapeSequences.without(command).strip()));
            }
        } while (found.find());
    }

    private Level levelOf(String line) {
        if (finds(patterns.error(), line)) {
            return Level.ERROR;
        }
        return finds(patterns.warn(), line) ? Level.WARN : Level.INFO;
    }

    private static boolean finds(@Nullable Pattern pattern, String line) {
        return pattern != null && find(pattern, line) != null;
    }

    /// At its first place in the line; null if there is none.
    private static @Nullable Matcher find(Pattern pattern, String line) {
        Matcher raw = pattern.matcher(line);
        if (raw.find()) {
            return raw;
        }
        String seen = EscapeSequences.without(line.substring(EscapeSequences.skipUnseen(line)));
        if (seen.length() == line.length()) {
            return null;
        }
        Matcher plain = pattern.matcher(seen);
        return plain.find() ? plain : null;
    }
}
