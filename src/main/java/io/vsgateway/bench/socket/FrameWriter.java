package io.vsgateway.bench.socket;

import java.nio.ByteBuffer;

/// What a client sends: whole frames, masked as RFC 6455, 5.3 wants it.
final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_SHORT = 125;
    private static final int MAX_PAYLOAD = 65_535;

    private FrameWriter() {}

    /// @param mask any four bytes; they shall not be foreseeable for who may choose the payload
    static ByteBuffer frame(int opcode, byte[] payload, int mask) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("too long for one frame: " + payload.length);
        }
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FIN | opcode));
        if (payload.length <= MAX_SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i & 3))));
        }
        return frame.flip();
    }
}
