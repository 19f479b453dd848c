package io.vsgateway.game;

/// The escape sequences of ECMA-48, as far as it takes not to cut one in two and to look past one.
///
/// ```
/// CSI     ESC [ (0x20–0x3F)* (0x40–0x7E)
/// strings ESC ] P X ^ _ … ended by BEL or ESC \    (OSC, DCS, SOS, PM, APC)
/// others  ESC (0x20–0x2F)* (0x30–0x7E)
/// ```
final class EscapeSequences {
    /// One that is longer may be cut.
    static final int LONGEST = 256;

    private static final byte ESC = 0x1B;
    private static final byte BEL = 0x07;

    private EscapeSequences() {}

    /// `end`, or the start of the unfinished sequence that it lies in.
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

    /// The place in the text behind the CSI sequences that begin at `at`.
    static int skipCsi(String text, int at) {
        int place = at;
        while (text.startsWith("\u001b[", place)) {
            int end = place + 2;
            while (end < text.length() && isParameter(text.charAt(end))) {
                end++;
            }
            if (end == text.length()) {
                return place;
            }
            place = end + 1;
        }
        return place;
    }

    /// The place behind the sequence at `start`, where one that turns out broken ends; more than
    /// `end` if it is unfinished.
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

    private static boolean isParameter(char c) {
        return c >= 0x20 && c <= 0x3F;
    }
}
