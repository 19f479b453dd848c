package io.vsgateway.cli.screen;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.ConsoleEvent;
import java.io.PrintStream;

/// Prints the game's lines. On a terminal, a line that comes in pieces is one row, which is
/// rewritten; in a pipe, where nothing can be taken back, each piece is a line. For one thread.
public final class LinePrinter {
    private static final String AGAIN = "\r\u001b[K";

    private final PrintStream out;
    private final Appearance appearance;
    private final boolean terminal;
    private final Row row = new Row();

    public LinePrinter(Surroundings surroundings, Appearance appearance) {
        this.out = surroundings.out();
        this.terminal = surroundings.outIsTerminal();
        this.appearance = appearance;
    }

    public void print(ConsoleEvent.Line line) {
        boolean wasOpen = row.isOpen();
        boolean goesOn = row.take(line);
        if (!terminal) {
            if (!Row.isBareEnd(line)) {
                println(line.isRest() || line.isPartial() ? Row.visible(line.text()) : line.text());
            }
            return;
        }
        if (Row.isBareEnd(line) && !goesOn) {
            return;
        }
        if (goesOn) {
            out.print(AGAIN);
        } else if (wasOpen) {
            out.println();
        }
        out.print(appearance.of(row.text()));
        if (!row.isOpen()) {
            out.println();
        }
    }

    /// Ends an unfinished row: something else is about to be shown.
    public void leave() {
        if (terminal && row.isOpen()) {
            out.println();
            out.flush();
        }
        row.leave();
    }

    private void println(String text) {
        out.println(appearance.of(text));
    }
}
