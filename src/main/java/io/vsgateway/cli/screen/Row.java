package io.vsgateway.cli.screen;

import io.vsgateway.client.ConsoleEvent;

/// The last row of a console: a line, or what has come so far of a line in pieces, such as progress
/// (`rest` and `partial` in `protocol.md`). For one thread.
final class Row {
    /// The most characters of a line in pieces; what is longer begins a new row.
    private static final int LONGEST = 16 * 1024;

    private String stream = "";
    private String log = "";
    private String text = "";
    private boolean open;

    /// Takes the next line.
    ///
    /// @return whether it continues the present row instead of beginning a new one
    boolean take(ConsoleEvent.Line line) {
        boolean goesOn =
                open
                        && line.isRest()
                        && line.stream().equals(stream)
                        && line.log().equals(log)
                        && text.length() + line.text().length() <= LONGEST;
        String whole = goesOn ? text + line.text() : line.text();
        text = line.isRest() || line.isPartial() ? visible(whole) : whole;
        stream = line.stream();
        log = line.log();
        open = line.isPartial();
        return goesOn;
    }

    /// Something else was shown: a continued line begins a new row.
    void leave() {
        open = false;
    }

    /// Whether more may come.
    boolean isOpen() {
        return open;
    }

    String text() {
        return text;
    }

    /// A CR returns to the beginning of the row; one at the end leaves the row as it is for now.
    static String visible(String text) {
        String row = text.replaceFirst("\r+$", "");
        return row.substring(row.lastIndexOf('\r') + 1) + text.substring(row.length());
    }

    /// Whether the line only says that an unfinished line has ended.
    static boolean isBareEnd(ConsoleEvent.Line line) {
        return line.isRest() && !line.isPartial() && line.text().isEmpty();
    }
}
