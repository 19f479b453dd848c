package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Thousands of small random worlds: a writer, and readers that start anywhere, read fast or
/// slowly, are overrun, ask for little or much, and cancel. Whatever happens, each must see every
/// entry once and in order, or be told exactly which ones it did not see.
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FeedConcurrencyTest {
    private static final int SEEDS = Integer.getInteger("feed.seeds", 3000);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ExecutorService> loops =
            List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());

    @AfterEach
    void end() {
        threads.shutdownNow();
        loops.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void every_stream_sees_every_entry_once_in_order_or_is_told_of_it() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new World(seed).run();
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private final class World {
        private final Random random;
        private final Feed<Long> feed;
        private final int entries;
        private final List<Reader> readers = new ArrayList<>();

        World(long seed) {
            random = new Random(seed);
            feed =
                    new Feed<>(
                            "w" + seed, 1 + random.nextInt(100), 8L + random.nextInt(1000), _ -> 8);
            entries = 1 + random.nextInt(400);
        }

        void run() throws Exception {
            int before = random.nextInt(entries + 1);
            var subscribed = new CountDownLatch(1);
            var writing =
                    threads.submit(() -> {
                        for (long i = 1; i <= entries; i++) {
                            if (i == before) {
                                subscribed.await();
                            }
                            assertThat(feed.append(i)).isEqualTo(i);
                        }
                        subscribed.await();
                        feed.append(entries + 1L);
                        return null;
                    });
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                readers.add(new Reader(random.nextLong()));
            }
            subscribed.countDown();
            writing.get();
            for (Reader reader : readers) {
                reader.finish();
            }
            assertThat(feed.readers()).isZero();
            assertThat(feed.waiting()).isZero();
            assertThat(feed.bytes()).isLessThanOrEqualTo(1008);
        }

        private final class Reader implements Flow.Subscriber<Batch<Long>> {
            private final Random random;
            private final boolean cancels;
            private final int slowness;
            private final CountDownLatch done = new CountDownLatch(1);
            private final AtomicReference<Throwable> failure = new AtomicReference<>();
            private Flow.Subscription subscription;
            private long next;
            private boolean first = true;
            private int left;
            private boolean cancelled;

            Reader(long seed) {
                random = new Random(seed);
                cancels = random.nextInt(4) == 0;
                slowness = random.nextInt(4) == 0 ? 2000 : 0;
                left = cancels ? 1 + random.nextInt(5) : Integer.MAX_VALUE;
                long seen = random.nextInt(entries + 1);
                Start start =
                        switch (random.nextInt(3)) {
                            case 0 -> new Start.After(new Position(feed.end().epoch(), 0));
                            case 1 -> new Start.Last((int) seen);
                            default -> new Start.After(new Position("elsewhere", seen));
                        };
                feed.stream(start, loops.get(random.nextInt(loops.size())))
                        .subscribe()
                        .withSubscriber(this);
            }

            void finish() throws Exception {
                if (!done.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("a reader waits for entry " + next + " of " + entries);
                }
                if (failure.get() != null) {
                    throw new AssertionError(failure.get());
                }
            }

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                this.subscription = subscription;
                subscription.request(1);
            }

            @Override
            public void onNext(Batch<Long> batch) {
                try {
                    check(batch);
                } catch (Throwable wrong) {
                    failure.set(wrong);
                    stop();
                    return;
                }
                if (--left == 0 || next > entries + 1) {
                    stop();
                } else {
                    idle();
                    subscription.request(1 + random.nextInt(3));
                }
            }

            private void check(Batch<Long> batch) {
                assertThat(cancelled).as("a batch after the cancel").isFalse();
                assertThat(batch.isEmpty()).isFalse();
                Gap gap = batch.gap();
                if (gap != null) {
                    if (gap.recovered()) {
                        assertThat(gap.from().offset()).isLessThanOrEqualTo(gap.to().offset());
                        assertThat(gap.count())
                                .isEqualTo(gap.to().offset() - gap.from().offset() + 1);
                        if (!first) {
                            assertThat(gap.from().offset()).isEqualTo(next);
                        }
                    } else {
                        assertThat(first)
                                .as("only the first batch can be of another epoch")
                                .isTrue();
                        assertThat(gap.from().epoch()).isEqualTo("elsewhere");
                        assertThat(gap.count()).isEqualTo(gap.to().offset());
                    }
                    assertThat(gap.to().offset()).isEqualTo(batch.first() - 1);
                } else if (!first) {
                    assertThat(batch.first()).isEqualTo(next);
                }
                first = false;
                next = batch.first();
                for (Long entry : batch.entries()) {
                    assertThat(entry).isEqualTo(next);
                    next++;
                }
            }

            private void idle() {
                for (int i = random.nextInt(slowness + 1); i > 0; i--) {
                    Thread.onSpinWait();
                }
            }

            private void stop() {
                cancelled = true;
                subscription.cancel();
                done.countDown();
            }

            @Override
            public void onError(Throwable wrong) {
                failure.set(wrong);
                done.countDown();
            }

            @Override
            public void onComplete() {
                onError(new AssertionError("a feed has no end"));
            }
        }
    }
}
