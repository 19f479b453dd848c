package io.vsgateway.game.elsewhere;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was asked of the gateway that has the game and is not wholly answered: at most [#MOST], of
/// which [#MOST_QUESTIONS] are about what was done before. All methods may be called from any
/// thread; who waits is called outside the lock.
final class Asked {
    static final int MOST = 1000;
    static final int MOST_QUESTIONS = 200;

    /// So long is waited for a first answer.
    private static final long FIRST_NANOS = 10_000_000_000L;

    /// And so long for the last.
    private static final long LAST_NANOS = 900_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Long, One> waiting = new LinkedHashMap<>();

    /// Numbers of the questions, by what they are about.
    @GuardedBy("lock")
    private final Map<String, Long> questions = new HashMap<>();

    /// Who waits for answers.
    interface Waiter {
        /// @return whether more are to come
        boolean answered(Answer answer);
    }

    private static final class One {
        private final Waiter waiter;
        private final long since = System.nanoTime();
        private @Nullable String last;

        One(Waiter waiter) {
            this.waiter = waiter;
        }

        boolean isLate(long now) {
            return now - since > (last == null ? FIRST_NANOS : LAST_NANOS);
        }
    }

    /// @param about what a question is about: the one before about the same is answered no more, as
    ///   nobody waits for it; null for a deed
    /// @return whether there is room for one more
    boolean add(long number, @Nullable String about, Waiter waiter) {
        lock.lock();
        try {
            if (about != null) {
                waiting.remove(questions.remove(about));
            }
            boolean isFull = about != null && questions.size() >= MOST_QUESTIONS;
            if (isFull || waiting.size() >= MOST) {
                return false;
            }
            if (about != null) {
                questions.put(about, number);
            }
            waiting.put(number, new One(waiter));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// An answer came. One that comes twice, since its sender did not know whether it had arrived,
    /// is heeded once.
    void answered(Answer answer) {
        One one;
        lock.lock();
        try {
            one = waiting.get(answer.number());
            if (one == null || answer.status().equals(one.last)) {
                return;
            }
            one.last = answer.status();
        } finally {
            lock.unlock();
        }
        if (!one.waiter.answered(answer)) {
            remove(answer.number());
        }
    }

    private void remove(long number) {
        lock.lock();
        try {
            waiting.remove(number);
            questions.values().remove(number);
        } finally {
            lock.unlock();
        }
    }

    /// Gives up what has waited for too long.
    void expire(String why) {
        long now = System.nanoTime();
        giveUp(one -> one.isLate(now), why);
    }

    /// Gives up everything: nobody will answer.
    void giveUpAll(String why) {
        giveUp(_ -> true, why);
    }

    private void giveUp(Predicate<One> which, String why) {
        List<Long> late = new ArrayList<>();
        lock.lock();
        try {
            waiting.forEach((number, one) -> {
                if (which.test(one)) {
                    late.add(number);
                }
            });
        } finally {
            lock.unlock();
        }
        late.forEach(number -> answered(Answer.ofLate(number, why)));
    }

    int count() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
