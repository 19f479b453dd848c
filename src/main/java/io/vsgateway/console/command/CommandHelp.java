package io.vsgateway.console.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Caller;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.KnownCommand;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The commands that the game says it understands. The game is asked when somebody wants to know
/// and it is running, once per run, with its own help command. That takes the way of all commands
/// (policy, queue, audit), sent by the gateway itself. The echo and the answer appear on the
/// console like all lines, as asides. The question is repeated only if the game did not take it.
///
/// Any thread; nothing blocks. A virtual thread gathers the answer, for [#PATIENCE] at most.
@ApplicationScoped
public class CommandHelp {
    private static final Logger LOG = Logger.getLogger(CommandHelp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// After this long without a further line, the answer is over.
    private static final Duration QUIET = Duration.ofMillis(400);

    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final Game game;
    private final Commands commands;
    private final ConsoleBuffer console;
    private final boolean enabled;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Asked asked;

    CommandHelp(Game game, Commands commands, ConsoleBuffer console, CommandSettings settings) {
        this.game = game;
        this.commands = commands;
        this.console = console;
        this.enabled = settings.completion();
    }

    /// The outcome of a question.
    ///
    /// @param wasTaken whether the game was seen to take it
    record Answer(boolean wasTaken, List<KnownCommand> commands) {}

    /// @param run when the run that was asked began; null if that is not known
    private record Asked(@Nullable Instant run, long atNanos, CompletableFuture<Answer> answer) {
        boolean isFor(@Nullable Instant other) {
            return run == null ? other == null : run.equals(other);
        }

        CompletableFuture<List<KnownCommand>> commands() {
            return answer.thenApply(Answer::commands);
        }

        boolean isWorthAnotherTry() {
            return answer.isDone()
                    && !answer.join().wasTaken()
                    && System.nanoTime() - atNanos > ASK_AGAIN.toNanos();
        }
    }

    /// The known commands, after asking the game if need be; empty if it cannot be asked now.
    CompletableFuture<List<KnownCommand>> known() {
        Dialect.@Nullable Help help = game.dialect().help();
        Game.GameReport report = game.report();
        if (!enabled || help == null || !canAnswer(report)) {
            return CompletableFuture.completedFuture(List.of());
        }
        Asked now;
        lock.lock();
        try {
            Asked before = asked;
            if (before != null && before.isFor(report.startedAt()) && !before.isWorthAnotherTry()) {
                return before.commands();
            }
            now = new Asked(report.startedAt(), System.nanoTime(), new CompletableFuture<>());
            asked = now;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("command-help").start(() -> ask(help, now.answer));
        return now.commands();
    }

    private static boolean canAnswer(Game.GameReport report) {
        return report.isHere()
                && report.inputClosed() == null
                && (report.state() instanceof GameState.Running
                        || report.state() instanceof GameState.Following);
    }

    private void ask(Dialect.Help help, CompletableFuture<Answer> answer) {
        var listener = new HelpListener(help.reader());
        console.markAsides(listener);
        try {
            commands.send(
                    new Commands.Sender(Caller.GATEWAY, null, "command-help"),
                    help.command(),
                    listener::note);
            listener.awaitEnd(PATIENCE, QUIET);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the game could not be asked for its commands", e);
        } finally {
            console.markAsides(null);
            answer.complete(listener.answer());
        }
    }
}
