package io.vsgateway.delivery;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Those who follow one log on one event loop. However many they are, an append of the feed queues
/// at most one task here, which lets each write what it can. All methods are called on the loop.
final class LoopWriters implements Runnable {
    private static final Logger LOG = Logger.getLogger(LoopWriters.class);

    private final EventLoop loop;
    private final FrameLog<?> log;
    private final List<Following<?>> writers = new ArrayList<>();

    /// What was read from the log last, while a round lasts: most of the others want the same.
    private @Nullable FrameSlice latest;

    private long latestFrom;

    LoopWriters(EventLoop loop, FrameLog<?> log) {
        this.loop = loop;
        this.log = log;
    }

    void add(Following<?> writer) {
        writer.place(writers.size());
        writers.add(writer);
        log.feed().awaitAppend(loop, this);
    }

    /// The last one takes the place of the one that leaves.
    void remove(Following<?> writer) {
        Following<?> last = writers.removeLast();
        if (last != writer) {
            writers.set(writer.place(), last);
            last.place(writer.place());
        }
        if (writers.isEmpty()) {
            log.feed().forget(loop, this);
        }
    }

    @Override
    public void run() {
        if (writers.isEmpty()) {
            return;
        }
        // Before the entries are looked for: one that is appended meanwhile rings again.
        log.feed().awaitAppend(loop, this);
        try {
            for (int i = writers.size() - 1; i >= 0; i--) {
                serve(writers.get(i));
            }
        } finally {
            forgetLatest();
        }
    }

    private void serve(Following<?> writer) {
        try {
            writer.write(this);
        } catch (RuntimeException | Error e) {
            // The others are still to be served, as far as memory goes.
            LOG.errorf(e, "a client could not be written to");
            writer.drop();
        }
    }

    /// Lets one of them write out of its turn, as its channel takes bytes again.
    void write(Following<?> writer) {
        try {
            writer.write(this);
        } finally {
            forgetLatest();
        }
    }

    /// The frames from an entry on, as [FrameLog#read] has them. They stay this round's.
    @Nullable FrameSlice read(long from) {
        if (latest == null || from != latestFrom) {
            forgetLatest();
            latest = log.read(from, Following.MAX_SLICE);
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
