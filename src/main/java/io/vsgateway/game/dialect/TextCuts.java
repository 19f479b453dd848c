package io.vsgateway.game.dialect;

/// Where UTF-8 text with escape sequences may be cut. Only the bytes before a place decide whether
/// it is good, so the answer does not depend on how much has been read.
final class TextCuts {
    private TextCuts() {}

    /// The last place in `bytes[0, end)`, `end` included, where nothing is cut in two; 0 if there
    /// is none.
    static int lastBefore(byte[] bytes, int end) {
        return EscapeSequences.cut(bytes, characters(bytes, end));
    }

    /// The last place, `end` included, that is not inside a UTF-8 sequence.
    static int characters(byte[] bytes, int end) {
        for (int back = 1; back <= 3 && back <= end; back++) {
            byte lead = bytes[end - back];
            if ((lead & 0xC0) == 0x80) {
                continue;
            }
            return back < length(lead) && goesOn(bytes, end - back, back) ? end - back : end;
        }
        return end;
    }

    private static int length(byte lead) {
        int value = lead & 0xFF;
        if (value >= 0xC2 && value <= 0xDF) {
            return 2;
        }
        if (value >= 0xE0 && value <= 0xEF) {
            return 3;
        }
        return value >= 0xF0 && value <= 0xF4 ? 4 : 1;
    }

    /// Whether the `length` bytes of a longer sequence are valid so far: its second byte rules out
    /// overlong forms, surrogates and anything beyond U+10FFFF (RFC 3629).
    private static boolean goesOn(byte[] bytes, int start, int length) {
        if (length < 2) {
            return true;
        }
        int second = bytes[start + 1] & 0xFF;
        return switch (bytes[start] & 0xFF) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second <= 0x9F;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second <= 0x8F;
            default -> true;
        };
    }
}
