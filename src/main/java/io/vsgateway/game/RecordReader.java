package io.vsgateway.game;

import java.time.Instant;

/// Finds the first lines of records. A line whose beginning is shown before its end is judged as a
/// whole: what follows a partial text never begins a record by itself, else a player could have his
/// words taken for the game's.
abstract class RecordReader implements Dialect.LineReader {
    /// A line is judged by this many of its first characters, as far as it came in pieces.
    private static final int JUDGED = 256;

    private final Stream stream;

    private boolean withinLine;

    /// The beginning of the present line, as long as it could still turn out to begin a record.
    private String beginning = "";

    RecordReader(Stream stream) {
        this.stream = stream;
    }

    @Override
    public final ConsoleLine read(Instant at, String text, boolean partial) {
        boolean first = !withinLine;
        boolean undecided = first || !beginning.isEmpty();
        boolean found = false;
        if (undecided) {
            String line = first ? text : beginning + text;
            found = begins(line);
            beginning = found || !partial || line.length() > JUDGED ? "" : line;
        }
        withinLine = partial;
        return line(at, text, !(first && found));
    }

    @Override
    public final void lineEnded() {
        withinLine = false;
        beginning = "";
    }

    final Stream stream() {
        return stream;
    }

    /// Whether this line begins a record; if so, its level and category are remembered.
    abstract boolean begins(String line);

    abstract ConsoleLine line(Instant at, String text, boolean continuation);
}
