package io.vsgateway.delivery;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The two threads on which work for single readers is done in turns, over WebSocket and REST: one
/// for all that looks for expressions of theirs, which they can make costly, and one for the rest,
/// which does not wait behind those. So all readers together take two processors at most, and no
/// event loop and no worker of the platform. Each reader has one task in a queue at most, or two
/// for a moment, and a task takes little more than [#NANOS]. The threads are there from the start:
/// later there may be none to be had. Not `@ApplicationScoped`: the proxy of such a bean would have
/// threads as well.
@Startup
@Singleton
public class Turns {
    /// How long a turn may take, but for the entry that is then being looked at.
    public static final long NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ThreadPoolExecutor searching = thread("searching");
    private final ThreadPoolExecutor reading = thread("reading");

    /// Where a reader has its turns.
    ///
    /// @param searches whether it looks for an expression
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

    /// What comes later is for nobody.
    @PreDestroy
    public void close() {
        searching.shutdown();
        reading.shutdown();
    }
}
