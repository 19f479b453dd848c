package io.vsgateway.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection to the console that reads when it is asked to, and only then, so that it can be as
/// slow as it likes; and that can leave in every way there is. Used by one thread.
final class Visit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONSOLE = "/api/v1alpha1/console/ws?";

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /// @param receiveBuffer bytes that the system keeps for us, or 0 for as many as it likes
    Visit(int port, String query, String key, int receiveBuffer) throws IOException {
        this("127.0.0.1", port, query, key, receiveBuffer);
    }

    /// @param source a loopback address to come from, as one has not enough ports for everybody
    Visit(String source, int port, String query, String key, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.bind(new InetSocketAddress(source, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        int buffered = receiveBuffer > 0 ? receiveBuffer : 64 * 1024;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), buffered));
        String request =
                "GET "
                        + CONSOLE
                        + query
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "X-API-Key: "
                        + key
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads the answer to the handshake.
    Visit opened() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("not let in: " + head);
        }
        return this;
    }

    /// The next text message, which may come in several frames. Pings are answered.
    ///
    /// @throws EOFException if the gateway closed, with the code
    String next() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload();
            switch (first & ~Client.FIN) {
                case Client.TEXT, Client.CONTINUATION -> {
                    check(message.size() == 0 == ((first & ~Client.FIN) == Client.TEXT), first);
                    message.write(payload);
                    if ((first & Client.FIN) != 0) {
                        return message.toString(StandardCharsets.UTF_8);
                    }
                }
                case Client.PING -> send(Client.FIN | Client.PONG, payload);
                case Client.CLOSE -> {
                    boolean isBare = payload.length < 2;
                    int code = isBare ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
                    throw new EOFException("closed with " + code);
                }
                default -> check(false, first);
            }
        }
    }

    private byte[] payload() throws IOException {
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length > 16 * World.LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    private static void check(boolean isAllowed, int first) throws IOException {
        if (!isAllowed) {
            throw new IOException("a frame that begins with " + first + " must not come here");
        }
    }

    void send(int first, byte[] payload) throws IOException {
        socket.getOutputStream().write(Client.masked(first, payload));
    }

    /// Takes leave, and reads to the gateway's answer.
    void leave() throws IOException {
        send(Client.FIN | Client.CLOSE, new byte[] {0x03, (byte) 0xE8});
        try {
            while (true) {
                next();
            }
        } catch (EOFException e) {
            if (!"closed with 1000".equals(e.getMessage())) {
                throw new IOException("leave was answered otherwise", e);
            }
        } finally {
            close();
        }
    }

    /// Ends the connection with a RST, as a machine does that crashed and came back.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Ends the TCP connection without a word.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
