package io.vsgateway.demo;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The game's only thread: tasks, each at its time, those of the same time in the order they came.
/// Any thread may add tasks; only the thread in [#run] runs them, so what they touch needs no lock,
/// and a task that blocks stops the whole game.
final class Loop {
    private final DelayQueue<Task> tasks = new DelayQueue<>();
    private final AtomicLong added = new AtomicLong();
    private boolean ended;

    void post(Runnable action) {
        at(System.nanoTime(), action);
    }

    /// @param nanoTime on the scale of [System#nanoTime]; a past time means as soon as possible
    void at(long nanoTime, Runnable action) {
        tasks.add(new Task(nanoTime, added.getAndIncrement(), action));
    }

    /// Lets [#run] return after the task that calls this; later tasks are dropped.
    void end() {
        ended = true;
    }

    void run() throws InterruptedException {
        while (!ended) {
            tasks.take().action.run();
        }
    }

    private record Task(long nanoTime, long number, Runnable action) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            var that = (Task) other;
            // By difference: nanoTime may wrap around.
            int byTime = Long.signum(nanoTime - that.nanoTime);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }
}
