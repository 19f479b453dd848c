package io.vsgateway.feed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Wakes the waiting readers of one executor. However many wait and however often it rings, it
/// queues at most one task on the executor, so an append costs the writer little.
///
/// A reader that found nothing calls [#await] and then looks again; an append changes the feed and
/// then calls [#ring]. Whichever comes second sees the other, so no wake-up is lost.
final class ReaderBell implements Runnable {
    private final Executor executor;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean queued = new AtomicBoolean();

    ReaderBell(Executor executor) {
        this.executor = executor;
    }

    /// Runs the reader once, on the executor, after the next ring.
    public void await(Runnable reader) {
        waiting.add(reader);
    }

    void forget(Runnable reader) {
        waiting.remove(reader);
    }

    int waiting() {
        return waiting.size();
    }

    public void ring() {
        if (!waiting.isEmpty() && queued.compareAndSet(false, true)) {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException _) {
                // The executor has ended, and so have its readers.
                waiting.clear();
            }
        }
    }

    @Override
    public void run() {
        queued.set(false);
        // A copy, because readers that find nothing wait again: iterating over the set itself would
        // meet them again, and endlessly if two share a bin of its table.
        for (Runnable reader : List.copyOf(waiting)) {
            if (waiting.remove(reader)) {
                reader.run();
            }
        }
    }
}
