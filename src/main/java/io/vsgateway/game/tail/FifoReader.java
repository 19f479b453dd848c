package io.vsgateway.game.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Whether anybody reads a named pipe, according to the kernel: opening a pipe for writing waits
/// until somebody has it open for reading (fifo(7)). That tells a game that has ended from one that
/// is alive, wherever it runs.
///
/// A thread of its own opens the pipe each time it is asked, and waits as long as nobody reads. It
/// is a platform thread, as such a call holds the carrier of a virtual one.
final class FifoReader {
    /// With a reader, opening takes no time.
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TRY = Duration.ofMillis(20);
    private static final int TRIES = 25;

    private final Path path;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /// When the current opening began, and when the latest ended; 0 if there is none.
    private volatile long begun;

    private volatile long ended;

    FifoReader(Path path) {
        this.path = path;
        this.thread = Thread.ofPlatform().daemon().name("game-fifo-reader").unstarted(this::run);
        thread.start();
    }

    /// Whether nobody reads the pipe. One thread calls this now and then; it does not wait.
    boolean isMissing() {
        if (begun != 0) {
            return isAwaited();
        }
        long now = System.nanoTime();
        if (ended == 0 || now - ended > PAUSE.toNanos()) {
            begun = now;
            asked.release();
        }
        return false;
    }

    /// Whether the thread is waiting for a reader.
    boolean isAwaited() {
        long began = begun;
        return began != 0 && System.nanoTime() - began > GRACE.toNanos();
    }

    private void run() {
        while (!closed) {
            asked.acquireUninterruptibly();
            if (!closed) {
                open();
            }
            ended = System.nanoTime();
            begun = 0;
        }
    }

    private void open() {
        try {
            FileChannel.open(path, StandardOpenOption.WRITE).close();
        } catch (IOException e) {
            // Whoever looks at the pipe notices what is wrong with it.
        }
    }

    /// Lets the thread go. If it is waiting for a reader, `anyReader` must be one for a moment.
    /// Blocks for a bounded time.
    void close(Runnable anyReader) {
        closed = true;
        asked.release();
        try {
            for (int i = 0; i < TRIES && !thread.join(TRY); i++) {
                anyReader.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
