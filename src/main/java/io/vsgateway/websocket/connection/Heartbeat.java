package io.vsgateway.websocket.connection;

import io.vsgateway.websocket.failure.ConnectionClosedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends pings on its own thread and measures how long their answers take. If nothing at all is
/// heard after one, the connection is declared lost: otherwise a TCP connection whose other end has
/// vanished would stay open forever. While the server is made to wait, it is not blamed for
/// silence.
public final class Heartbeat implements Runnable {
    private final WebSocketConfig config;
    private final Handshake.Opened connection;
    private final Inbox inbox;
    private volatile long sentAt;
    private volatile CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    private volatile @Nullable Duration latency;

    private Heartbeat(WebSocketConfig config, Handshake.Opened connection, Inbox inbox) {
        this.config = config;
        this.connection = connection;
        this.inbox = inbox;
    }

    /// Starts, if the configuration wants pings. Ends with the connection.
    public static Heartbeat start(
            WebSocketConfig config, Handshake.Opened connection, Inbox inbox) {
        var heartbeat = new Heartbeat(config, connection, inbox);
        if (!config.pingInterval().isZero()) {
            inbox.onPong(heartbeat::pong);
            Threads.start("websocket-heartbeat", heartbeat);
        }
        return heartbeat;
    }

    /// The latency of the last pong.
    public @Nullable Duration latency() {
        return latency;
    }

    private void pong(byte[] payload) {
        // A pong may come unsolicited (RFC 6455, 5.5.3).
        if (payload.length == Long.BYTES && ByteBuffer.wrap(payload).getLong() == sentAt) {
            latency = Duration.ofNanos(System.nanoTime() - sentAt);
            answer.complete(null);
        }
    }

    @Override
    public void run() {
        try {
            while (!isOverWithin(config.pingInterval().toNanos(), new CompletableFuture<>())) {
                ping();
                if (!config.pingTimeout().isZero() && isSilent(config.pingTimeout().toNanos())) {
                    inbox.end(
                            new ConnectionClosedException(
                                    ConnectionClosedException.LOST,
                                    "nothing was heard for "
                                            + config.pingTimeout().toMillis() / 1000.0
                                            + " s after a ping"));
                    connection.abort();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ping() {
        answer = new CompletableFuture<>();
        sentAt = System.nanoTime();
        connection.out().ping(ByteBuffer.allocate(Long.BYTES).putLong(sentAt).array());
    }

    private boolean isSilent(long limit) throws InterruptedException {
        while (!isOverWithin(limit, answer) && inbox.heardAt() - sentAt < 0) {
            if (!inbox.isPaused()) {
                return true;
            }
        }
        return false;
    }

    /// Waits for the time, the event, or the end of the connection.
    ///
    /// @return whether the connection has ended
    private boolean isOverWithin(long nanos, CompletableFuture<?> event)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(inbox.ended(), event).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // The time is up.
        }
        return inbox.ended().isDone();
    }
}
