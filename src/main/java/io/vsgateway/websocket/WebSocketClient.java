package io.vsgateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Frame;
import io.vsgateway.websocket.connection.Handshake;
import io.vsgateway.websocket.connection.Heartbeat;
import io.vsgateway.websocket.connection.Inbox;
import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.Outbox;
import io.vsgateway.websocket.connection.Receiver;
import io.vsgateway.websocket.connection.Threads;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A connection to any WebSocket server (RFC 6455), over TCP or TLS.
///
/// ```java
/// var endpoint = Endpoint.of("wss://example.org/chat").header("Authorization", "Bearer " + token);
/// try (var socket = new WebSocketClient(endpoint, WebSocketConfig.DEFAULT).connect()) {
///     socket.send("hello");
///     for (Message message : socket) {
///         System.out.println(message);
///     }
/// }
/// ```
///
/// It connects once; [ReconnectingClient] makes one connection after another. Methods block and may
/// be called from any thread, including virtual ones: sends take turns, each message is received by
/// one thread, and [#close()] may be called from anywhere. Memory is bounded: while
/// [WebSocketConfig#maxQueueSize()] messages wait, nothing is read and the server must wait; its
/// pings are not answered then either.
public final class WebSocketClient implements AutoCloseable, Iterable<Message> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Longest payload of a close frame, without the code (RFC 6455, 5.5).
    private static final int MAX_REASON = 123;

    private static final String CLOSED_EARLY = "closed before it was open";

    private final Endpoint endpoint;
    private final WebSocketConfig config;
    private final Inbox inbox;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Handshake handshake;
    private volatile @Nullable Open open;
    private volatile boolean closedByUs;

    private record Open(Handshake.Opened connection, Heartbeat heartbeat) {}

    public WebSocketClient(Endpoint endpoint, WebSocketConfig config) {
        this.endpoint = endpoint;
        this.config = config;
        inbox = new Inbox(config);
    }

    /// Connects, within [WebSocketConfig#openTimeout()].
    ///
    /// @return this
    /// @throws WebSocketException if it fails: `ConnectionFailedException`,
    ///   `AuthenticationException` or `WebSocketTimeoutException`
    /// @throws IllegalStateException if it was called before
    public WebSocketClient connect() throws InterruptedException {
        if (started.getAndSet(true)) {
            throw new IllegalStateException("it connects only once");
        }
        var attempt = new Handshake(endpoint, config.openTimeout());
        handshake = attempt;
        if (closedByUs) {
            attempt.cancel(new ConnectionClosedException(1000, CLOSED_EARLY));
        }
        Handshake.Opened connection = attempt.open();
        open = new Open(connection, Heartbeat.start(config, connection, inbox));
        var receiver =
                new Receiver(connection.in(), inbox, connection.out(), config.maxMessageSize());
        Threads.start("websocket-in", receiver);
        // Whoever ends it in an orderly way has that long.
        var _ = inbox.ended().thenRun(() -> abortLater(connection));
        if (closedByUs) {
            close();
        }
        return this;
    }

    private void abortLater(Handshake.Opened connection) {
        var _ =
                inbox.gone()
                        .orTimeout(config.closeTimeout().toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((_, _) -> connection.abort());
    }

    /// Sends a text message; waits until it is handed to the system.
    ///
    /// @throws IllegalArgumentException if the text is not valid Unicode
    /// @throws WebSocketException if the connection is over
    public void send(String text) throws InterruptedException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            send(Frame.TEXT, bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text has half a character in it", e);
        }
    }

    /// Sends a binary message; waits until it is handed to the system.
    ///
    /// @throws WebSocketException if the connection is over
    public void send(ByteBuffer bytes) throws InterruptedException {
        send(Frame.BINARY, bytes.duplicate());
    }

    /// Sends a text message that contains this JSON.
    public void sendJson(JsonNode json) throws InterruptedException {
        try {
            send(JSON.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private void send(int opcode, ByteBuffer bytes) throws InterruptedException {
        Outbox out = opened().connection.out();
        var payload = new byte[bytes.remaining()];
        bytes.get(payload);
        if (!inbox.ended().isDone()) {
            try {
                out.send(new Frame(opcode, true, payload));
                return;
            } catch (IOException e) {
                lost(e);
            }
        }
        throw inbox.ended().join();
    }

    /// Writing failed. If the server has said why, it is about to be read.
    private void lost(IOException cause) throws InterruptedException {
        try {
            long patience = inbox.isPaused() ? 0 : config.closeTimeout().toNanos();
            inbox.ended().get(patience, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            inbox.end(
                    new ConnectionClosedException(
                            ConnectionClosedException.LOST,
                            "the connection was lost: " + cause.getMessage(),
                            cause));
        }
    }

    /// The next message; waits for it.
    ///
    /// @throws WebSocketException if the connection is over and all messages have been received
    public Message receive() throws InterruptedException {
        opened();
        return inbox.take(null);
    }

    /// The next message; waits no longer than the limit.
    ///
    /// @throws WebSocketTimeoutException if there is none by then; the connection stays open
    public Message receive(Duration limit) throws InterruptedException {
        opened();
        return inbox.take(limit);
    }

    /// The next message, which must be text that contains JSON.
    ///
    /// @throws InvalidMessageException if it is not; the connection stays open
    public JsonNode receiveJson() throws InterruptedException {
        return json(receive());
    }

    public static JsonNode json(Message message) {
        if (!(message instanceof Message.Text(String text))) {
            throw new InvalidMessageException("a binary message came instead of JSON", null);
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException("the message is not JSON", e);
        }
    }

    /// The messages as they arrive. Ends when the connection ends normally, by 1000, 1001 or our
    /// own close, or when the thread is interrupted; on any other end its methods throw.
    @Override
    public Iterator<Message> iterator() {
        return new Taking<>(this::receive, end -> closedByUs || end.isOrderly());
    }

    private Open opened() {
        Open now = open;
        if (now == null) {
            throw new IllegalStateException("it is not connected yet");
        }
        return now;
    }

    public URI url() {
        return endpoint.url();
    }

    public WebSocketConfig config() {
        return config;
    }

    public boolean isConnected() {
        return open != null && !inbox.ended().isDone();
    }

    /// Why the connection is over; null while it is open.
    public @Nullable WebSocketException ending() {
        return inbox.ended().getNow(null);
    }

    /// The subprotocol that the server chose; empty if none.
    public String subprotocol() {
        return opened().connection.subprotocol();
    }

    /// The round-trip time of the last ping. Empty before the first answer, and without pings.
    public Optional<Duration> latency() {
        Open now = open;
        return now == null ? Optional.empty() : Optional.ofNullable(now.heartbeat.latency());
    }

    /// Closes with 1000.
    @Override
    public void close() {
        close(1000, "");
    }

    /// Starts the closing handshake and waits for the server's answer, at most
    /// [WebSocketConfig#closeTimeout()]; then the connection is cut. Waiting messages can still be
    /// received. Closing a closed connection does nothing; an interrupt cuts the wait short.
    ///
    /// @param code 1000 to 1014 except 1004 to 1006, or 3000 to 4999
    /// @param reason at most 123 bytes
    /// @throws IllegalArgumentException if the code or the reason cannot be sent
    public void close(int code, String reason) {
        if (!Receiver.isCode(code) || reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            throw new IllegalArgumentException("cannot be sent: " + code + " " + reason);
        }
        closedByUs = true;
        Handshake attempt = handshake;
        Open now = open;
        if (now == null) {
            if (attempt != null) {
                attempt.cancel(new ConnectionClosedException(1000, CLOSED_EARLY));
            }
            return;
        }
        if (inbox.ended().isDone()) {
            return;
        }
        // In this order: the server's answer must not be taken for a close of its own.
        inbox.end(new ConnectionClosedException(code, reason));
        now.connection.out().close(code, reason);
        try {
            inbox.gone().get(config.closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // The time is up.
        }
        now.connection.abort();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
