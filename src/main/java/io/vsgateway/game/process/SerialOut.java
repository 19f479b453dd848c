package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.ConsoleLine;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Lets the game's threads show their lines one at a time. A receiver that fails loses only the
/// lines of that call: if the thread ended instead, the game would freeze at a full pipe.
public final class SerialOut implements ConsoleLine.Sink {
    private static final Logger LOG = Logger.getLogger(SerialOut.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ConsoleLine.Sink out;

    @GuardedBy("lock")
    private boolean failed;

    public SerialOut(ConsoleLine.Sink out) {
        this.out = out;
    }

    @Override
    public long accept(ConsoleLine line) {
        return inTurn(() -> out.accept(line));
    }

    @Override
    public long accept(List<ConsoleLine> lines, ConsoleLine.Place behind) {
        return inTurn(() -> out.accept(lines, behind));
    }

    @Override
    public void skipped(long bytes) {
        out.skipped(bytes);
    }

    private long inTurn(LongSupplier showing) {
        lock.lock();
        try {
            long offset = showing.getAsLong();
            failed = false;
            return offset;
        } catch (RuntimeException | Error e) {
            // Log once, not once per line of a flood.
            if (!failed) {
                LOG.error("console lines are being lost", e);
            }
            failed = true;
            return 0;
        } finally {
            lock.unlock();
        }
    }
}
