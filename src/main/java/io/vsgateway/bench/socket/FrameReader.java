package io.vsgateway.bench.socket;

import java.net.ProtocolException;

/// Finds the WebSocket frames (RFC 6455, 5.2) in what a server sent, in place and without a copy.
public final class FrameReader {
    /// Longest accepted frame, with its header.
    public static final int MAX_FRAME = 1 << 20;

    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;

    private FrameReader() {}

    /// Receives the frames. The bytes are lent, and only for the call.
    interface Frames {
        void frame(int opcode, byte[] bytes, int from, int to);
    }

    /// Passes on every complete frame from `from` on.
    ///
    /// @return where the first incomplete frame begins; `to` if there is none
    /// @throws ProtocolException if a server may not send this, or the frame is longer than
    ///   [#MAX_FRAME]
    static int read(byte[] bytes, int from, int to, Frames frames) throws ProtocolException {
        int at = from;
        while (to - at >= 2) {
            int first = bytes[at] & 0xFF;
            int second = bytes[at + 1] & 0xFF;
            if ((first & RESERVED) != 0 || (second & MASKED) != 0) {
                throw new ProtocolException("a server's frame must have no mask and no extension");
            }
            int payload = at + 2;
            long length = second;
            if (length >= 126) {
                int bytesOfLength = length == 126 ? 2 : 8;
                payload += bytesOfLength;
                if (to < payload) {
                    return at;
                }
                length = number(bytes, at + 2, bytesOfLength);
                if (length < 0 || length > MAX_FRAME - (payload - at)) {
                    throw new ProtocolException("a frame is too long: " + length + " bytes");
                }
            }
            int end = payload + (int) length;
            if (end > to) {
                return at;
            }
            frames.frame(first & 0xF, bytes, payload, end);
            at = end;
        }
        return at;
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
