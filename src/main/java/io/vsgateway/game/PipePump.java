package io.vsgateway.game;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Drains one of the game's output pipes on a thread of its own, whatever becomes of the lines: a
/// game whose pipe is full freezes. The timer shows an unfinished line after a while.
///
/// The thread is a platform thread: a read from a pipe blocks the carrier of a virtual one, and
/// once the JDK's stand-in carriers have gone for want of work (30 s), as many such reads as there
/// are processors stop every virtual thread of the gateway.
///
/// The lock guards the decoder, which the reading thread and the timer share.
final class PipePump {
    private static final Logger LOG = Logger.getLogger(PipePump.class);

    /// As much as a Linux pipe holds.
    private static final int READ_BYTES = 64 * 1024;

    private final InputStream pipe;
    private final RunContext context;
    private final Duration partialAfter;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LineDecoder decoder;

    /// Since when the unfinished line waits to be shown.
    @GuardedBy("lock")
    private long waitingSinceNanos;

    @GuardedBy("lock")
    private boolean flushPlanned;

    @GuardedBy("lock")
    private boolean ended;

    private @Nullable Thread thread;

    PipePump(InputStream pipe, RunContext context, LineDecoder.Out out) {
        this.pipe = pipe;
        this.context = context;
        this.partialAfter = context.settings().lines().partialAfter();
        int maxBytes = Math.toIntExact(context.settings().lines().maxBytes().asLongValue());
        this.decoder = new LineDecoder(maxBytes, out);
    }

    void start(String threadName) {
        thread = Thread.ofPlatform().daemon().name(threadName).start(this::drain);
    }

    /// Blocks until the pipe has ended or the time is over; says whether it has ended.
    boolean awaitEnd(Duration atMost) {
        try {
            return thread == null || thread.join(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
    }

    /// Stops showing lines, and reading as soon as the present read returns: a read from a pipe
    /// that an orphan of the game's holds open cannot be interrupted.
    void abandon() {
        end();
        // Closing can block as well, behind the JDK's own last read.
        Thread.ofPlatform().daemon().name("game-pipe-close").start(this::close);
    }

    private void drain() {
        byte[] buffer = new byte[READ_BYTES];
        try {
            for (int count = pipe.read(buffer); count >= 0; count = pipe.read(buffer)) {
                if (!accept(buffer, count)) {
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
