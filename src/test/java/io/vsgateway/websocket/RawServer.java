package io.vsgateway.websocket;

import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Frame;
import io.vsgateway.websocket.connection.HandshakeAnswer;
import io.vsgateway.websocket.connection.WebSocketConfig;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server on a plain socket that does with each connection what the test says, right or wrong.
public final class RawServer implements AutoCloseable {
    /// For its clients: they ping only when a test wants it, and wait long for what has to come.
    public static final WebSocketConfig CLIENT =
            WebSocketConfig.DEFAULT
                    .with()
                    .pingInterval(Duration.ZERO)
                    .openTimeout(Duration.ofSeconds(30))
                    .closeTimeout(Duration.ofSeconds(30))
                    .build();

    static final int TEXT = 0x81;
    static final int TEXT_BEGIN = 0x01;
    static final int CONTINUATION_END = 0x80;
    static final int BINARY = 0x82;
    public static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: (\\S+)");

    private final ServerSocket server;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /// What is done with a connection; it is closed at its end.
    public interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    record Frame(int first, byte[] payload) {
        int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    public RawServer(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// One that shakes hands first.
    static RawServer open(Script script) {
        return new RawServer(connection -> {
            connection.shakeHands();
            script.run(connection);
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = new Connection(server.accept());
                connections.add(connection);
                Thread.ofVirtual().start(() -> run(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void run(Connection connection) {
        try (connection) {
            script.run(connection);
        } catch (IOException | InterruptedException _) {
            // The client went away, or the test is over.
        }
    }

    Endpoint endpoint() {
        return Endpoint.of("ws://127.0.0.1:" + port() + "/");
    }

    /// The bytes of a frame as a server sends it.
    public static byte[] frame(int first, byte... payload) {
        int extended = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        var frame = ByteBuffer.allocate(2 + extended + payload.length).put((byte) first);
        switch (extended) {
            case 0 -> frame.put((byte) payload.length);
            case 2 -> frame.put((byte) 126).putShort((short) payload.length);
            default -> frame.put((byte) 127).putLong(payload.length);
        }
        return frame.put(payload).array();
    }

    /// A client that is connected to it.
    WebSocketClient connect(WebSocketConfig config) throws InterruptedException {
        return new WebSocketClient(endpoint(), config).connect();
    }

    public int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /// The request up to its empty line.
        public String head() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException();
                }
                head.append((char) c);
            }
            return head.toString();
        }

        public String shakeHands(String... more) throws IOException {
            String head = head();
            shakeHandsOn(head, more);
            return head;
        }

        /// The same for a request whose head was read before.
        public void shakeHandsOn(String head, String... more) throws IOException {
            send(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: "
                            + accept(head)
                            + "\r\n"
                            + String.join("", more)
                            + "\r\n");
        }

        private static String accept(String head) {
            Matcher key = KEY.matcher(head);
            if (!key.find()) {
                throw new AssertionError("no key: " + head);
            }
            return HandshakeAnswer.accept(key.group(1));
        }

        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        public void text(String text) throws IOException {
            frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        void frame(int first, byte... payload) throws IOException {
            out.write(RawServer.frame(first, payload));
        }

        public void leave(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            frame(
                    CLOSE,
                    ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
        }

        /// The client's next frame.
        public Frame next() throws IOException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new Frame(first, payload);
        }

        /// The client's next frame of this kind; what comes before it is passed over.
        public Frame next(int first) throws IOException {
            Frame frame = next();
            while (frame.first != first) {
                frame = next();
            }
            return frame;
        }

        /// The client's next text message.
        ///
        /// @throws EOFException if it takes leave instead
        public String heard() throws IOException {
            Frame frame = next();
            while (frame.first != TEXT) {
                if (frame.first == CLOSE) {
                    throw new EOFException();
                }
                frame = next();
            }
            return new String(frame.payload, StandardCharsets.UTF_8);
        }

        /// Reads until the client is gone, and answers nothing.
        void listen() throws IOException {
            while (in.read() >= 0) {
                // Nothing is made of it.
            }
        }

        /// Ends the connection with a reset.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
