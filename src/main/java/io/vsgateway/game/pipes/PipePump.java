package io.vsgateway.game.pipes;

import io.vsgateway.game.process.OutputLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/// Drains one of the game's output pipes on a thread of its own, whatever becomes of the lines: a
/// game whose pipe is full freezes.
///
/// The thread is a platform thread: a read from a pipe blocks the carrier of a virtual one. Once
/// the JDK's stand-in carriers have retired for lack of work (30 s), as many such reads as there
/// are processors stop every virtual thread of the gateway.
final class PipePump {
    private static final Logger LOG = Logger.getLogger(PipePump.class);

    /// As much as a Linux pipe holds.
    private static final int READ_BYTES = 64 * 1024;

    private final FileChannel pipe;
    private final OutputLines lines;
    private final Thread thread;

    /// Starts its thread, which reads once the latch is open.
    PipePump(FileChannel pipe, OutputLines lines, String threadName, CountDownLatch from) {
        this.pipe = pipe;
        this.lines = lines;
        this.thread = Thread.ofPlatform().daemon().name(threadName).unstarted(() -> run(from));
        thread.start();
    }

    private void run(CountDownLatch from) {
        try {
            from.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
        drain();
    }

    /// Blocks until the pipe has ended or the time is over; returns whether it has ended.
    boolean awaitEnd(Duration atMost) {
        try {
            return thread.join(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
    }

    /// Stops reading and showing lines: closing the channel ends a read that is under way.
    void abandon() {
        lines.end();
        close();
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            while (pipe.read(buffer.clear()) >= 0) {
                if (!lines.accept(buffer.array(), buffer.position())) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("a pipe of the game's was closed", e);
        } finally {
            lines.end();
            close();
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
