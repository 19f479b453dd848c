package io.vsgateway.game.outlive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Reads the files that the game writes to, all with one thread of its own, in turns: which of two
/// outputs was written first is not known if both were within one look.
///
/// The system announces changes; a flood is not waited for but looked at every [#GATHER], so that
/// neither side pays for an announcement of each line.
final class OutputFollower {
    private static final Logger LOG = Logger.getLogger(OutputFollower.class);
    private static final int READ_BYTES = 64 * 1024;
    private static final Duration GATHER = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final List<OutputFile> files;
    private final Consumer<OutputFile> afterRead;
    private final DiskProbe disk;
    private final ChangeWatch watch;
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean closed;

    private OutputFollower(
            String threadName,
            Path folder,
            List<OutputFile> files,
            Consumer<OutputFile> afterRead,
            DiskProbe disk,
            CountDownLatch from) {
        this.files = files;
        this.afterRead = afterRead;
        this.disk = disk;
        this.watch = new ChangeWatch(folder);
        this.thread = Thread.ofPlatform().daemon().name(threadName).unstarted(() -> run(from));
    }

    /// Begins to follow, once the latch is open.
    ///
    /// @param afterRead is called after something of a file was read
    /// @param disk on which the files are
    static OutputFollower follow(
            String threadName,
            Path folder,
            List<OutputFile> files,
            Consumer<OutputFile> afterRead,
            DiskProbe disk,
            CountDownLatch from) {
        var follower = new OutputFollower(threadName, folder, files, afterRead, disk, from);
        follower.thread.start();
        return follower;
    }

    private void run(CountDownLatch from) {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            from.await();
            while (!closed) {
                boolean wasEnding = ending;
                int most = look(buffer);
                if (most == 0 && wasEnding) {
                    break;
                }
                disk.look();
                if (most < READ_BYTES) {
                    watch.rest(most > 0, GATHER, LONGEST);
                }
            }
        } catch (InterruptedException e) {
            LOG.error("the game's output is no longer followed: interrupted");
        } finally {
            watch.close();
            if (!closed) {
                files.forEach(file -> file.lines().end());
            }
        }
    }

    /// Reads a bufferful of each; returns the most that was read of one.
    private int look(ByteBuffer buffer) {
        int most = 0;
        for (OutputFile file : files) {
            try {
                int count = file.read(buffer);
                if (count > 0) {
                    afterRead.accept(file);
                }
                most = Math.max(most, count);
            } catch (IOException e) {
                if (!closed) {
                    LOG.errorf(e, "the game's output cannot be read");
                }
            }
        }
        return most;
    }

    /// Blocks until all that is in the files now is read, and ends.
    void awaitEnd() {
        ending = true;
        watch.close();
        join();
    }

    /// Ends at once.
    ///
    /// @param goesOn whether somebody else will read the rest; otherwise what was read so far of a
    ///   line is one
    void close(boolean goesOn) {
        closed = true;
        watch.close();
        join();
        for (OutputFile file : files) {
            if (goesOn) {
                file.lines().leave();
            } else {
                file.lines().end();
            }
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
    }
}
