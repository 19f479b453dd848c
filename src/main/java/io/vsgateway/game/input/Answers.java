package io.vsgateway.game.input;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.GameEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The commands that wait for the game's answer, in the order of their writes. Each event answers
/// at most one of them: the oldest that it fits. A command without an answer in time ends as
/// `timed_out`, and so does the oldest when there are too many.
///
/// The writer adds commands, the threads that read the game's output offer events, and the timer
/// ends commands.
final class Answers {
    private final int bound;
    private final Duration timeout;
    private final ScheduledExecutorService timer;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<PendingCommand> awaited = new ArrayDeque<>();

    /// Lets a flood of lines pass without a check while no command waits.
    private volatile boolean any;

    Answers(int bound, Duration timeout, ScheduledExecutorService timer) {
        this.bound = bound;
        this.timeout = timeout;
        this.timer = timer;
    }

    /// To be called before the write: the answer can arrive before the write returns.
    void expect(PendingCommand command) {
        PendingCommand tooMuch;
        lock.lock();
        try {
            tooMuch = awaited.size() < bound ? null : awaited.pollFirst();
            awaited.addLast(command);
            any = true;
        } finally {
            lock.unlock();
        }
        if (tooMuch != null) {
            tooMuch.timedOut("too many commands wait for an answer");
        }
    }

    /// Starts the time-out of a command that was written.
    void startClock(PendingCommand command) {
        var _ = timer.schedule(() -> expire(command), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    void forget(PendingCommand command) {
        lock.lock();
        try {
            awaited.remove(command);
            any = !awaited.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean areAwaited() {
        return any;
    }

    void offer(GameEvent event, long line) {
        PendingCommand answered = answeredBy(event);
        if (answered != null) {
            answered.answered(line);
        }
    }

    /// Ends all waiting commands.
    void close(String reason) {
        List<PendingCommand> left;
        lock.lock();
        try {
            left = List.copyOf(awaited);
            awaited.clear();
            any = false;
        } finally {
            lock.unlock();
        }
        left.forEach(command -> command.timedOut(reason));
    }

    private void expire(PendingCommand command) {
        forget(command);
        command.timedOut("no answer of the game was seen in time (VS_GAME_INPUT_CONFIRM_TIMEOUT)");
    }

    private @Nullable PendingCommand answeredBy(GameEvent event) {
        lock.lock();
        try {
            for (PendingCommand command : awaited) {
                if (isAnswer(event, command)) {
                    awaited.remove(command);
                    any = !awaited.isEmpty();
                    return command;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAnswer(GameEvent event, PendingCommand command) {
        return switch (event) {
            case GameEvent.Echoed(String echoed) -> echoed.equals(command.text.strip());
            case GameEvent.Printed _ -> true;
            default -> false;
        };
    }
}
