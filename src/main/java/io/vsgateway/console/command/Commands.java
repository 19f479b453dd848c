package io.vsgateway.console.command;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Game;
import io.vsgateway.game.Receipt;
import io.vsgateway.settings.Live;
import io.vsgateway.text.Masking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way of a command from a caller to the game: policy, audit, queue, receipts. The caller of
/// these methods has already checked the rate. Never blocks.
@ApplicationScoped
public class Commands {
    private final Live<CommandPolicy> policy;
    private final Game game;
    private final ConsoleBuffer console;
    private final AuditLog audit;
    private final UnderWay underWay = new UnderWay();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public Commands(Live<CommandPolicy> policy, Game game, ConsoleBuffer console, AuditLog audit) {
        this.console = console;
        this.policy = policy;
        this.game = game;
        this.audit = audit;
    }

    /// Who sends a command, and the id by which its receipts are found.
    ///
    /// @param connection the WebSocket connection, null for REST
    public record Sender(Caller caller, @Nullable String connection, String id) {
        /// As the gateway that has the game hears of it.
        public Game.Sender forGame() {
            return new Game.Sender(
                    caller.name(),
                    caller.role().wireName(),
                    caller.address().text(),
                    connection,
                    id,
                    caller.source());
        }
    }

    /// Sends a command. The listener gets the first receipt before this returns, unless another
    /// gateway has the game.
    public void send(Sender sender, String text, Consumer<Receipt> listener) {
        switch (judge(sender.caller(), text)) {
            case CommandVerdict.Refused(String why) -> refuse(sender, text, why, listener);
            case CommandVerdict.Allowed(String command) -> {
                String told = told(command);
                var way = underWay.begin(sender.caller().name(), sender.id());
                game.submit(
                        sender.forGame(),
                        command,
                        receipt -> {
                            record(sender, told, receipt);
                            listener.accept(receipt);
                            way.came(outcome(receipt));
                        });
            }
        }
    }

    /// How far a command of this caller has come, as far as that is remembered, also by the audit
    /// of a former gateway, or by the gateway that has the game.
    public CompletionStage<Outcome> outcome(Caller caller, String id) {
        Outcome now = underWay.latest(caller.name(), id);
        var outcome = new CompletableFuture<Outcome>();
        if (now != null) {
            outcome.complete(now);
        } else {
            lookUp(caller, id, false, outcome::complete);
        }
        return outcome;
    }

    /// Tells the listener [#outcome] and, if more comes, that as well, in order. The listener must
    /// not block; it may be called by any thread, and before this returns.
    public void follow(Caller caller, String id, Consumer<Outcome> listener) {
        if (!underWay.follow(caller.name(), id, listener)) {
            lookUp(caller, id, true, listener);
        }
    }

    /// Of what is not under way here the gateway that has the game may know more, as it may have
    /// been sent by a third one.
    private void lookUp(Caller caller, String id, boolean isFollowed, Consumer<Outcome> listener) {
        Game.Owner owner = game.owner();
        if (owner == null) {
            listener.accept(remembered(caller, id));
            return;
        }
        owner.progress(
                new Sender(caller, null, id).forGame(),
                isFollowed,
                progress -> listener.accept(outcome(progress, remembered(caller, id))));
    }

    private Outcome remembered(Caller caller, String id) {
        return audit.latestOf(caller.name(), id).map(Outcome::recorded).orElse(Outcome.UNKNOWN);
    }

    private Outcome outcome(Optional<Game.Progress> told, Outcome own) {
        if (told.isEmpty()) {
            return own.isUnknown() ? Outcome.OUT_OF_REACH : own;
        }
        Game.Progress there = told.get();
        var outcome =
                new Outcome(
                        there.status(),
                        there.reason().isEmpty() ? null : there.reason(),
                        there.line() == 0 ? null : console.idOf(there.line()),
                        there.isFinal());
        return outcome.isUnknown() ? own : outcome;
    }

    /// Why a command of this caller would be refused, by the rules; empty if it would not.
    public Optional<String> refusal(Caller caller, String text) {
        return judge(caller, text) instanceof CommandVerdict.Refused(String why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /// What would become of a command of this caller, if it were sent now: by the rules, not by how
    /// the game is. It leaves no trace.
    CommandVerdict judge(Caller caller, String text) {
        if (!caller.may(Right.SEND_COMMANDS)) {
            return new CommandVerdict.Refused("the role may not send commands");
        }
        CommandVerdict verdict = policy.get().judge(text);
        return verdict instanceof CommandVerdict.Allowed(String command) && !caller.maySend(command)
                ? new CommandVerdict.Refused("not among the commands of this key")
                : verdict;
    }

    /// Rejects a command that was not even looked at, such as one beyond the rate.
    public void refuse(Sender sender, String text, String why, Consumer<Receipt> listener) {
        var rejected = new Receipt.Rejected(why);
        record(sender, told(shortened(text)), rejected);
        listener.accept(rejected);
    }

    /// A command as the audit may record it: where any text may be a command, it may be the answer
    /// to a question for a secret.
    private String told(String command) {
        return policy.get().prefix().isEmpty() && console.asksForSecret() ? Masking.MASK : command;
    }

    private static String shortened(String text) {
        return text.length() <= 1024 ? text : text.substring(0, 1024) + "…";
    }

    private void record(Sender sender, String command, Receipt receipt) {
        counts.computeIfAbsent(receipt.status(), _ -> new LongAdder()).increment();
        switch (receipt) {
            // A caller without the right can send these at will: they are counted, but leave no
            // record that could push out one that matters.
            case Receipt.Rejected _ when !sender.caller().may(Right.SEND_COMMANDS) ->
                    audit.leaveOut(sender.caller());
            case Receipt.Rejected _ ->
                    audit.refuse(
                            "command",
                            sender.caller(),
                            () -> entry("command", sender, command, receipt));
            case Receipt.Accepted _ -> audit.add(entry("command", sender, command, receipt));
            case Receipt.Written _, Receipt.Confirmed _, Receipt.TimedOut _ ->
                    audit.add(entry("receipt", sender, command, receipt));
        }
    }

    private static AuditRecord entry(String event, Sender sender, String command, Receipt receipt) {
        return AuditRecord.of(
                event,
                sender.caller(),
                sender.connection(),
                sender.id(),
                command,
                receipt.status(),
                receipt.reason());
    }

    /// How far a command has come by this receipt.
    public Outcome outcome(Receipt receipt) {
        String line =
                receipt instanceof Receipt.Confirmed(long offset) && offset > 0
                        ? console.idOf(offset)
                        : null;
        return Outcome.of(receipt, line);
    }

    /// How many receipts of this status were given.
    public long count(String status) {
        LongAdder count = counts.get(status);
        return count == null ? 0 : count.sum();
    }
}
