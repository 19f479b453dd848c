package io.vsgateway.game.dialect;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.text.PieceMask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the first lines of records, and what lines mean. A line shown in pieces is judged as a
/// whole: what follows its first piece never begins a record by itself, or a player could pass off
/// his words as the game's, and half a line means nothing yet.
abstract class RecordReader implements Dialect.LineReader {
    /// A line shown in pieces is judged by this many of its first characters.
    private static final int JUDGED = 4096;

    private final LineSource source;
    private final PieceMask mask = new PieceMask();

    /// The beginning of a line that is being shown in pieces, and its end so far; empty between
    /// lines.
    private String head = "";

    private String before = "";

    /// Whether that line begins a record.
    private boolean begun;

    RecordReader(LineSource source) {
        this.source = source;
    }

    @Override
    public final Reading read(Instant at, String text, LineEnd end) {
        if (end != LineEnd.BREAK || !before.isEmpty()) {
            return piece(at, text, end);
        }
        boolean begins = begins(text);
        if (begins && tellsRecords()) {
            mask.answered();
        }
        PieceMask.Piece masked = mask.next(text, false);
        var line = new ConsoleLine(at, source, level(), category(), !begins, text, masked);
        return new Reading(line, events(text, begins, true, true));
    }

    private Reading piece(Instant at, String text, LineEnd end) {
        boolean first = before.isEmpty();
        String judged = head;
        if (head.length() < JUDGED) {
            judged = head + text;
            begun |= begins(judged);
        }
        String more = end == LineEnd.LENGTH ? LineDecoder.MORE : "";
        boolean ended = end == LineEnd.BREAK;
        var line =
                new ConsoleLine(
                        at,
                        source,
                        level(),
                        category(),
                        !(first && begun),
                        before,
                        text + more,
                        !ended,
                        false,
                        masked(text, more, ended));
        List<GameEvent> events = events(judged, begun, !text.isEmpty(), ended);
        if (ended) {
            head = "";
            before = "";
            begun = false;
        } else {
            head = judged;
            before = last(before + text);
        }
        return new Reading(line, events);
    }

    private PieceMask.@Nullable Piece masked(String text, String more, boolean ended) {
        PieceMask.Piece piece = mask.next(text, !ended);
        return piece == null || more.isEmpty()
                ? piece
                : new PieceMask.Piece(piece.before(), piece.text() + more);
    }

    private static String last(String text) {
        return text.substring(Math.max(0, text.length() - ConsoleLine.MOST_BEFORE));
    }

    /// Whether the beginning of a record is known by its form: then such a line answers no
    /// question.
    boolean tellsRecords() {
        return true;
    }

    /// Whether this line begins a record; if so, its level and category are remembered. Called
    /// again when more of the line has arrived.
    abstract boolean begins(String line);

    /// The level of the present record.
    abstract Level level();

    /// The category of the present record.
    abstract String category();

    /// What the line means. [#begins] was called for it just before.
    ///
    /// @param line all of it, or as much as has arrived
    /// @param begins whether it begins a record
    /// @param news whether more has arrived since the last call for this line
    /// @param ended whether it is the complete line
    abstract List<GameEvent> events(String line, boolean begins, boolean news, boolean ended);
}
