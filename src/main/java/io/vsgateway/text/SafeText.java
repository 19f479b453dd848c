package io.vsgateway.text;

/// Text of the game, made harmless for terminals and readers. What players write reaches the
/// console, and a terminal obeys what it reads: it can be made to move the cursor, to rename its
/// window, to put text into the clipboard or to answer as if someone had typed; and invisible
/// characters make one name look like another. Of the escape sequences (ECMA-48) only colours and
/// the like (SGR) are kept, only where wanted, and never the one that conceals; other control
/// characters, and characters that hide or reverse text, become visible.
///
/// `protocol.md` states the rule, for everyone who displays text of the game.
public final class SafeText {
    private static final char DEL = 0x7F;
    private static final String RESET = "\u001b[0m";

    private final String text;
    private final boolean colours;
    private final StringBuilder safe = new StringBuilder();
    private boolean coloured;
    private int at;

    private SafeText(String text, boolean colours) {
        this.text = text;
        this.colours = colours;
    }

    /// @param colours whether SGR sequences are kept; their effect ends with the text
    public static String of(String text, boolean colours) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\t' && isHarmful(text.charAt(i))) {
                return new SafeText(text, colours).read();
            }
        }
        return text;
    }

    /// JSON as Jackson writes it, which leaves harmful characters beyond ASCII, and DEL, unescaped:
    /// here they are escaped.
    public static String json(String json) {
        var safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < DEL || !isHarmful(c)) {
                safe.append(c);
            } else {
                safe.append("\\u%04x".formatted((int) c));
            }
        }
        return safe.toString();
    }

    private String read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == Sequences.ESC) {
                sequence();
            } else {
                at++;
                plain(c);
            }
        }
        return coloured ? safe.append(RESET).toString() : safe.toString();
    }

    private void plain(char c) {
        if (c == '\t' || !isHarmful(c)) {
            safe.append(c);
        } else if (c < ' ') {
            // ␀, ␁ and so on.
            safe.append((char) (0x2400 + c));
        } else {
            safe.append(c == DEL ? '\u2421' : '\uFFFD');
        }
    }

    /// Controls of C0 and C1; line separators; characters that change the direction of writing (UAX
    /// 9); and invisible ones, except for the joiners that some scripts and emoji need.
    public static boolean isHarmful(char c) {
        if (c < 0xAD) {
            return c < ' ' || c >= DEL && c < 0xA0;
        }
        return switch (c) {
            case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB ->
                    true;
            default -> c >= 0x2028 && c <= 0x202E || c >= 0x2060 && c <= 0x206F;
        };
    }

    /// Passes over the sequence that begins here.
    private void sequence() {
        int start = at;
        at = Sequences.end(text, start);
        String sequence = text.substring(start, at);
        if (colours && Sgr.isOne(sequence)) {
            String shown = Sgr.withoutConceal(sequence);
            safe.append(shown);
            coloured |= !shown.isEmpty();
        }
    }
}
