package io.vsgateway.game.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Whether anybody reads a named pipe, as the kernel tells it: whoever opens one to write into it
/// waits until somebody has it open for reading (fifo(7)). That tells a game that has ended from
/// one that lives, wherever it runs.
///
/// A thread of its own opens the pipe each time it is asked, and waits for as long as nobody reads.
/// It is a platform thread, as such a call holds the carrier of a virtual one.
final class FifoReader {
    /// Opening takes no time where somebody reads.
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TRY = Duration.ofMillis(20);
    private static final int TRIES = 25;

    private final Path path;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /// When the opening that is under way began, and when the latest ended; 0 if there is none.
    private volatile long begun;

    private volatile long ended;

    FifoReader(Path path) {
        this.path = path;
        this.thread = Thread.ofPlatform().daemon().name("game-fifo-reader").unstarted(this::run);
        thread.start();
    }

    /// Whether nobody reads the pipe. It is asked for now and then by one thread; it does not wait.
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

    /// Whether the thread waits for somebody who reads.
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
            // What is wrong with it is noticed by whoever looks at the pipe.
        }
    }

    /// Lets the thread go, unless it waits for a reader; then `anyReader` has to be one for a
    /// moment. Blocks for a bounded time.
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
