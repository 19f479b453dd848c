package io.vsgateway.bench.socket;

import io.vsgateway.websocket.connection.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A back-end's WebSocket, for one thread that writes and may wait: it is slowed down when the
/// gateway takes no more. A thread of its own counts the answers.
public final class ServiceSocket implements AutoCloseable {
    private static final int WRITE_BYTES = 64 * 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final Duration NAP = Duration.ofMillis(1);
    private static final byte[] ACK = "{\"type\":\"ack\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel socket;
    private final ByteBuffer waiting = ByteBuffer.allocate(WRITE_BYTES);
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong acks = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile boolean open;
    private volatile @Nullable String ended;

    private ServiceSocket(SocketChannel socket) {
        this.socket = socket;
    }

    /// Returns when the gateway has accepted it.
    ///
    /// @throws UncheckedIOException if it does not
    public static ServiceSocket open(Target target, byte[] request, Duration atMost) {
        try {
            SocketChannel socket = SocketChannel.open(target.address());
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var service = new ServiceSocket(socket);
            service.writeAll(ByteBuffer.wrap(request));
            Thread.ofPlatform().daemon().name("service-answers").start(service::read);
            service.await(() -> service.open, atMost);
            if (!service.open) {
                service.close();
                throw new IOException("the service's connection was not accepted");
            }
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a message, with the next [#flush] at the latest.
    public void send(String text) throws IOException {
        int mask = ThreadLocalRandom.current().nextInt();
        byte[] frame =
                new Frame(Frame.TEXT, true, text.getBytes(StandardCharsets.UTF_8)).masked(mask);
        if (frame.length > waiting.remaining()) {
            flush();
        }
        if (frame.length > waiting.remaining()) {
            writeAll(ByteBuffer.wrap(frame));
        } else {
            waiting.put(frame);
        }
    }

    public void flush() throws IOException {
        writeAll(waiting.flip());
        waiting.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        byte[] bytes = new byte[FrameReader.MAX_FRAME + READ_BYTES];
        int from = 0;
        int to = 0;
        try {
            while (ended == null) {
                int read = socket.read(ByteBuffer.wrap(bytes, to, bytes.length - to));
                if (read < 0) {
                    throw new EOFException("the gateway ended the connection");
                }
                to += read;
                if (!open) {
                    from = Math.max(0, Handshake.answer(bytes, 0, to));
                    open = from > 0;
                }
                if (open) {
                    from = FrameReader.read(bytes, from, to, this::frame);
                    System.arraycopy(bytes, from, bytes, 0, to - from);
                    to -= from;
                    from = 0;
                }
            }
        } catch (IOException e) {
            if (ended == null) {
                ended = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
    }

    private void frame(int opcode, byte[] bytes, int from, int to) {
        if (opcode == Frame.TEXT) {
            if (begins(bytes, from, to, ACK)) {
                acks.incrementAndGet();
            } else if (begins(bytes, from, to, ERROR)) {
                errors.incrementAndGet();
            }
        } else if (opcode == Frame.CLOSE) {
            ended = Connection.closed(bytes, from, to);
        } else if (opcode == Frame.PING) {
            pong(Arrays.copyOfRange(bytes, from, to));
        }
    }

    private void pong(byte[] payload) {
        try {
            int mask = ThreadLocalRandom.current().nextInt();
            writeAll(ByteBuffer.wrap(new Frame(Frame.PONG, true, payload).masked(mask)));
        } catch (IOException e) {
            ended = e.toString();
        }
    }

    private static boolean begins(byte[] bytes, int from, int to, byte[] with) {
        return to - from >= with.length
                && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
    }

    /// Waits until so many messages were answered since it was opened.
    public void awaitAnswers(long count, Duration atMost) {
        await(() -> acks.get() + errors.get() >= count, atMost);
    }

    private void await(BooleanSupplier done, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean() && ended == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(NAP.toNanos());
        }
    }

    /// Messages that were taken, of those that asked for an answer.
    public long acks() {
        return acks.get();
    }

    /// Empty, or what is wrong.
    public String failure() {
        String why = ended;
        if (why != null) {
            return "the service's connection ended: " + why;
        }
        return errors.get() == 0 ? "" : errors.get() + " publications were refused";
    }

    @Override
    public void close() {
        if (ended == null) {
            ended = "closed";
        }
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
