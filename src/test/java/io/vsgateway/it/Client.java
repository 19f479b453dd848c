package io.vsgateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A WebSocket client for tests that can also do what no proper client does: send broken frames, or
/// not read. It speaks RFC 6455 over a plain socket.
final class Client implements AutoCloseable {
    static final int TEXT = 0x1,
            BINARY = 0x2,
            CONTINUATION = 0x0,
            CLOSE = 0x8,
            PING = 0x9,
            PONG = 0xA;
    static final int FIN = 0x80;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The upgrade was refused with an HTTP status.
    @SuppressWarnings("serial")
    static final class Refused extends RuntimeException {
        final int status;

        Refused(int status) {
            super("HTTP status " + status);
            this.status = status;
        }
    }

    record Closed(int code, String reason) {}

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String subprotocol;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private volatile boolean answersPings = true;

    private Client(Socket socket, boolean reads, String... headers) throws IOException {
        this.socket = socket;
        this.in =
                new DataInputStream(
                        new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = socket.getOutputStream();
        this.subprotocol = readHandshake();
        if (reads) {
            read();
        }
    }

    /// Connects to the console as JSON with the admin key.
    static Client admin(GatewayProcess gateway) {
        return console(gateway, "format=json&api_key=" + GatewayProcess.ADMIN);
    }

    static Client console(GatewayProcess gateway, String query, String... headers) {
        var address = new InetSocketAddress(gateway.host(), gateway.port());
        return connect(address, "/api/v1alpha1/console/ws?" + query, true, 0, headers);
    }

    static Client connect(int port, String target, boolean reads, String... headers) {
        return connect(port, target, reads, 0, headers);
    }

    /// @param receiveBuffer bytes of the socket's receive buffer; 0: as the system has it
    static Client connect(
            int port, String target, boolean reads, int receiveBuffer, String... headers) {
        var address = new InetSocketAddress("127.0.0.1", port);
        return connect(address, target, reads, receiveBuffer, headers);
    }

    private static Client connect(
            InetSocketAddress address,
            String target,
            boolean reads,
            int receiveBuffer,
            String... headers) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(address, 10_000);
            socket.setTcpNoDelay(true);
            String host = address.getHostString() + ":" + address.getPort();
            return upgrade(socket, host, target, reads, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Speaks over a connection that is open already, to a host of this name.
    static Client over(Socket socket, String host, String target, String... headers) {
        try {
            return upgrade(socket, host, target, true, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Client upgrade(
            Socket socket, String host, String target, boolean reads, String... headers)
            throws IOException {
        var request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        request.append("Host: ").append(host).append("\r\n");
        request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        request.append(
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        return new Client(socket, reads);
    }

    private String readHandshake() throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed in the handshake: " + head);
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status != 101) {
            socket.close();
            throw new Refused(status);
        }
        for (String line : lines) {
            if (line.toLowerCase().startsWith("sec-websocket-protocol:")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "";
    }

    /// Begins to read, for a client that was made not to.
    void read() {
        Thread.ofVirtual().start(this::readAll);
    }

    private void readAll() {
        var message = new ByteArrayOutputStream();
        try {
            while (true) {
                int first = in.readUnsignedByte();
                long length = in.readUnsignedByte();
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = in.readLong();
                }
                byte[] payload = in.readNBytes((int) length);
                switch (first & 0xF) {
                    case TEXT, CONTINUATION -> {
                        message.write(payload);
                        if ((first & FIN) != 0) {
                            messages.add(message.toString(StandardCharsets.UTF_8));
                            message.reset();
                        }
                    }
                    case PING -> {
                        pings.add(new String(payload, StandardCharsets.UTF_8));
                        if (answersPings) {
                            frame(FIN | PONG, payload);
                        }
                    }
                    case PONG -> pongs.add(new String(payload, StandardCharsets.UTF_8));
                    case CLOSE -> {
                        var body = ByteBuffer.wrap(payload);
                        int code = payload.length < 2 ? 1005 : body.getShort() & 0xFFFF;
                        String reason =
                                payload.length < 2
                                        ? ""
                                        : new String(
                                                payload,
                                                2,
                                                payload.length - 2,
                                                StandardCharsets.UTF_8);
                        closed.complete(new Closed(code, reason));
                        frame(FIN | CLOSE, payload);
                    }
                    default -> throw new IOException("opcode " + (first & 0xF));
                }
            }
        } catch (IOException | RuntimeException _) {
            closed.complete(new Closed(1006, ""));
        }
    }

    String subprotocol() {
        return subprotocol;
    }

    void answersPings(boolean answers) {
        this.answersPings = answers;
    }

    Client send(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    Client command(String content, String id) {
        try {
            return send(
                    JSON.writeValueAsString(
                            JSON.createObjectNode()
                                    .put("type", "command")
                                    .put("content", content)
                                    .put("id", id)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Sends a masked frame.
    Client frame(int first, byte[] payload) {
        return raw(masked(first, payload));
    }

    static byte[] masked(int first, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    /// Sends bytes as they are.
    synchronized Client raw(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next text message.
    String next() {
        try {
            String message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError(
                        "nothing came in " + PATIENCE + "; closed: " + closed.getNow(null));
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for the first message that is as wanted, and returns it with those before it.
    List<String> until(Predicate<String> wanted) {
        var seen = new ArrayList<String>();
        while (true) {
            String message;
            try {
                message = next();
            } catch (AssertionError e) {
                throw new AssertionError(
                        "not seen among "
                                + seen.subList(Math.max(0, seen.size() - 30), seen.size()),
                        e);
            }
            seen.add(message);
            if (wanted.test(message)) {
                return seen;
            }
        }
    }

    String expect(Predicate<String> wanted) {
        return until(wanted).getLast();
    }

    /// The first message with this text in it.
    String expect(String part) {
        return expect(message -> message.contains(part));
    }

    /// The first JSON message that is as wanted.
    JsonNode json(Predicate<JsonNode> wanted) {
        return parse(expect(message -> wanted.test(parse(message))));
    }

    /// The receipts of one command, up to the final one.
    List<String> receipts(String id) {
        var statuses = new ArrayList<String>();
        while (true) {
            JsonNode receipt =
                    json(m ->
                            m.path("type").asText().equals("receipt")
                                    && m.path("id").asText().equals(id));
            statuses.add(receipt.path("status").asText());
            if (List.of("confirmed", "timed_out", "rejected").contains(statuses.getLast())) {
                return statuses;
            }
        }
    }

    static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + message, e);
        }
    }

    /// Messages that came and were not asked for yet.
    List<String> pending() {
        var all = new ArrayList<String>();
        messages.drainTo(all);
        return all;
    }

    String pong() throws InterruptedException {
        return pongs.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    int pongs() {
        return pongs.size();
    }

    String ping() throws InterruptedException {
        return pings.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How the server closed.
    Closed closed() {
        try {
            return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("not closed", e);
        }
    }

    /// Leaves as a proper client does, and waits until the server has answered.
    Closed leave() {
        frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
        return closed();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /// Drops the connection without a close frame.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
