package io.vsgateway.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.wire.CloseCode;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the server sent and nobody has received yet. The JDK delivers messages in parts and only as
/// many as are asked for: this puts the parts together, and asks for none while the queue is full,
/// so that TCP makes the server wait. Its listener's methods run one after another on threads of
/// the JDK's client; any thread may take.
final class Inbox implements WebSocket.Listener {
    private final int maxMessageSize;
    private final int maxQueueSize;
    private final CompletableFuture<WebSocketException> ended = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<Message> messages = new ArrayDeque<>();

    @GuardedBy("lock")
    private @Nullable WebSocket paused;

    private volatile Pongs pongs = (_, _) -> {};
    private volatile long heardAt = System.nanoTime();

    // Of the message that is being received; only the listener's methods use them.
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private boolean isBinary;
    private int size;

    /// Who is told of pongs.
    interface Pongs {
        void pong(ByteBuffer payload, long at);
    }

    Inbox(WebSocketConfig config) {
        maxMessageSize = config.maxMessageSize();
        maxQueueSize = config.maxQueueSize();
    }

    void tell(Pongs listener) {
        pongs = listener;
    }

    /// Completes when the connection is over, with the reason.
    CompletableFuture<WebSocketException> ended() {
        return ended;
    }

    /// Completes when nothing more can come.
    CompletableFuture<@Nullable Void> gone() {
        return gone;
    }

    /// Says that the connection is over; the first to say it is believed. What has been received
    /// before can still be taken; what comes later is thrown away.
    void end(WebSocketException why) {
        lock.lock();
        try {
            ended.complete(why);
            changed.signalAll();
            resume();
        } finally {
            lock.unlock();
        }
    }

    /// The next message; waits for it.
    ///
    /// @param limit longest wait, or null for any
    /// @throws WebSocketException the reason, if the connection is over and all has been taken; or
    ///   that the wait is
    Message take(@Nullable Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit == null ? 0 : limit.toNanos();
            while (messages.isEmpty()) {
                if (ended.isDone()) {
                    throw ended.join();
                }
                if (limit == null) {
                    changed.await();
                } else if (left > 0) {
                    left = changed.awaitNanos(left);
                } else {
                    throw new WebSocketTimeoutException("no message", limit);
                }
            }
            Message message = messages.remove();
            resume();
            return message;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the server is made to wait, and so cannot be heard.
    boolean isPaused() {
        lock.lock();
        try {
            return paused != null;
        } finally {
            lock.unlock();
        }
    }

    /// When anything was heard of the server, or reading was resumed: [System#nanoTime()].
    long heardAt() {
        return heardAt;
    }

    @GuardedBy("lock")
    private void resume() {
        WebSocket socket = paused;
        if (socket != null) {
            paused = null;
            heardAt = System.nanoTime();
            socket.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        if (take(Utf8.length(part))) {
            text.append(part);
        }
        finish(socket, last);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        if (take(part.remaining())) {
            var bytes = new byte[part.remaining()];
            part.get(bytes);
            binary.writeBytes(bytes);
            isBinary = true;
        }
        finish(socket, last);
        return null;
    }

    /// Whether a part of that many bytes is to be kept.
    private boolean take(int bytes) {
        heardAt = System.nanoTime();
        if (ended.isDone()) {
            return false;
        }
        if (bytes > maxMessageSize - size) {
            end(new MessageTooLargeException(maxMessageSize));
            return false;
        }
        size += bytes;
        return true;
    }

    private void finish(WebSocket socket, boolean last) {
        if (!last || ended.isDone()) {
            socket.request(1);
            return;
        }
        Message message =
                isBinary
                        ? new Message.Binary(ByteBuffer.wrap(binary.toByteArray()))
                        : new Message.Text(text.toString());
        text.setLength(0);
        binary.reset();
        isBinary = false;
        size = 0;
        deliver(message, socket);
    }

    private void deliver(Message message, WebSocket socket) {
        lock.lock();
        try {
            messages.add(message);
            changed.signal();
            if (messages.size() < maxQueueSize) {
                socket.request(1);
            } else {
                paused = socket;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
        heardAt = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        long now = System.nanoTime();
        heardAt = now;
        pongs.pong(payload, now);
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(
                code == CloseCode.UNAUTHORIZED.code() || code == CloseCode.FORBIDDEN.code()
                        ? new AuthenticationException(
                                code, "closed with " + code + ": " + reason, null)
                        : new ConnectionClosedException(code, reason));
        gone.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end(
                error instanceof ProtocolException && error.getCause() != null
                        ? new ConnectionClosedException(
                                CloseCode.PROTOCOL_ERROR.code(),
                                "the server broke the protocol: " + error.getCause().getMessage(),
                                error)
                        : new ConnectionClosedException(
                                ConnectionClosedException.LOST,
                                "the connection was lost: " + error.getMessage(),
                                error));
        gone.complete(null);
    }
}
