package io.vsgateway.console;

import io.vsgateway.delivery.Turns;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.rest.answer.Pieces;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import java.util.Objects;

/// All that the console's feed remembers, up to its end when the download begins, one line for each
/// of its lines.
final class Download implements Pieces {
    private static final int MAX_PIECE = 32 * 1024;

    private final View view;
    private final Format format;
    private final Cursor<ConsoleLine> cursor;
    private final long end;

    Download(Feed<ConsoleLine> feed, View view, Format format) {
        this.view = view;
        this.format = format;
        this.end = feed.end().offset();
        this.cursor = feed.detachedCursor(new Start.Last(Integer.MAX_VALUE));
    }

    @Override
    public String next() {
        long begun = System.nanoTime();
        var piece = new StringBuilder();
        while (!isOver() && piece.length() < MAX_PIECE && System.nanoTime() - begun < Turns.NANOS) {
            for (Frame frame : view.frames(cursor.read(1, Long.MAX_VALUE))) {
                piece.append(words(frame)).append('\n');
            }
        }
        return piece.toString();
    }

    /// The file must be safe to read in any terminal or editor.
    private String words(Frame frame) {
        String words = Objects.requireNonNull(format.encode(frame));
        return format == Format.JSON ? SafeText.json(words) : SafeText.of(words, false);
    }

    @Override
    public boolean isOver() {
        return cursor.next() > end;
    }

    @Override
    public boolean searches() {
        return false;
    }
}
