package io.vsgateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.it.access.FrameSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A WebSocket client for tests that can also do what no proper client does: send broken frames, or
/// not read.
public final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 64 * 1024;

    private final FrameSocket socket;
    private final String subprotocol;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<FrameSocket.Closed> closed = new CompletableFuture<>();
    private volatile boolean answersPings = true;

    private Client(FrameSocket socket, boolean reads) throws IOException {
        this.socket = socket;
        this.subprotocol = socket.answered();
        if (reads) {
            read();
        }
    }

    /// Connects to the console as JSON with the admin key.
    public static Client admin(GatewayProcess gateway) {
        return console(gateway, "format=json&api_key=" + GatewayProcess.ADMIN);
    }

    public static Client console(GatewayProcess gateway, String query, String... headers) {
        var address = new InetSocketAddress(gateway.host(), gateway.port());
        return connect(address, "/api/v1alpha1/console/ws?" + query, true, 0, headers);
    }

    public static Client connect(int port, String target, boolean reads, String... headers) {
        return connect(port, target, reads, 0, headers);
    }

    /// @param receiveBuffer bytes of the socket's receive buffer; 0: as the system has it
    public static Client connect(
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
    public static Client over(Socket socket, String host, String target, String... headers) {
        try {
            return upgrade(socket, host, target, true, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Client upgrade(
            Socket socket, String host, String target, boolean reads, String... headers)
            throws IOException {
        var frames = new FrameSocket(socket, BUFFER);
        frames.ask(host, target, headers);
        return new Client(frames, reads);
    }

    /// Begins to read, for a client that was made not to.
    public void read() {
        Thread.ofVirtual().start(this::readAll);
    }

    private void readAll() {
        var message = new ByteArrayOutputStream();
        try {
            while (true) {
                FrameSocket.Frame frame = socket.read();
                switch (frame.opcode()) {
                    case FrameSocket.TEXT, FrameSocket.CONTINUATION -> {
                        message.write(frame.payload());
                        if (frame.isFinal()) {
                            messages.add(message.toString(StandardCharsets.UTF_8));
                            message.reset();
                        }
                    }
                    case FrameSocket.PING -> {
                        pings.add(frame.text());
                        if (answersPings) {
                            frame(FrameSocket.FIN | FrameSocket.PONG, frame.payload());
                        }
                    }
                    case FrameSocket.PONG -> pongs.add(frame.text());
                    case FrameSocket.CLOSE -> {
                        closed.complete(frame.closed());
                        frame(FrameSocket.FIN | FrameSocket.CLOSE, frame.payload());
                    }
                    default -> throw new IOException("opcode " + frame.opcode());
                }
            }
        } catch (IOException | RuntimeException _) {
            closed.complete(new FrameSocket.Closed(1006, ""));
        }
    }

    public String subprotocol() {
        return subprotocol;
    }

    public void answersPings(boolean answers) {
        this.answersPings = answers;
    }

    public Client send(String text) {
        return frame(FrameSocket.FIN | FrameSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public Client command(String content, String id) {
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
    public Client frame(int first, byte[] payload) {
        return raw(FrameSocket.masked(first, payload));
    }

    /// Sends bytes as they are.
    public Client raw(byte[] bytes) {
        try {
            socket.send(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next text message.
    public String next() {
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

    /// The next text message; empty as soon as the connection is gone and all that came was taken.
    public Optional<String> nextUnlessClosed() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                boolean wasClosed = isClosed();
                String message = messages.poll(wasClosed ? 0 : 20, TimeUnit.MILLISECONDS);
                if (message != null || wasClosed) {
                    return Optional.ofNullable(message);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("nothing came in " + PATIENCE);
    }

    /// Waits for the first message that is as wanted, and returns it with those before it.
    public List<String> until(Predicate<String> wanted) {
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

    public String expect(Predicate<String> wanted) {
        return until(wanted).getLast();
    }

    /// The first message with this text in it.
    public String expect(String part) {
        return expect(message -> message.contains(part));
    }

    /// The first JSON message that is as wanted.
    public JsonNode json(Predicate<JsonNode> wanted) {
        return parse(expect(message -> wanted.test(parse(message))));
    }

    /// The receipts of one command, up to the final one.
    public List<String> receipts(String id) {
        var statuses = new ArrayList<String>();
        while (true) {
            JsonNode receipt =
                    json(m ->
                            m.path("type").asText().equals("receipt")
                                    && m.path("id").asText().equals(id));
            statuses.add(receipt.path("status").asText());
            if (List.of("confirmed", "timed_out", "rejected", "unknown")
                    .contains(statuses.getLast())) {
                return statuses;
            }
        }
    }

    public static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + message, e);
        }
    }

    /// Messages that came and were not asked for yet.
    public List<String> pending() {
        var all = new ArrayList<String>();
        messages.drainTo(all);
        return all;
    }

    public String pong() throws InterruptedException {
        return pongs.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public int pongs() {
        return pongs.size();
    }

    public String ping() throws InterruptedException {
        return pings.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How the server closed.
    public FrameSocket.Closed closed() {
        try {
            return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("not closed", e);
        }
    }

    /// Leaves as a proper client does, and waits until the server has answered.
    public FrameSocket.Closed leave() {
        frame(FrameSocket.FIN | FrameSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});
        return closed();
    }

    public boolean isClosed() {
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
