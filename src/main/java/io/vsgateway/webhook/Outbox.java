package io.vsgateway.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What waits for one receiver, delivered in order, one at a time. What is not taken is tried
/// again, after ever longer pauses; when too much waits, the oldest leaves. All of it is on one
/// thread, and never blocks it.
final class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);

    static final int MOST_WAITING = 100;

    /// With doubling pauses: for some thirteen minutes.
    static final int MOST_ATTEMPTS = 11;

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final String name;
    private final ScheduledExecutorService thread;
    private final Duration firstPause;
    private final Function<Notice, CompletionStage<Answer>> delivery;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private @Nullable Notice underWay;
    private int attempts;
    private boolean isInTrouble;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /// @param name for the log
    /// @param thread the one thread
    /// @param delivery one attempt; it does not fail, and may be answered on any thread
    Outbox(
            String name,
            ScheduledExecutorService thread,
            Duration firstPause,
            Function<Notice, CompletionStage<Answer>> delivery) {
        this.name = name;
        this.thread = thread;
        this.firstPause = firstPause;
        this.delivery = delivery;
    }

    void add(Notice notice) {
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
            lost.increment();
            trouble(MOST_WAITING + " wait: the oldest is left out");
        }
        waiting.addLast(notice);
        next();
    }

    /// Whether nothing waits and nothing is under way.
    boolean isEmpty() {
        return waiting.isEmpty() && underWay == null;
    }

    /// Any thread.
    long delivered() {
        return delivered.sum();
    }

    /// Any thread.
    long lost() {
        return lost.sum();
    }

    private void next() {
        if (underWay == null && !waiting.isEmpty()) {
            attempts = 0;
            underWay = waiting.removeFirst();
            attempt(underWay);
        }
    }

    private void attempt(Notice notice) {
        attempts++;
        delivery.apply(notice)
                .whenComplete(
                        (answer, problem) -> thread.execute(() -> take(notice, answer, problem)));
    }

    private void take(Notice notice, @Nullable Answer answer, @Nullable Throwable problem) {
        switch (answer) {
            case Answer.Taken _ -> {
                if (isInTrouble) {
                    isInTrouble = false;
                    LOG.infof("%s: it is taken again", name);
                }
                done(delivered);
            }
            case Answer.Later(String why, _) when attempts >= MOST_ATTEMPTS -> giveUp(notice, why);
            case Answer.Later(String why, Duration wish) -> {
                trouble(why);
                Duration pause = pause(wish);
                thread.schedule(() -> attempt(notice), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
            case Answer.Never(String why) -> giveUp(notice, why);
            case null -> giveUp(notice, String.valueOf(problem));
        }
    }

    /// What the receiver wishes, if it is longer, but not for ever.
    private Duration pause(Duration wish) {
        Duration own = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        if (own.compareTo(LONGEST_PAUSE) > 0) {
            own = LONGEST_PAUSE;
        }
        Duration longer = wish.compareTo(own) > 0 ? wish : own;
        return longer.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : longer;
    }

    private void giveUp(Notice notice, String why) {
        LOG.warnf("%s: \"%s\" was not told: %s", name, notice.kind().label(), why);
        done(lost);
    }

    private void done(LongAdder count) {
        count.increment();
        underWay = null;
        next();
    }

    /// One line, until something is taken again.
    private void trouble(String why) {
        if (!isInTrouble) {
            isInTrouble = true;
            LOG.warnf("%s: %s", name, why);
        }
    }
}
