package io.vsgateway.game.dialect;

import io.vsgateway.game.LineEnd;

/// Writes down what a decoder shows: a text whose line goes on has `~` before it, and `…` behind it
/// if it was cut for its length; the end of a line of which all was shown is `$`.
public abstract class LineNotes implements LineDecoder.Out {
    private boolean within;

    @Override
    public final void line(String text, LineEnd end) {
        note(
                switch (end) {
                    case BREAK -> within && text.isEmpty() ? "$" : text;
                    case PAUSE -> "~" + text;
                    case LENGTH -> "~" + text + LineDecoder.MORE;
                });
        within = end != LineEnd.BREAK;
    }

    public abstract void note(String text);
}
