package io.vsgateway.game.pipes;

import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.OutputLines;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/// A game over pipes. When they are closed, its input ends and its next write to an output fails.
final class PipedProcess implements GameProcess {
    private static final Logger LOG = Logger.getLogger(PipedProcess.class);

    private final Process process;
    private final Family family;
    private final PipedLauncher.Ends ends;
    private final List<PipePump> pumps = new ArrayList<>();

    /// The receiver closes it, and so the ends.
    PipedProcess(Process process, Family family, PipedLauncher.Ends ends) {
        this.process = process;
        this.family = family;
        this.ends = ends;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Family family() {
        return family;
    }

    @Override
    public OutputStream stdin() {
        return Channels.newOutputStream(ends.stdin());
    }

    @Override
    public void read(
            String threadName, OutputLines stdout, OutputLines stderr, CountDownLatch from) {
        pumps.add(new PipePump(ends.stdout(), stdout, threadName + "-stdout", from));
        pumps.add(new PipePump(ends.stderr(), stderr, threadName + "-stderr", from));
    }

    @Override
    public boolean isOver() {
        return !process.isAlive();
    }

    @Override
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /// A process not known to be the game's may hold them open for ever.
    @Override
    public boolean awaitOutputEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean ended = true;
        for (PipePump pump : pumps) {
            long left = Math.max(1, deadline - System.nanoTime());
            ended &= pump.awaitEnd(Duration.ofNanos(left));
        }
        return ended;
    }

    @Override
    public void close(boolean goesOn) {
        pumps.forEach(PipePump::abandon);
        close(ends.stdin());
        close(ends.stdout());
        close(ends.stderr());
    }

    static void close(FileChannel pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            LOG.debug("a pipe of the game's was closed by its other end", e);
        }
    }
}
