package io.vsgateway.text;

import org.jspecify.annotations.Nullable;

/// Masks, for monitors, the lines of one stream that come in pieces: what is masked in a piece
/// depends on the pieces before it and, if more is to come, on those after it. Then the end of a
/// piece is held back as long as it could become something to mask, and comes with the next piece.
/// If a line asks for a secret, what follows is the answer: the rest of that line, or else the
/// whole next one.
///
/// For one thread. It remembers a bounded end of the current line.
public final class PieceMask {
    private static final int KEPT = 1024;

    /// How much of the text before a long secret, and of the secret's end, shows that it goes on.
    private static final int KEPT_BESIDE = 32;

    /// Longest end of a line with a sign, and blanks and a colour after it.
    private static final int LONGEST_END = 8;

    /// A piece as monitors may see it.
    ///
    /// @param before the end of what they have seen of its line
    public record Piece(String before, String text) {}

    /// The end of the current line so far, as it is read.
    private String before = "";

    /// How much of it monitors have seen, or will never see.
    private int decided;

    /// The end of what they have seen of the line.
    private String shown = "";

    /// Whether the last of that is masked.
    private boolean masked;

    private boolean within;
    private boolean asked;
    private boolean answer;

    /// The next piece as monitors may see it; null if it is a whole line that they may see as
    /// [Masking#all] makes it.
    ///
    /// @param partial whether the line goes on
    public @Nullable Piece next(String text, boolean partial) {
        if (!within && !partial && !answer) {
            answer = asksBySign(text);
            return null;
        }
        return answer && !text.isEmpty() ? answer(partial) : piece(text, partial);
    }

    /// The next line is no answer.
    public void answered() {
        if (!within) {
            answer = false;
        }
    }

    private Piece answer(boolean partial) {
        var piece = new Piece(shown, masked ? "" : Masking.MASK);
        remember(piece);
        masked = true;
        asked = false;
        before = "";
        decided = 0;
        within = partial;
        if (!partial) {
            end();
        }
        return piece;
    }

    Piece piece(String text, boolean partial) {
        SeenText reading = SeenText.of(text);
        String seen = before + reading.seen();
        Masking.Found found = Masking.find(seen, partial, Masking.For.MONITORS);
        int end = Math.max(decided, found.undecided());
        int begun = masked ? -1 : decided;
        var visible = new StringBuilder(text.length() + 16);
        SeenText.of(before.substring(decided)).mask(found.spans(), decided, begun, end, visible);
        reading.mask(found.spans(), before.length(), begun, end, visible);
        var piece = new Piece(shown, visible.toString());
        remember(piece);
        within = partial;
        asked = partial ? found.asks() : found.asksBySign();
        masked = end > 0 && found.spans().around(end - 1) >= 0;
        if (partial) {
            answer = asked;
            keep(seen, found.spans(), end);
        } else {
            end();
        }
        return piece;
    }

    private void remember(Piece piece) {
        String all = piece.before() + piece.text();
        shown = all.substring(Math.max(0, all.length() - KEPT));
    }

    private void end() {
        answer = asked;
        asked = false;
        masked = false;
        within = false;
        before = "";
        decided = 0;
        shown = "";
    }

    /// Keeps the end of the line, from a place that cuts nothing in two.
    private void keep(String seen, Spans spans, int end) {
        int from = 0;
        if (seen.length() > 2 * KEPT) {
            from = Math.min(seen.length() - KEPT, end);
            int cut = spans.around(from);
            if (cut >= 0 && spans.to(cut) == seen.length()) {
                keepOpen(seen, spans.from(cut));
                return;
            }
            from = cut >= 0 ? spans.to(cut) : from;
        }
        before = seen.substring(from);
        decided = end - from;
    }

    /// For a secret that has not ended, its beginning and its end are enough.
    private void keepOpen(String seen, int start) {
        int name = Math.max(0, start - 2 * KEPT_BESIDE);
        before =
                seen.substring(name, start + KEPT_BESIDE)
                        + seen.substring(seen.length() - KEPT_BESIDE);
        decided = before.length();
    }

    /// For most lines, a look at their end is enough.
    private static boolean asksBySign(String text) {
        for (int at = text.length() - 1; at >= Math.max(0, text.length() - LONGEST_END); at--) {
            char c = text.charAt(at);
            if (c == ':' || c == '?' || c == '>' || c == '=' || c >= 0x80) {
                return Masking.find(SeenText.of(text).seen(), false, Masking.For.AUDIT)
                        .asksBySign();
            }
        }
        return false;
    }
}
