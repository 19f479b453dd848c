package io.vsgateway.it;

import io.vsgateway.it.access.FrameSocket;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection to the console that reads when it is asked to, and only then, so that it can be as
/// slow as it likes; and that can leave in every way there is. Used by one thread.
public final class Visit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONSOLE = "/api/v1alpha1/console/ws?";

    private final FrameSocket socket;

    /// @param receiveBuffer bytes that the system keeps for us, or 0 for as many as it likes
    public Visit(int port, String query, String key, int receiveBuffer) throws IOException {
        this("127.0.0.1", port, query, key, receiveBuffer);
    }

    /// @param source a loopback address to come from, as one has not enough ports for everybody
    public Visit(String source, int port, String query, String key, int receiveBuffer)
            throws IOException {
        var connection = new Socket();
        if (receiveBuffer > 0) {
            connection.setReceiveBufferSize(receiveBuffer);
        }
        connection.bind(new InetSocketAddress(source, 0));
        connection.connect(new InetSocketAddress("127.0.0.1", port), (int) PATIENCE.toMillis());
        connection.setSoTimeout((int) PATIENCE.toMillis());
        connection.setTcpNoDelay(true);
        int buffered = receiveBuffer > 0 ? receiveBuffer : 64 * 1024;
        socket = new FrameSocket(connection, buffered);
        socket.ask("127.0.0.1:" + port, CONSOLE + query, "X-API-Key: " + key);
    }

    /// Reads the answer to the handshake.
    public Visit opened() throws IOException {
        socket.answered();
        return this;
    }

    /// The next text message, which may come in several frames. Pings are answered.
    ///
    /// @throws EOFException if the gateway closed, with the code
    public String next() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            FrameSocket.Frame frame = socket.read();
            switch (frame.opcode()) {
                case FrameSocket.TEXT, FrameSocket.CONTINUATION -> {
                    check(message.size() == 0 == (frame.opcode() == FrameSocket.TEXT), frame);
                    message.write(frame.payload());
                    if (frame.isFinal()) {
                        return message.toString(StandardCharsets.UTF_8);
                    }
                }
                case FrameSocket.PING -> send(FrameSocket.FIN | FrameSocket.PONG, frame.payload());
                case FrameSocket.CLOSE ->
                        throw new EOFException("closed with " + frame.closed().code());
                default -> check(false, frame);
            }
        }
    }

    private static void check(boolean isAllowed, FrameSocket.Frame frame) throws IOException {
        if (!isAllowed) {
            throw new IOException(
                    "a frame that begins with " + frame.first() + " must not come here");
        }
    }

    void send(int first, byte[] payload) throws IOException {
        socket.send(first, payload);
    }

    /// Takes leave, and reads to the gateway's answer.
    public void leave() throws IOException {
        send(FrameSocket.FIN | FrameSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});
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
    public void reset() throws IOException {
        socket.reset();
    }

    /// Ends the TCP connection without a word.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
