package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.ConsoleLine;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Lets the game's threads show their lines one at a time. A receiver that fails loses only that
/// line: if the thread ended instead, the game would freeze at a full pipe.
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
        lock.lock();
        try {
            long offset = out.accept(line);
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
