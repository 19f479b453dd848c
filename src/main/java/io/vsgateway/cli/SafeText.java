package io.vsgateway.cli;

/// Text of the game, made harmless for a terminal. What players write reaches the console, and a
/// terminal obeys what it reads: it can be made to move the cursor, to rename its window, to put
/// text into the clipboard or to answer as if somebody had typed. Of the escape sequences (ECMA-48)
/// only colours and their like (SGR) are left, and only where they are wanted; other control
/// characters become visible.
final class SafeText {
    private static final char ESC = 0x1B;
    private static final char BEL = 0x07;
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

    /// @param colours whether SGR sequences are left; what they set ends with the text
    static String of(String text, boolean colours) {
        return new SafeText(text, colours).read();
    }

    /// JSON as Jackson writes it, which leaves DEL, the controls of C1 and marks of writing
    /// direction as they are.
    static String json(String json) {
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
            if (c == ESC) {
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

    /// Controls of C0 and C1, and what turns the direction of writing around (UAX 9).
    private static boolean isHarmful(char c) {
        return c < ' '
                || c >= DEL && c < 0xA0
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c == 0x2028
                || c == 0x2029;
    }

    /// Passes the sequence by that begins here.
    private void sequence() {
        int start = at++;
        if (at == text.length()) {
            return;
        }
        switch (text.charAt(at)) {
            case '[' -> {
                at++;
                skip(0x20, 0x3F);
                if (at < text.length() && text.charAt(at) >= 0x40 && text.charAt(at) < DEL) {
                    at++;
                    keepIfColour(text.substring(start, at));
                }
            }
            case ']', 'P', 'X', '^', '_' -> skipString();
            default -> {
                skip(0x20, 0x2F);
                if (at < text.length() && text.charAt(at) >= 0x30 && text.charAt(at) < DEL) {
                    at++;
                }
            }
        }
    }

    private void keepIfColour(String sequence) {
        if (colours && sequence.matches("\u001b\\[[0-9;:]{0,64}m")) {
            safe.append(sequence);
            coloured = true;
        }
    }

    private void skip(int low, int high) {
        while (at < text.length() && text.charAt(at) >= low && text.charAt(at) <= high) {
            at++;
        }
    }

    /// To BEL or ESC \, or to the end.
    private void skipString() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == BEL) {
                return;
            }
            if (c == ESC) {
                if (at < text.length() && text.charAt(at) == '\\') {
                    at++;
                } else {
                    // Another sequence begins.
                    at--;
                }
                return;
            }
        }
    }
}
