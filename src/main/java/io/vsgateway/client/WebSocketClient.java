package io.vsgateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
/// It connects once; [ReconnectingClient] makes one after another. Methods block and are for any
/// thread, virtual ones too: sends take turns, each message is received by one thread, and
/// [#close()] may come from anywhere. Memory is bounded: while [WebSocketConfig#maxQueueSize()]
/// messages wait, nothing is read and the server has to wait; its pings are not answered then
/// either.
public final class WebSocketClient implements AutoCloseable, Iterable<Message> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What can be sent of "message too big": the JDK does not let a client send 1009.
    private static final int POLICY_VIOLATION = 1008;

    private final Endpoint endpoint;
    private final WebSocketConfig config;
    private final Inbox inbox;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile @Nullable Handshake handshake;
    private volatile @Nullable Open open;
    private volatile boolean closedByUs;

    @GuardedBy("sending")
    private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);

    private record Open(WebSocket socket, Heartbeat heartbeat) {}

    public WebSocketClient(Endpoint endpoint, WebSocketConfig config) {
        this.endpoint = endpoint;
        this.config = config;
        inbox = new Inbox(config);
    }

    /// Connects, within [WebSocketConfig#openTimeout()].
    ///
    /// @return this
    /// @throws WebSocketException if it cannot: [ConnectionFailedException],
    ///   [AuthenticationException] or [WebSocketTimeoutException]
    /// @throws IllegalStateException if it did before
    public WebSocketClient connect() throws InterruptedException {
        if (started.getAndSet(true)) {
            throw new IllegalStateException("it connects only once");
        }
        var attempt = new Handshake(endpoint, config);
        handshake = attempt;
        if (closedByUs) {
            attempt.cancel(new ConnectionClosedException(1000, "closed before it was open"));
        }
        WebSocket socket = attempt.open(inbox);
        open = new Open(socket, Heartbeat.start(config, socket, inbox));
        var _ = inbox.ended().thenAccept(why -> end(socket, why));
        if (closedByUs) {
            close();
        }
        return this;
    }

    private void end(WebSocket socket, WebSocketException why) {
        if (why instanceof MessageTooLargeException) {
            var _ = socket.sendClose(POLICY_VIOLATION, "message too big");
        }
        // Whoever else is to end it has that long.
        CompletableFuture.delayedExecutor(config.closeTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .execute(socket::abort);
    }

    /// Sends a text message; waits until it is handed to the system.
    ///
    /// @throws IllegalArgumentException if the text is not valid Unicode
    /// @throws WebSocketException if the connection is over
    public void send(String text) throws InterruptedException {
        if (!Utf8.isWellFormed(text)) {
            throw new IllegalArgumentException("the text has half a pair of surrogates in it");
        }
        send(socket -> socket.sendText(text, true));
    }

    /// Sends a binary message; waits until it is handed to the system.
    ///
    /// @throws WebSocketException if the connection is over
    public void send(ByteBuffer bytes) throws InterruptedException {
        send(socket -> socket.sendBinary(bytes, true));
    }

    /// Sends a text message with this in it.
    public void sendJson(JsonNode json) throws InterruptedException {
        try {
            send(JSON.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private void send(Function<WebSocket, CompletableFuture<?>> message)
            throws InterruptedException {
        WebSocket socket = opened().socket;
        sending.lockInterruptibly();
        try {
            // Who was interrupted while it waited has left its message behind.
            await(lastSent);
            lastSent = message.apply(socket);
            await(lastSent);
        } finally {
            sending.unlock();
        }
    }

    private void await(CompletableFuture<?> sent) throws InterruptedException {
        try {
            CompletableFuture.anyOf(sent, inbox.ended()).get();
        } catch (ExecutionException e) {
            lost(Http.cause(e));
        }
        if (inbox.ended().isDone()) {
            throw inbox.ended().join();
        }
    }

    /// Cannot be written to. If the server has said why, it is about to be read.
    private void lost(Throwable cause) throws InterruptedException {
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

    /// The next message; waits no longer than that.
    ///
    /// @throws WebSocketTimeoutException if there is none by then; the connection stays open
    public Message receive(Duration limit) throws InterruptedException {
        opened();
        return inbox.take(limit);
    }

    /// The next message, which must be text with JSON in it.
    ///
    /// @throws InvalidMessageException if it is not; the connection stays open
    public JsonNode receiveJson() throws InterruptedException {
        return json(receive());
    }

    static JsonNode json(Message message) {
        if (!(message instanceof Message.Text(String text))) {
            throw new InvalidMessageException("a binary message came instead of JSON", null);
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException("the message is not JSON", e);
        }
    }

    /// The messages as they come. It ends when the connection ends as it should, by 1000, 1001 or
    /// our own close, or when the thread is interrupted; on any other end its methods throw.
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

    /// Why the connection is over; null while it is not.
    public @Nullable WebSocketException ending() {
        return inbox.ended().getNow(null);
    }

    /// The subprotocol that the server chose; empty if none.
    public String subprotocol() {
        return opened().socket.getSubprotocol();
    }

    /// How long the last ping took, there and back. Empty before the first answer, and without
    /// pings.
    public Optional<Duration> latency() {
        Open now = open;
        return now == null ? Optional.empty() : Optional.ofNullable(now.heartbeat.latency());
    }

    /// Closes with 1000.
    @Override
    public void close() {
        close(1000, "");
    }

    /// Takes leave and waits for the server's answer, at most [WebSocketConfig#closeTimeout()];
    /// then the connection is cut. What waits to be received can still be. Closing what is closed
    /// does nothing; an interrupt makes it short.
    ///
    /// @param code 1000, 1001, 1008, 1011 or 3000 to 4999
    /// @param reason at most 123 bytes
    /// @throws IllegalArgumentException if the code or the reason cannot be sent
    public void close(int code, String reason) {
        closedByUs = true;
        Handshake attempt = handshake;
        Open now = open;
        if (now == null) {
            if (attempt != null) {
                attempt.cancel(new ConnectionClosedException(1000, "closed before it was open"));
            }
            return;
        }
        if (inbox.ended().isDone()) {
            return;
        }
        CompletableFuture<?> sent = now.socket.sendClose(code, reason);
        if (sent.isCompletedExceptionally()
                && sent.exceptionNow() instanceof IllegalArgumentException wrong) {
            throw new IllegalArgumentException("cannot be sent: " + code + " " + reason, wrong);
        }
        inbox.end(new ConnectionClosedException(code, reason));
        try {
            inbox.gone().get(config.closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            now.socket.abort();
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            now.socket.abort();
        }
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
