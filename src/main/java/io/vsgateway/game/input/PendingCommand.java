package io.vsgateway.game.input;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.Receipt;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A command on its way to the game. It makes sure that its listener gets the receipts in order,
/// one at a time and with only one final one, whichever of the writer, a line of the game's or a
/// time-out comes first. Any thread; the listener is called without a lock held.
final class PendingCommand {
    private static final Logger LOG = Logger.getLogger(PendingCommand.class);

    final String sender;
    final String text;
    private final Consumer<Receipt> listener;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<Receipt> outbox = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean telling;

    @GuardedBy("lock")
    private boolean written;

    /// The line that answered it; null before that.
    @GuardedBy("lock")
    private @Nullable Long answeredBy;

    @GuardedBy("lock")
    private boolean ended;

    /// @param sender who sends it; the same text for all commands of one sender
    PendingCommand(String sender, String text, Consumer<Receipt> listener) {
        this.sender = sender;
        this.text = text;
        this.listener = listener;
    }

    void rejected(String reason) {
        tell(new Receipt.Rejected(reason));
    }

    void accepted() {
        tell(new Receipt.Accepted());
    }

    /// Ends it, unless it has already ended.
    void timedOut(String reason) {
        tell(new Receipt.TimedOut(reason));
    }

    /// Its write succeeded. Returns whether an answer is still to come.
    boolean written() {
        boolean open;
        lock.lock();
        try {
            add(new Receipt.Written());
            written = true;
            if (answeredBy != null) {
                add(new Receipt.Confirmed(answeredBy));
            }
            open = !ended;
        } finally {
            lock.unlock();
        }
        drain();
        return open;
    }

    /// A line of the game's answers it. The line may come before the write returns; then
    /// `Confirmed` waits for `Written`.
    void answered(long line) {
        lock.lock();
        try {
            answeredBy = line;
            if (written) {
                add(new Receipt.Confirmed(line));
            }
        } finally {
            lock.unlock();
        }
        drain();
    }

    /// Ends it unless its write has returned.
    void timedOutUnwritten(String reason) {
        lock.lock();
        try {
            if (!written) {
                add(new Receipt.TimedOut(reason));
            }
        } finally {
            lock.unlock();
        }
        drain();
    }

    private void tell(Receipt receipt) {
        lock.lock();
        try {
            add(receipt);
        } finally {
            lock.unlock();
        }
        drain();
    }

    @GuardedBy("lock")
    private void add(Receipt receipt) {
        if (!ended) {
            ended = receipt.isFinal();
            outbox.add(receipt);
        }
    }

    private void drain() {
        for (Receipt next = next(true); next != null; next = next(false)) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.error("a listener for receipts failed", e);
            }
        }
    }

    // Only one thread at a time calls the listener; it also passes on what others add meanwhile.
    private @Nullable Receipt next(boolean begin) {
        lock.lock();
        try {
            if (begin && telling) {
                return null;
            }
            Receipt next = outbox.poll();
            telling = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
