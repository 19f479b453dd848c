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
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The commands that the game says it understands. If another gateway has it, that one is asked.
/// Otherwise the game is asked when somebody wants to know and it is running, once per run, with
/// its own help command. That takes the way of all commands (policy, queue, audit), sent by the
/// gateway itself. The echo and the answer appear on the console like all lines, as asides. The
/// question is repeated only if the game did not take it.
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
    /// @param wasTaken whether the game was seen to take it, or its gateway knew an answer
    record Answer(boolean wasTaken, List<KnownCommand> commands) {}

    /// A run of the game, as it is known here.
    ///
    /// @param console the run of the console, which another gateway may begin anew
    /// @param begin when it began; null if that is not known
    private record Run(String console, @Nullable Instant begin) {}

    private record Asked(Run run, long atNanos, CompletableFuture<Answer> answer) {
        CompletableFuture<List<KnownCommand>> commands() {
            return answer.thenApply(Answer::commands);
        }

        boolean isWorthAnotherTry() {
            return answer.isDone()
                    && !answer.join().wasTaken()
                    && System.nanoTime() - atNanos > ASK_AGAIN.toNanos();
        }
    }

    /// The known commands, after asking the game if need be, or the gateway that has it; empty if
    /// it cannot be asked now.
    public CompletableFuture<List<KnownCommand>> known() {
        Game.GameReport report = game.report();
        Consumer<CompletableFuture<Answer>> question = question();
        if (!enabled || question == null || !canAnswer(report)) {
            return CompletableFuture.completedFuture(List.of());
        }
        var run = new Run(console.epoch(), report.startedAt());
        Asked now;
        lock.lock();
        try {
            Asked before = asked;
            if (before != null && before.run.equals(run) && !before.isWorthAnotherTry()) {
                return before.commands();
            }
            now = new Asked(run, System.nanoTime(), new CompletableFuture<>());
            asked = now;
        } finally {
            lock.unlock();
        }
        question.accept(now.answer);
        return now.commands();
    }

    private static boolean canAnswer(Game.GameReport report) {
        return report.inputClosed() == null
                && (report.state() instanceof GameState.Running
                        || report.state() instanceof GameState.Following);
    }

    /// How the commands are asked for; null if nobody knows them.
    private @Nullable Consumer<CompletableFuture<Answer>> question() {
        Game.Owner owner = game.owner();
        if (owner != null) {
            return answer -> ask(owner, answer);
        }
        Dialect.Help help = game.dialect().help();
        return help == null
                ? null
                : answer -> Thread.ofVirtual().name("command-help").start(() -> ask(help, answer));
    }

    /// That gateway asks the game, if it has not done so yet.
    private static void ask(Game.Owner owner, CompletableFuture<Answer> answer) {
        owner.commands(sender().forGame())
                .thenAccept(known ->
                        answer.complete(
                                new Answer(
                                        known.filter(all -> !all.isEmpty()).isPresent(),
                                        known.orElse(List.of()))));
    }

    private static Commands.Sender sender() {
        return new Commands.Sender(Caller.GATEWAY, null, "command-help");
    }

    private void ask(Dialect.Help help, CompletableFuture<Answer> answer) {
        var listener = new HelpListener(help.reader());
        console.markAsides(listener);
        try {
            commands.send(sender(), help.command(), listener::note);
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
