package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.ConsoleLine;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Lets the game's threads show their lines one at a time. A receiver that fails loses that line
/// only: were the thread to end, the game would freeze at a full pipe.
public final class SerialOut implements Consumer<ConsoleLine> {
    private static final Logger LOG = Logger.getLogger(SerialOut.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<ConsoleLine> out;

    @GuardedBy("lock")
    private boolean failed;

    public SerialOut(Consumer<ConsoleLine> out) {
        this.out = out;
    }

    @Override
    public void accept(ConsoleLine line) {
        lock.lock();
        try {
            out.accept(line);
            failed = false;
        } catch (RuntimeException | Error e) {
            // Once, not once per line of a flood.
            if (!failed) {
                LOG.error("console lines are being lost", e);
            }
            failed = true;
        } finally {
            lock.unlock();
        }
    }
}
