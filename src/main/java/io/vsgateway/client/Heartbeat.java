package io.vsgateway.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends pings on a thread of its own and measures how long their answers take. If nothing at all
/// is heard after one, the connection is declared lost: without this, a TCP connection whose other
/// end has vanished stays open for ever. While the server is made to wait, it is not blamed for
/// silence.
final class Heartbeat implements Runnable {
    private final WebSocketConfig config;
    private final WebSocket socket;
    private final Inbox inbox;
    private volatile long sentAt;
    private volatile CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    private volatile @Nullable Duration latency;

    private Heartbeat(WebSocketConfig config, WebSocket socket, Inbox inbox) {
        this.config = config;
        this.socket = socket;
        this.inbox = inbox;
    }

    /// Begins, if the configuration wants pings. It ends with the connection.
    static Heartbeat start(WebSocketConfig config, WebSocket socket, Inbox inbox) {
        var heartbeat = new Heartbeat(config, socket, inbox);
        if (!config.pingInterval().isZero()) {
            inbox.tell(heartbeat::pong);
            Thread.ofVirtual().name("websocket-heartbeat").start(heartbeat);
        }
        return heartbeat;
    }

    /// Of the last pong.
    @Nullable Duration latency() {
        return latency;
    }

    private void pong(ByteBuffer payload, long at) {
        // A pong may come unasked for (RFC 6455, 5.5.3).
        if (payload.remaining() == Long.BYTES && payload.getLong() == sentAt) {
            latency = Duration.ofNanos(at - sentAt);
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
                    socket.abort();
                    inbox.gone().complete(null);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ping() {
        answer = new CompletableFuture<>();
        sentAt = System.nanoTime();
        // If the one before is not even sent, this one is not either; the silence is noticed below.
        var _ = socket.sendPing(ByteBuffer.allocate(Long.BYTES).putLong(sentAt).flip());
    }

    private boolean isSilent(long limit) throws InterruptedException {
        long left = limit;
        while (!isOverWithin(left, answer) && !answer.isDone()) {
            long now = System.nanoTime();
            long heardAt = Math.max(sentAt - now, inbox.heardAt() - now) + now;
            left = limit - (now - heardAt);
            if (inbox.isPaused()) {
                left = limit;
            } else if (left <= 0) {
                return true;
            }
        }
        return false;
    }

    /// Waits for one of three things: the time, the event, the end of the connection.
    ///
    /// @return whether it was the end
    private boolean isOverWithin(long nanos, CompletableFuture<?> event)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(inbox.ended(), event).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // The time it was.
        }
        return inbox.ended().isDone();
    }
}
