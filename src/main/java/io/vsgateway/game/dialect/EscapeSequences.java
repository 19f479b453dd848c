package io.vsgateway.game.dialect;

/// The escape sequences of ECMA-48, as far as needed to avoid cutting one and to skip one.
///
/// ```
/// CSI     ESC [ (0x20–0x3F)* (0x40–0x7E)
/// strings ESC ] P X ^ _ … ended by BEL or ESC \    (OSC, DCS, SOS, PM, APC)
/// others  ESC (0x20–0x2F)* (0x30–0x7E)
/// ```
final class EscapeSequences {
    /// A longer sequence may be cut.
    static final int LONGEST = 256;

    private static final byte ESC = 0x1B;
    private static final byte BEL = 0x07;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private EscapeSequences() {}

    /// `end`, or the start of the unfinished sequence that contains it.
    static int cut(byte[] bytes, int end) {
        int at = Math.max(0, end - LONGEST);
        while (at < end) {
            if (bytes[at] != ESC) {
                at++;
                continue;
            }
            int next = after(bytes, at, end);
            if (next > end) {
                return at;
            }
            at = next;
        }
        return end;
    }

    /// The place in the text after the complete sequences that begin at `at`.
    static int skip(String text, int at) {
        int place = at;
        while (place < text.length() && text.charAt(place) == ESC) {
            int next = after(text, place);
            if (next < 0) {
                return place;
            }
            place = next;
        }
        return place;
    }

    /// The place after everything invisible at the beginning of a line: sequences, CRs, a byte
    /// order mark.
    static int skipUnseen(String text) {
        int place = skip(text, 0);
        while (place < text.length() && isUnseen(text.charAt(place))) {
            place = skip(text, place + 1);
        }
        return place;
    }

    /// The text without its sequences.
    static String without(String text) {
        int next = text.indexOf(ESC);
        if (next < 0) {
            return text;
        }
        var left = new StringBuilder(text.length());
        int from = 0;
        while (next >= 0) {
            left.append(text, from, next);
            from = skip(text, next);
            if (from == next) {
                left.append(text.charAt(from++));
            }
            next = text.indexOf(ESC, from);
        }
        return left.append(text, from, text.length()).toString();
    }

    private static boolean isUnseen(char c) {
        return c == '\r' || c == BYTE_ORDER_MARK;
    }

    /// The place after the sequence at `start`; -1 if it is broken or unfinished.
    private static int after(String text, int start) {
        int at = start + 1;
        if (at == text.length()) {
            return -1;
        }
        return switch (text.charAt(at)) {
            case '[' -> afterFinal(text, at + 1, 0x20, 0x3F);
            case ']', 'P', 'X', '^', '_' -> afterString(text, at + 1);
            default -> afterFinal(text, at, 0x20, 0x2F);
        };
    }

    private static int afterFinal(String text, int start, int low, int high) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= low && text.charAt(at) <= high) {
            at++;
        }
        return at < text.length() && text.charAt(at) > high && text.charAt(at) < 0x7F ? at + 1 : -1;
    }

    private static int afterString(String text, int start) {
        for (int at = start; at < text.length(); at++) {
            if (text.charAt(at) == BEL) {
                return at + 1;
            }
            if (text.charAt(at) == ESC) {
                return text.startsWith("\\", at + 1) ? at + 2 : -1;
            }
        }
        return -1;
    }

    /// The place after the sequence at `start`; a broken one ends where it turns out broken. More
    /// than `end` if it is unfinished.
    private static int after(byte[] bytes, int start, int end) {
        int at = start + 1;
        if (at == end) {
            return end + 1;
        }
        return switch (bytes[at]) {
            case '[' -> afterFinal(bytes, at + 1, end, 0x20, 0x3F);
            case ']', 'P', 'X', '^', '_' -> afterString(bytes, at + 1, end);
            default -> afterFinal(bytes, at, end, 0x20, 0x2F);
        };
    }

    private static int afterFinal(byte[] bytes, int start, int end, int low, int high) {
        int at = start;
        while (at < end && bytes[at] >= low && bytes[at] <= high) {
            at++;
        }
        if (at == end) {
            return end + 1;
        }
        return bytes[at] > high && bytes[at] < 0x7F ? at + 1 : at;
    }

    private static int afterString(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == BEL) {
                return at + 1;
            }
            if (bytes[at] == ESC) {
                if (at + 1 == end) {
                    return end + 1;
                }
                return bytes[at + 1] == '\\' ? at + 2 : at;
            }
        }
        return end + 1;
    }
}
