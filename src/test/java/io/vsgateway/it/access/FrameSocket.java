package io.vsgateway.it.access;

import io.vsgateway.it.load.World;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The client's side of RFC 6455 over a plain socket: the handshake, and frames as they are asked
/// for, right or wrong. One thread may read while others write.
public final class FrameSocket implements Closeable {
    public static final int TEXT = 0x1,
            BINARY = 0x2,
            CONTINUATION = 0x0,
            CLOSE = 0x8,
            PING = 0x9,
            PONG = 0xA;
    public static final int FIN = 0x80;
    private static final int LONGEST = 16 * World.LONGEST;
    private static final int MASK = 0x01020304;

    /// The upgrade was refused with an HTTP status.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public final int status;

        Refused(int status) {
            super("HTTP status " + status);
            this.status = status;
        }
    }

    /// @param first its first byte: FIN, and the opcode
    public record Frame(int first, byte[] payload) {
        public int opcode() {
            return first & ~FIN;
        }

        public boolean isFinal() {
            return (first & FIN) != 0;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /// What a close frame says.
        public Closed closed() {
            if (payload.length < 2) {
                return new Closed(1005, "");
            }
            int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
            return new Closed(
                    code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
        }
    }

    public record Closed(int code, String reason) {}

    private final Socket socket;
    private final DataInputStream in;

    /// @param socket connected
    /// @param buffered bytes that are read ahead
    public FrameSocket(Socket socket, int buffered) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), buffered));
    }

    /// Asks for the upgrade.
    ///
    /// @param headers further ones, such as `X-API-Key: a`
    public void ask(String host, String target, String... headers) throws IOException {
        var request =
                new StringBuilder("GET " + target + " HTTP/1.1\r\n")
                        .append("Host: " + host + "\r\n")
                        .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                        .append("Sec-WebSocket-Version: 13\r\n")
                        .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        send(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Reads the answer to it.
    ///
    /// @return the subprotocol that was chosen, or nothing
    /// @throws Refused if it is another than 101
    public String answered() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String[] lines = head.toString().split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status != 101) {
            close();
            throw new Refused(status);
        }
        return Arrays.stream(lines)
                .filter(line -> line.toLowerCase().startsWith("sec-websocket-protocol:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /// Sends a masked frame.
    public void send(int first, byte[] payload) throws IOException {
        send(masked(first, payload));
    }

    /// Sends bytes as they are.
    public synchronized void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public static byte[] masked(int first, byte[] payload) {
        boolean last = (first & FIN) != 0;
        return new io.vsgateway.websocket.connection.Frame(first & ~FIN, last, payload)
                .masked(MASK);
    }

    /// Ends the connection with a RST, as a machine does that crashed and came back.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Ends the TCP connection without a word.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
