package io.vsgateway.session;

import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Start;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The one thread on which it is found out what readers with a choice of their own want, so that
/// all of them together take one processor at most. Each has two tasks in its queue at most; it
/// ends when there is nothing to do.
final class Selecting {
    private static final long IDLE_SECONDS = 10;

    private final Executor thread;
    private final Traffic traffic;

    Selecting(Traffic traffic) {
        this.traffic = traffic;
        var one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("selection").factory());
        one.allowCoreThreadTimeOut(true);
        this.thread = one;
    }

    <T> Selected<T> from(Feed<T> feed, Encoder<T> encoder, Predicate<T> wanted, Start start) {
        return new Selected<>(feed, encoder, wanted, start, thread, traffic);
    }
}
