package io.vsgateway.bench.crowd;

import java.nio.charset.StandardCharsets;

/// Finds `tick seq=17 t=1795240193000000000` in a message, a line of the simulated game. It looks
/// first where the tick was in the last message, since lines of the same kind begin in the same
/// way. Keeps the numbers of the last tick instead of returning an object; not thread-safe.
final class TickReader {
    private static final byte[] MARK = "tick seq=".getBytes(StandardCharsets.US_ASCII);

    private int usualPlace;
    private long seq;
    private long time;

    /// Whether the message is a tick; if so, [#seq] and [#time] return its numbers.
    boolean read(byte[] bytes, int from, int to) {
        int at = from + usualPlace;
        if (!isMark(bytes, at, to)) {
            at = find(bytes, from, to);
            if (at < 0) {
                return false;
            }
            usualPlace = at - from;
        }
        at += MARK.length;
        long number = 0;
        for (; at < to && isDigit(bytes[at]); at++) {
            number = number * 10 + bytes[at] - '0';
        }
        seq = number;
        if (at + 3 >= to || bytes[at + 1] != 't' || bytes[at + 2] != '=') {
            return false;
        }
        number = 0;
        for (at += 3; at < to && isDigit(bytes[at]); at++) {
            number = number * 10 + bytes[at] - '0';
        }
        time = number;
        return true;
    }

    /// The tick's number, from 1.
    long seq() {
        return seq;
    }

    /// When the game wrote it, in nanoseconds since 1970.
    long time() {
        return time;
    }

    private static int find(byte[] bytes, int from, int to) {
        for (int i = from; i <= to - MARK.length; i++) {
            if (isMark(bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isMark(byte[] bytes, int at, int to) {
        if (at + MARK.length > to) {
            return false;
        }
        for (int i = 0; i < MARK.length; i++) {
            if (bytes[at + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
