package io.vsgateway.console.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/// Listens to the console while the game is asked for its commands: says of each line whether it
/// belongs to the question or the answer, and gathers the commands, [#MAX_COMMANDS] at most. The
/// threads that add lines to the console call it, one at a time; another thread waits for the end.
final class HelpListener implements Predicate<ConsoleLine> {
    private static final int MAX_COMMANDS = 1000;

    private final Function<ConsoleLine, Dialect.Help.Part> reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final SortedMap<String, KnownCommand> found = new TreeMap<>();

    @GuardedBy("lock")
    private boolean taken;

    @GuardedBy("lock")
    private boolean refused;

    /// Counts the lines that were part of the answer.
    @GuardedBy("lock")
    private long parts;

    HelpListener(Function<ConsoleLine, Dialect.Help.Part> reader) {
        this.reader = reader;
    }

    @Override
    public boolean test(ConsoleLine line) {
        lock.lock();
        try {
            Dialect.Help.Part part = reader.apply(line);
            if (part.isPart()) {
                taken = true;
                parts++;
                part.command().filter(_ -> found.size() < MAX_COMMANDS).ifPresent(this::add);
                changed.signalAll();
            }
            return part.isPart();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void add(KnownCommand command) {
        found.putIfAbsent(command.name(), command);
    }

    /// Notes how far the question got.
    void note(Receipt receipt) {
        if (receipt instanceof Receipt.Rejected) {
            lock.lock();
            try {
                refused = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Waits until the question is refused, or until nothing more of an answer has come for a
    /// while.
    ///
    /// @param patience the longest time in total
    /// @param quiet after the last line of the answer, once a command was found, no more is
    ///   expected
    void awaitEnd(Duration patience, Duration quiet) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && !refused) {
                long before = parts;
                long wait = found.isEmpty() ? left : Math.min(left, quiet.toNanos());
                long unused = changed.awaitNanos(wait);
                left -= wait - Math.max(0, unused);
                if (unused <= 0 && before == parts && !found.isEmpty()) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    CommandHelp.Answer answer() {
        lock.lock();
        try {
            return new CommandHelp.Answer(taken, List.copyOf(found.values()));
        } finally {
            lock.unlock();
        }
    }
}
