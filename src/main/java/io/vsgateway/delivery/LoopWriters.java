package io.vsgateway.delivery;

import io.netty.channel.EventLoop;
import io.vsgateway.delivery.frame.FrameSlice;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The followers of one log on one event loop. However many there are, an append to the feed queues
/// at most one task here, which lets each write what it can. If there are very many, a round is
/// split into turns, so that the loop's other work runs in between. All methods are called on the
/// loop.
final class LoopWriters implements Runnable {
    private static final Logger LOG = Logger.getLogger(LoopWriters.class);

    /// How many write before other tasks of the loop have their turn.
    private static final int TURN = 1024;

    private final EventLoop loop;
    private final FrameLog<?> log;
    private final List<Following<?>> writers = new ArrayList<>();

    /// How many of the list are yet to be served in this round, the last one first.
    private int waiting;

    /// Whether a turn waits in the loop's queue; there is never more than one.
    private boolean isUnderWay;

    /// Whether there was an append while a round was under way.
    private boolean isDueAgain;

    /// The last slice read from the log in this turn: most of the others want the same.
    private @Nullable FrameSlice latest;

    private long latestFrom;

    LoopWriters(EventLoop loop, FrameLog<?> log) {
        this.loop = loop;
        this.log = log;
    }

    void add(Following<?> writer) {
        log.join();
        writer.place(writers.size());
        writers.add(writer);
        log.feed().awaitAppend(loop, this);
    }

    /// The last follower takes the place of the one that leaves. If it was already served, it is
    /// served once more in this round; nobody is left out.
    void remove(Following<?> writer) {
        Following<?> last = writers.removeLast();
        if (last != writer) {
            writers.set(writer.place(), last);
            last.place(writer.place());
        }
        if (writers.isEmpty()) {
            log.feed().forget(loop, this);
        }
        log.leave();
    }

    @Override
    public void run() {
        if (writers.isEmpty()) {
            return;
        }
        // Before looking for entries: one appended meanwhile rings again.
        log.feed().awaitAppend(loop, this);
        if (isUnderWay) {
            isDueAgain = true;
        } else {
            waiting = writers.size();
            turn();
        }
    }

    private void turn() {
        int next = Math.min(waiting, writers.size());
        waiting = Math.max(0, next - TURN);
        try {
            while (next > waiting) {
                next = Math.min(next, writers.size()) - 1;
                if (next >= 0) {
                    serve(writers.get(next));
                }
            }
        } finally {
            forgetLatest();
            goOn();
        }
    }

    private void goOn() {
        if (waiting == 0 && isDueAgain) {
            isDueAgain = false;
            waiting = writers.size();
        }
        isUnderWay = waiting > 0;
        if (isUnderWay) {
            loop.execute(this::turn);
        }
    }

    private void serve(Following<?> writer) {
        try {
            writer.write(this);
        } catch (RuntimeException | Error e) {
            // The others must still be served, as far as memory allows.
            LOG.errorf(e, "a client could not be written to");
            writer.drop();
        }
    }

    /// Lets one follower write out of turn, because its channel takes bytes again.
    void write(Following<?> writer) {
        try {
            writer.write(this);
        } finally {
            forgetLatest();
        }
    }

    /// The same for one slice, as [Following#stepAlone] says.
    boolean step(Following<?> writer, boolean directly, long upTo) {
        try {
            return writer.step(this, directly, upTo);
        } finally {
            forgetLatest();
        }
    }

    /// The frames from an entry on, as from [FrameLog#read]. This object keeps and releases them.
    @Nullable FrameSlice read(long from, long upTo) {
        if (latest == null || from != latestFrom || latest.last() > upTo) {
            forgetLatest();
            latest = log.read(from, Following.MAX_SLICE, upTo);
            latestFrom = from;
        }
        return latest;
    }

    private void forgetLatest() {
        if (latest != null) {
            latest.bytes().release();
            latest = null;
        }
    }
}
