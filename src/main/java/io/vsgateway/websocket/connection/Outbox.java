package io.vsgateway.websocket.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes frames, one at a time. Senders write their messages themselves, and wait while the server
/// does not read. Pings, pongs and the close frame wait for their turn on a separate thread,
/// because the threads that read or watch the connection must not be held up; of each kind at most
/// one waits, the newest.
public final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Frame> ping = new AtomicReference<>();
    private final AtomicReference<@Nullable Frame> pong = new AtomicReference<>();
    private final AtomicReference<@Nullable Frame> close = new AtomicReference<>();
    private final SecureRandom masks = new SecureRandom();

    @GuardedBy("lock")
    private final OutputStream out;

    @GuardedBy("lock")
    private boolean closed;

    Outbox(OutputStream out) {
        this.out = out;
    }

    /// Writes a frame, as soon as those before it are written.
    public void send(Frame frame) throws IOException, InterruptedException {
        byte[] bytes = frame.masked(masks.nextInt());
        lock.lockInterruptibly();
        try {
            write(bytes);
        } finally {
            lock.unlock();
        }
    }

    void ping(byte[] payload) {
        post(ping, new Frame(Frame.PING, true, payload));
    }

    void pong(byte[] payload) {
        post(pong, new Frame(Frame.PONG, true, payload));
    }

    /// Sends the last frame: nothing is written after it.
    public void close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload =
                ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
        post(close, new Frame(Frame.CLOSE, true, payload));
    }

    private void post(AtomicReference<@Nullable Frame> slot, Frame frame) {
        if (slot.getAndSet(frame) == null) {
            Threads.start("websocket-out", () -> flush(slot));
        }
    }

    private void flush(AtomicReference<@Nullable Frame> slot) {
        lock.lock();
        try {
            Frame frame = slot.getAndSet(null);
            if (frame != null && !closed) {
                write(frame.masked(masks.nextInt()));
                closed = frame.opcode() == Frame.CLOSE;
            }
        } catch (IOException _) {
            // The connection is lost; the reading thread notices.
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void write(byte[] bytes) throws IOException {
        if (closed) {
            throw new IOException("the connection is being closed");
        }
        out.write(bytes);
        out.flush();
    }
}
