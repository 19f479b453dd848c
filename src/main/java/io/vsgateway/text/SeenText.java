package io.vsgateway.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A text as it is read: without its escape sequences and invisible characters, with one kind of
/// blank, and with the wide forms of ASCII (`：`) as ASCII. Each of its characters knows its place
/// in the original text.
final class SeenText {
    /// What a NUL of the game is shown as.
    private static final char NUL_PICTURE = '␀';

    private static final int WIDE_TO_ASCII = 0xFF01 - '!';

    private final String text;
    private final String seen;

    /// Places in the text; null if both are identical.
    private final int @Nullable [] places;

    private final boolean others;

    private SeenText(String text, String seen, int @Nullable [] places, boolean others) {
        this.others = others;
        this.text = text;
        this.seen = seen;
        this.places = places;
    }

    static SeenText of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                return read(text);
            }
        }
        return new SeenText(text, text, null, false);
    }

    private static SeenText read(String text) {
        char[] seen = new char[text.length()];
        int[] places = new int[text.length()];
        int count = 0;
        boolean others = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isControl(c)) {
                int end = Sequences.end(text, at);
                others |= !Sgr.isOne(text.substring(at, end));
                at = end;
                continue;
            }
            if (isSeen(c)) {
                places[count] = at;
                seen[count++] = folded(c);
            }
            at++;
        }
        return new SeenText(text, new String(seen, 0, count), Arrays.copyOf(places, count), others);
    }

    private static boolean isSeen(char c) {
        return c >= ' ' && c < 0x7F || isBlank(c) || c != NUL_PICTURE && !SafeText.isHarmful(c);
    }

    private static boolean isControl(char c) {
        return c == Sequences.ESC || c >= 0x80 && c < 0xA0;
    }

    private static boolean isBlank(char c) {
        return c == '\t' || c == '\r' || c == '\n' || c == 0x0B || c == '\f';
    }

    private static char folded(char c) {
        if (c > '~') {
            if (c >= 0xFF01 && c <= 0xFF5E) {
                return (char) (c - WIDE_TO_ASCII);
            }
            return Character.isSpaceChar(c) ? ' ' : c;
        }
        return isBlank(c) ? ' ' : c;
    }

    String seen() {
        return seen;
    }

    /// Writes the text with a mask in place of each span. Of its sequences only the colours are
    /// kept: others, such as a title, may contain text, too.
    ///
    /// @param spans parts of a longer reading, in which this one begins at `offset`
    /// @param begun place in that reading where a span that began earlier still gets its mask
    /// @param end place in that reading from which on nothing is shown
    void mask(Spans spans, int offset, int begun, int end, StringBuilder out) {
        int span = 0;
        int index = offset;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isControl(c)) {
                int behind = Sequences.end(text, at);
                String sequence = text.substring(at, behind);
                if (Sgr.isOne(sequence)) {
                    out.append(sequence);
                }
                at = behind;
                continue;
            }
            while (span < spans.count() && spans.to(span) <= index) {
                span++;
            }
            boolean isSeen = isSeen(index - offset, at);
            if (index < end) {
                if (span == spans.count() || spans.from(span) > index) {
                    out.append(c);
                } else if (isSeen && (spans.from(span) == index || begun == index)) {
                    out.append(Masking.MASK);
                }
            }
            index += isSeen ? 1 : 0;
            at++;
        }
    }

    private boolean isSeen(int index, int at) {
        return places == null || index < places.length && places[index] == at;
    }

    /// Whether it has sequences other than colours.
    boolean hasOthers() {
        return others;
    }
}
