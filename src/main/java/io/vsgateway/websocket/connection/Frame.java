package io.vsgateway.websocket.connection;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One frame of a WebSocket (RFC 6455, 5.2). Its payload is not copied.
public final class Frame {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final int LAST = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL = 125;
    private static final int CHUNK = 64 * 1024;

    /// A server violated the protocol.
    static final class Violation extends IOException {
        private static final long serialVersionUID = 1;

        Violation(String what) {
            super(what);
        }
    }

    /// A frame is too long. Nothing of its payload has been read.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final int opcode;
    private final boolean last;
    private final byte[] payload;

    public Frame(int opcode, boolean last, byte[] payload) {
        this.opcode = opcode;
        this.last = last;
        this.payload = payload;
    }

    int opcode() {
        return opcode;
    }

    /// Whether it is the last frame of its message.
    boolean last() {
        return last;
    }

    byte[] payload() {
        return payload;
    }

    /// Reads the next frame from a server.
    ///
    /// @param most most payload bytes of a data frame
    /// @param heard called whenever bytes arrive
    static Frame read(InputStream in, int most, Runnable heard) throws IOException {
        int first = octet(in);
        heard.run();
        int second = octet(in);
        int opcode = first & 0xF;
        boolean last = (first & LAST) != 0;
        check((first & RESERVED) == 0, "a reserved bit is set");
        check(opcode <= BINARY || opcode >= CLOSE && opcode <= PONG, "unknown opcode " + opcode);
        check((second & MASKED) == 0, "a frame is masked");
        long length = length(in, second);
        if (opcode >= CLOSE) {
            check(last && length <= MAX_CONTROL, "a control frame is in parts or too long");
        } else if (length > most) {
            throw new TooLong();
        }
        return new Frame(opcode, last, payload(in, (int) length, heard));
    }

    private static long length(InputStream in, int second) throws IOException {
        if (second < 126) {
            return second;
        }
        int bytes = second == 126 ? 2 : 8;
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | octet(in);
        }
        check(
                length >= (bytes == 2 ? 126 : 65_536),
                "the length of a frame is not in its shortest form, or negative");
        return length;
    }

    /// The buffer grows with what arrives, not with what is announced.
    private static byte[] payload(InputStream in, int length, Runnable heard) throws IOException {
        byte[] payload = new byte[Math.min(length, CHUNK)];
        int read = 0;
        while (read < length) {
            if (read == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * read));
            }
            int count = in.read(payload, read, payload.length - read);
            if (count < 0) {
                throw new EOFException("the server ended it in the middle of a message");
            }
            heard.run();
            read += count;
        }
        return payload;
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the server ended it without saying why");
        }
        return octet;
    }

    private static void check(boolean is, String otherwise) throws Violation {
        if (!is) {
            throw new Violation(otherwise);
        }
    }

    /// The frame's bytes as a client sends them.
    ///
    /// @param mask must not be predictable by whoever chooses the payload (RFC 6455, 10.3)
    public byte[] masked(int mask) {
        int extended = payload.length <= MAX_CONTROL ? 0 : payload.length < 65_536 ? 2 : 8;
        var bytes = ByteBuffer.allocate(2 + extended + 4 + payload.length);
        bytes.put((byte) ((last ? LAST : 0) | opcode));
        switch (extended) {
            case 0 -> bytes.put((byte) (MASKED | payload.length));
            case 2 -> bytes.put((byte) (MASKED | 126)).putShort((short) payload.length);
            default -> bytes.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        bytes.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i & 3))));
        }
        return bytes.array();
    }
}
