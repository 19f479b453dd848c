package io.vsgateway.text;

/// The escape sequences of ECMA-48 in a text, each begun by ESC or by a C1 control.
///
/// ```
/// CSI     ESC [ (0x20–0x3F)* (0x40–0x7E)
/// strings ESC ] P X ^ _ … ended by BEL or ESC \    (OSC, DCS, SOS, PM, APC)
/// others  ESC (0x20–0x2F)* (0x30–0x7E)
/// ```
final class Sequences {
    static final char ESC = 0x1B;
    private static final char BEL = 0x07;
    private static final char CSI = 0x9B;
    private static final char ST = 0x9C;

    /// `ESC` and a character from `@` to `_` stand for the C1 control this much higher.
    private static final int C1 = 0x40;

    private Sequences() {}

    /// The place after the sequence that begins at `start`: a broken one ends where it breaks, an
    /// unfinished one at the end of the text.
    static int end(String text, int start) {
        char control = text.charAt(start);
        int at = start + 1;
        if (control == ESC) {
            if (at == text.length()) {
                return at;
            }
            char next = text.charAt(at);
            if (next < '@' || next > '_') {
                return afterFinal(text, skip(text, at, 0x2F), 0x30);
            }
            control = (char) (next + C1);
            at++;
        }
        return switch (control) {
            case CSI -> afterFinal(text, skip(text, at, 0x3F), 0x40);
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F -> afterString(text, at);
            default -> at;
        };
    }

    private static int skip(String text, int from, int high) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= high) {
            at++;
        }
        return at;
    }

    private static int afterFinal(String text, int at, int low) {
        return at < text.length() && text.charAt(at) >= low && text.charAt(at) < 0x7F ? at + 1 : at;
    }

    private static int afterString(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == BEL || c == ST) {
                return at + 1;
            }
            if (c == ESC) {
                boolean isEnd = at + 1 < text.length() && text.charAt(at + 1) == '\\';
                // Or another sequence begins.
                return isEnd ? at + 2 : at;
            }
        }
        return text.length();
    }
}
