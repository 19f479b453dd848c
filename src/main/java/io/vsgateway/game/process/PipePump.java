package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.LineDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Drains one of the game's output pipes on a thread of its own, whatever becomes of the lines: a
/// game whose pipe is full freezes. The timer shows an unfinished line after a while.
///
/// The thread is a platform thread: a read from a pipe blocks the carrier of a virtual one. Once
/// the JDK's stand-in carriers have retired for lack of work (30 s), as many such reads as there
/// are processors stop every virtual thread of the gateway.
///
/// The lock guards the decoder, which the reading thread and the timer share.
final class PipePump {
    private static final Logger LOG = Logger.getLogger(PipePump.class);

    /// As much as a Linux pipe holds.
    private static final int READ_BYTES = 64 * 1024;

    private final FileChannel pipe;
    private final RunContext context;
    private final Duration partialAfter;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LineDecoder decoder;

    /// Since when the unfinished line has waited to be shown.
    @GuardedBy("lock")
    private long waitingSinceNanos;

    @GuardedBy("lock")
    private boolean flushPlanned;

    @GuardedBy("lock")
    private boolean ended;

    private @Nullable Thread thread;

    PipePump(FileChannel pipe, RunContext context, LineDecoder.Out out) {
        this.pipe = pipe;
        this.context = context;
        GameSettings.Lines lines = context.settings().lines();
        this.partialAfter = lines.partialAfter();
        int maxBytes = Math.toIntExact(lines.maxBytes().asLongValue());
        this.decoder = new LineDecoder(maxBytes, lines.charset(), out);
    }

    /// Starts its thread, which reads once the latch is open.
    void start(String threadName, CountDownLatch from) {
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name(threadName)
                        .start(() -> {
                            try {
                                from.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(
                                        "a thread of the game's was interrupted", e);
                            }
                            drain();
                        });
    }

    /// Blocks until the pipe has ended or the time is over; returns whether it has ended.
    boolean awaitEnd(Duration atMost) {
        try {
            return thread == null || thread.join(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
    }

    /// Stops reading and showing lines: closing the channel ends a read that is under way.
    void abandon() {
        end();
        close();
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            while (pipe.read(buffer.clear()) >= 0) {
                if (!accept(buffer.array(), buffer.position())) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("a pipe of the game's was closed", e);
        } finally {
            end();
            close();
        }
    }

    private boolean accept(byte[] buffer, int count) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            boolean waited = decoder.hasPartial();
            boolean shown = decoder.accept(buffer, 0, count);
            if (decoder.hasPartial() && (shown || !waited)) {
                waitingSinceNanos = System.nanoTime();
                if (!flushPlanned) {
                    planFlush(partialAfter.toNanos());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("output of the game could not be read as lines", e);
        } finally {
            lock.unlock();
        }
        return true;
    }

    @GuardedBy("lock")
    private void planFlush(long nanos) {
        flushPlanned = true;
        var _ = context.timer().schedule(this::flush, nanos, TimeUnit.NANOSECONDS);
    }

    private void flush() {
        lock.lock();
        try {
            flushPlanned = false;
            if (ended || !decoder.hasPartial()) {
                return;
            }
            long left = waitingSinceNanos + partialAfter.toNanos() - System.nanoTime();
            if (left > 0) {
                planFlush(left);
            } else {
                decoder.flushPartial();
            }
        } catch (RuntimeException e) {
            LOG.error("output of the game could not be read as lines", e);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                decoder.end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            LOG.debug("a pipe of the game's could not be closed", e);
        }
    }
}
