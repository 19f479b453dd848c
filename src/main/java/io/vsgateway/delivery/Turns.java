package io.vsgateway.delivery;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The two threads on which work for single readers is done in turns, over WebSocket and REST: one
/// for readers that search for their own expressions, which can be costly, and one for the rest,
/// which do not wait behind those. So all these readers together use two processors at most, and no
/// event loop or worker thread of the platform. Each reader has at most one queued task, or two for
/// a moment, and a task takes little more than [#NANOS]. The threads exist from the start: later
/// none may be available. Not `@ApplicationScoped`: the proxy of such a bean would have threads as
/// well.
@Startup
@Singleton
public class Turns {
    /// How long a turn may take, not counting the entry being examined when it ends.
    public static final long NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ThreadPoolExecutor searching = thread("searching");
    private final ThreadPoolExecutor reading = thread("reading");

    /// The thread for a reader's turns.
    ///
    /// @param searches whether it searches for an expression
    public Executor of(boolean searches) {
        return searches ? searching : reading;
    }

    private static ThreadPoolExecutor thread(String name) {
        var one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name).factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        one.prestartAllCoreThreads();
        return one;
    }

    /// Tasks submitted later are dropped.
    @PreDestroy
    public void close() {
        searching.shutdown();
        reading.shutdown();
    }
}
