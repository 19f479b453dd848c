package io.vsgateway.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A feed as a publisher of batches: each subscription is a cursor that reads on demand.
record FeedPublisher<T>(Feed<T> feed, Start start, Executor executor)
        implements Flow.Publisher<Batch<T>> {
    @Override
    public void subscribe(Flow.Subscriber<? super Batch<T>> subscriber) {
        var subscription = new Reading<T>(feed, start, executor, subscriber);
        subscriber.onSubscribe(subscription);
    }

    /// The subscriber is called by one thread at a time, always one of the executor's. `turns`
    /// counts the reasons to look again; whoever raises it from 0 does the looking.
    private static final class Reading<T> implements Flow.Subscription, Runnable {
        private static final int MAX_COUNT = 256;
        private static final long MAX_BYTES = 64 * 1024;

        private final ReaderBell bell;
        private final Executor executor;
        private final Cursor<T> cursor;
        private final Flow.Subscriber<? super Batch<T>> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger turns = new AtomicInteger();
        private volatile boolean cancelled;
        private volatile boolean invalid;

        Reading(
                Feed<T> feed,
                Start start,
                Executor executor,
                Flow.Subscriber<? super Batch<T>> subscriber) {
            this.bell = feed.bell(executor);
            this.executor = executor;
            this.cursor = feed.cursor(start);
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                invalid = true;
            } else {
                demand.accumulateAndGet(count, Reading::cappedSum);
            }
            look();
        }

        private static long cappedSum(long a, long b) {
            return a + b < 0 ? Long.MAX_VALUE : a + b;
        }

        @Override
        public void cancel() {
            cancelled = true;
            bell.forget(this);
            cursor.close();
        }

        private void look() {
            if (turns.getAndIncrement() == 0) {
                try {
                    executor.execute(this::deliver);
                } catch (RejectedExecutionException _) {
                    // The executor has ended, and so have its readers.
                    cancel();
                }
            }
        }

        /// Called by the bell, on the executor.
        @Override
        public void run() {
            if (turns.getAndIncrement() == 0) {
                deliver();
            }
        }

        private void deliver() {
            int seen = turns.get();
            do {
                deliverWhatIsAskedFor();
                seen = turns.addAndGet(-seen);
            } while (seen != 0);
        }

        private void deliverWhatIsAskedFor() {
            while (!cancelled) {
                if (invalid) {
                    cancel();
                    subscriber.onError(new IllegalArgumentException("request must be positive"));
                } else if (demand.get() == 0) {
                    return;
                } else if (cursor.isBehind()) {
                    Batch<T> batch = cursor.read(MAX_COUNT, MAX_BYTES);
                    demand.updateAndGet(d -> d == Long.MAX_VALUE ? d : d - 1);
                    subscriber.onNext(batch);
                } else {
                    awaitMore();
                    return;
                }
            }
        }

        private void awaitMore() {
            bell.await(this);
            if (cancelled) {
                bell.forget(this);
            } else if (cursor.isBehind()) {
                bell.ring();
            }
        }
    }
}
