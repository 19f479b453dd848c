package io.vsgateway.game.input;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.Receipt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The only writer of a game's input: a bounded, paced queue, its own thread, and one write per
/// command, newline included, since Vintage Story takes what arrives in one read as one command.
///
/// - Many threads submit; the writer's thread writes each sender's commands in the order of
///   submission, and senders take turns: see [FairQueue].
/// - A full queue rejects at once, except for the first command of a sender who has none in it. A
///   write that the game does not take in time ends as `timed_out`, together with all that waits
///   behind it, and commands are rejected until the game reads again. Meanwhile only the writer's
///   own thread is stuck.
/// - Every command gets exactly one final [Receipt].
/// - The thread is a platform thread, as a stuck write would hold the carrier of a virtual one.
public final class CommandWriter {
    private static final String NOT_READ = "not written: the game does not read its input";

    private final GameInput input;
    private final GameSettings.Input settings;
    private final ScheduledExecutorService timer;
    private final Answers answers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final FairQueue waiting = new FairQueue();

    /// Places in the queue promised to commands whose `Accepted` is being sent.
    @GuardedBy("lock")
    private int promised;

    @GuardedBy("lock")
    private long nextWriteNanos = System.nanoTime();

    @GuardedBy("lock")
    private @Nullable PendingCommand inWrite;

    /// Whether the write of [#inWrite] has taken too long.
    @GuardedBy("lock")
    private boolean jammed;

    @GuardedBy("lock")
    private @Nullable String closedBecause;

    private CommandWriter(
            GameInput input, GameSettings.Input settings, ScheduledExecutorService timer) {
        this.input = input;
        this.settings = settings;
        this.timer = timer;
        this.answers = new Answers(settings.queue(), settings.confirmTimeout(), timer);
    }

    /// Opens a writer whose thread runs until [#close]. The caller owns the timer.
    public static CommandWriter open(
            String threadName,
            GameInput input,
            GameSettings.Input settings,
            ScheduledExecutorService timer) {
        var writer = new CommandWriter(input, settings, timer);
        Thread.ofPlatform().daemon().name(threadName).start(writer::run);
        return writer;
    }

    /// Queues a command; see `Game.submit`.
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        submit(new PendingCommand(sender, command, listener), false);
    }

    /// Puts a command of the gateway's own ahead of all that wait, even if the queue is full.
    public void submitFirst(String command, Consumer<Receipt> listener) {
        submit(new PendingCommand("", command, listener), true);
    }

    /// Why commands are rejected now, other than for a full queue; null if they are not.
    public @Nullable String obstacle() {
        lock.lock();
        try {
            return closedBecause != null ? closedBecause : jammed ? NOT_READ : null;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a command waits for an answer.
    public boolean awaitsAnswer() {
        return answers.areAwaited();
    }

    /// Offers what the game said to the commands that wait for an answer.
    public void offer(GameEvent event, long line) {
        answers.offer(event, line);
    }

    /// Ends all commands as `timed_out` for this reason, rejects further ones, and lets the thread
    /// go. It does not wait for a stuck write.
    public void close(String reason) {
        List<PendingCommand> unwritten;
        lock.lock();
        try {
            closedBecause = reason;
            unwritten = removeWaiting();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        answers.close(reason);
        unwritten.forEach(command -> command.timedOut("not written: " + reason));
    }

    private void submit(PendingCommand command, boolean first) {
        String refusal = CommandText.fault(command.text, settings.maxBytes());
        if (refusal == null) {
            refusal = promisePlace(command.sender, first);
        }
        if (refusal != null) {
            command.rejected(refusal);
            return;
        }
        // Sent before the command can be written, and not under the lock.
        command.accepted();
        String failure = enqueue(command, first);
        if (failure != null) {
            command.timedOut(failure);
        }
    }

    private @Nullable String promisePlace(String sender, boolean first) {
        lock.lock();
        try {
            if (closedBecause != null) {
                return closedBecause;
            }
            if (jammed) {
                return NOT_READ;
            }
            if (!first && waiting.size() + promised >= bound(sender)) {
                return "too many commands are waiting (VS_GAME_INPUT_QUEUE)";
            }
            promised++;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// A sender who fills the queue keeps nobody else out: a sender who has nothing in it gets one
    /// more place, up to as many as there are places.
    @GuardedBy("lock")
    private int bound(String sender) {
        return waiting.hasOneOf(sender) ? settings.queue() : 2 * settings.queue();
    }

    private @Nullable String enqueue(PendingCommand command, boolean first) {
        lock.lock();
        try {
            promised--;
            if (closedBecause != null) {
                return "not written: " + closedBecause;
            }
            if (jammed) {
                return NOT_READ;
            }
            if (first) {
                waiting.addFirst(command);
            } else {
                waiting.addLast(command);
            }
            changed.signalAll();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (PendingCommand next = take(); next != null; next = take()) {
                write(next);
            }
        } catch (InterruptedException e) {
            close("the gateway no longer writes");
        }
    }

    private @Nullable PendingCommand take() throws InterruptedException {
        lock.lock();
        try {
            while (closedBecause == null) {
                long left = nextWriteNanos - System.nanoTime();
                if (waiting.isEmpty()) {
                    changed.await();
                } else if (left > 0) {
                    changed.awaitNanos(left);
                } else {
                    inWrite = waiting.removeFirst();
                    return inWrite;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void write(PendingCommand command) {
        answers.expect(command);
        var limit =
                timer.schedule(
                        () -> writeTookTooLong(command),
                        settings.writeTimeout().plus(input.takingBack()).toNanos(),
                        TimeUnit.NANOSECONDS);
        String failure = null;
        List<PendingCommand> behind = List.of();
        try {
            input.write(CommandText.line(command.text));
        } catch (GameInput.NotRead e) {
            failure = "not run: " + e.getMessage();
            behind = withdrawWaiting();
        } catch (IOException e) {
            failure = "could not be written: " + e.getMessage();
        }
        limit.cancel(false);
        writeEnded();
        if (failure != null) {
            answers.forget(command);
            command.timedOut(failure);
            behind.forEach(one -> one.timedOut(NOT_READ));
        } else if (command.written()) {
            answers.startClock(command);
        }
    }

    private void writeEnded() {
        lock.lock();
        try {
            nextWriteNanos = System.nanoTime() + settings.gap().toNanos();
            inWrite = null;
            jammed = false;
        } finally {
            lock.unlock();
        }
    }

    private void writeTookTooLong(PendingCommand command) {
        List<PendingCommand> behind;
        lock.lock();
        try {
            if (inWrite != command) {
                return;
            }
            jammed = true;
            behind = removeWaiting();
        } finally {
            lock.unlock();
        }
        answers.forget(command);
        command.timedOutUnwritten("the game did not read it in time; it may yet do so");
        behind.forEach(one -> one.timedOut(NOT_READ));
    }

    private List<PendingCommand> withdrawWaiting() {
        lock.lock();
        try {
            return removeWaiting();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<PendingCommand> removeWaiting() {
        return waiting.removeAll();
    }
}
