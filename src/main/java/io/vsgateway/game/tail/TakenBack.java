package io.vsgateway.game.tail;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Looks into a named pipe from the reader's side: tells whether everything written has been read,
/// and takes back what was not. While it is open, the pipe has a reader that reads nothing.
final class TakenBack implements AutoCloseable {
    /// The longest that [#take] may wait, in case the game reads at the same moment.
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final long FIRST_PAUSE = 100_000;
    private static final long LONGEST_PAUSE = 20_000_000;

    private final FileInputStream reader;

    /// The caller has the pipe open for writing: otherwise this would wait for a writer.
    TakenBack(Path path) throws IOException {
        reader = new FileInputStream(path.toFile());
    }

    /// Waits until the pipe is empty; returns false when it is too late, or cut short.
    boolean isEmptyBy(long deadlineNanos, BooleanSupplier cutShort) throws IOException {
        long pause = FIRST_PAUSE;
        while (reader.available() > 0) {
            if (cutShort.getAsBoolean() || System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        return true;
    }

    /// Takes the line back, if all of it is there; returns whether that succeeded. Bytes that turn
    /// out not to be this line are put back.
    boolean take(byte[] line, FileChannel input) throws IOException {
        if (reader.available() < line.length) {
            // The game has begun to read it.
            return false;
        }
        byte[] taken = new byte[line.length];
        int length = read(taken);
        if (length < line.length || !Arrays.equals(taken, line)) {
            ByteBuffer rest = ByteBuffer.wrap(taken, 0, length);
            while (rest.hasRemaining()) {
                int _ = input.write(rest);
            }
            return false;
        }
        return true;
    }

    /// If the game has just read it, nothing is left to read, and closing ends the wait.
    private int read(byte[] taken) throws IOException {
        var done = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                            reader.close();
                        }
                    } catch (IOException | InterruptedException e) {
                        // The read goes on until the game's next command.
                    }
                });
        try {
            return Math.max(0, reader.getChannel().read(ByteBuffer.wrap(taken)));
        } catch (AsynchronousCloseException e) {
            return 0;
        } finally {
            done.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
