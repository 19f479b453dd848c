package io.vsgateway.websocket.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the server sent and nobody has received yet. While it is full, the thread that reads the
/// connection waits, and therefore the server, too. Any thread may take.
public final class Inbox {
    private final int maxQueueSize;
    private final CompletableFuture<WebSocketException> ended = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<Message> messages = new ArrayDeque<>();

    private volatile Consumer<byte[]> pongs = _ -> {};
    private volatile long heardAt = System.nanoTime();
    private volatile boolean paused;

    public Inbox(WebSocketConfig config) {
        maxQueueSize = config.maxQueueSize();
    }

    /// Sets the listener for pongs, called on the reading thread.
    void onPong(Consumer<byte[]> listener) {
        pongs = listener;
    }

    void pong(byte[] payload) {
        pongs.accept(payload);
    }

    /// Completes when the connection is over, with the reason.
    public CompletableFuture<WebSocketException> ended() {
        return ended;
    }

    /// Completes when nothing more can come.
    public CompletableFuture<@Nullable Void> gone() {
        return gone;
    }

    /// Declares the connection over; the first reason counts. What was received before can still be
    /// taken; what comes later is discarded.
    public void end(WebSocketException why) {
        lock.lock();
        try {
            ended.complete(why);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Adds a message; waits for room.
    void put(Message message) {
        lock.lock();
        try {
            while (messages.size() >= maxQueueSize && !ended.isDone()) {
                paused = true;
                changed.awaitUninterruptibly();
            }
            if (paused) {
                paused = false;
                heard();
            }
            if (!ended.isDone()) {
                messages.add(message);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The next message; waits for it.
    ///
    /// @param limit longest wait, or null for no limit
    /// @throws WebSocketException the reason, if the connection is over and everything has been
    ///   taken; or that the wait is over
    public Message take(@Nullable Duration limit) throws InterruptedException {
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
            changed.signalAll();
            return messages.remove();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the server is being made to wait, and so cannot be heard.
    public boolean isPaused() {
        return paused;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    /// When the server was last heard, or reading was resumed: [System#nanoTime()].
    long heardAt() {
        return heardAt;
    }
}
