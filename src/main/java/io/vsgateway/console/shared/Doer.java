package io.vsgateway.console.shared;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.CommandHelp;
import io.vsgateway.console.command.Commands;
import io.vsgateway.console.command.Outcome;
import io.vsgateway.feed.Position;
import io.vsgateway.game.Game;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.elsewhere.Answer;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.Errand;
import io.vsgateway.server.Countdown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.function.Consumer;

/// Does what callers of other gateways ask of this one's game. They have been let in there; what
/// they may do is judged here once more, by the rights of their role and by this gateway's policy,
/// and stands in its audit under their name and address.
@ApplicationScoped
class Doer {
    private static final String TOO_LATE = "it came too late to the gateway that has the game";

    private final Game game;
    private final Commands commands;
    private final CommandHelp help;
    private final AuditLog audit;
    private final Countdown countdown;

    Doer(Game game, Commands commands, CommandHelp help, AuditLog audit, Countdown countdown) {
        this.game = game;
        this.commands = commands;
        this.help = help;
        this.audit = audit;
        this.countdown = countdown;
    }

    /// Does it. The answers come at once and later, on any thread.
    void carryOut(Ask ask, Consumer<Answer> answers) {
        Game.Sender by = ask.sender();
        Caller caller = caller(by);
        long number = ask.number();
        switch (ask.errand()) {
            case Errand.Command(String text) ->
                    commands.send(
                            sender(caller, by),
                            text,
                            receipt -> answers.accept(Answer.of(number, receipt)));
            case Errand.Now(Game.Request request) ->
                    answers.accept(Answer.of(number, now(request, caller, by)));
            case Errand.Later later -> answers.accept(Answer.of(number, later(later, caller, by)));
            case Errand.CallOff _ -> answers.accept(callOff(number, caller, by));
            case Errand.KnownCommands _ -> tell(number, caller, answers);
            case Errand.HowFar(boolean isFollowed) ->
                    tellOf(by.id() == null ? "" : by.id(), isFollowed, number, caller, answers);
            case Errand.Unknown _ -> answers.accept(refusal(number, "this is not known here"));
        }
    }

    private static Caller caller(Game.Sender by) {
        return Caller.elsewhere(by.name(), by.role(), by.address());
    }

    private static Commands.Sender sender(Caller caller, Game.Sender by) {
        return new Commands.Sender(caller, by.connection(), by.id() == null ? "" : by.id());
    }

    private Game.Outcome now(Game.Request request, Caller caller, Game.Sender by) {
        if (!caller.may(Right.CONTROL_GAME)) {
            return notTheirs();
        }
        Game.Outcome outcome =
                switch (request) {
                    case START -> game.start();
                    case STOP -> game.stop();
                    case RESTART -> game.restart();
                    case KILL -> game.kill();
                };
        if (outcome instanceof Game.Outcome.Begun) {
            // What is done now leaves nothing to come.
            boolean _ = countdown.cancel();
        }
        return recorded(request.label(), caller, by, outcome);
    }

    private Game.Outcome later(Errand.Later later, Caller caller, Game.Sender by) {
        if (!caller.may(Right.CONTROL_GAME)) {
            return notTheirs();
        }
        Game.Outcome outcome =
                countdown.begin(later.request(), later.left(), later.announcement(), caller);
        return recorded(Countdown.label(later.request(), later.left()), caller, by, outcome);
    }

    private Answer callOff(long number, Caller caller, Game.Sender by) {
        if (!caller.may(Right.CONTROL_GAME)) {
            return Answer.of(number, notTheirs());
        }
        if (!countdown.cancel()) {
            return Answer.ofNothing(number);
        }
        return Answer.of(
                number, recorded(Countdown.CALLED_OFF, caller, by, new Game.Outcome.Begun()));
    }

    private void tell(long number, Caller caller, Consumer<Answer> answers) {
        if (!caller.may(Right.SEND_COMMANDS)) {
            answers.accept(refusal(number, "the role may not send commands"));
            return;
        }
        help.known().thenAccept(known -> answers.accept(Answer.of(number, known)));
    }

    private void tellOf(
            String id, boolean isFollowed, long number, Caller caller, Consumer<Answer> answers) {
        Consumer<Outcome> listener =
                outcome -> answers.accept(Answer.of(number, progress(outcome)));
        if (!caller.may(Right.SEND_COMMANDS)) {
            answers.accept(refusal(number, "the role may not send commands"));
        } else if (isFollowed) {
            commands.follow(caller, id, listener);
        } else {
            commands.outcome(caller, id).thenAccept(listener);
        }
    }

    private static Game.Progress progress(Outcome outcome) {
        String line = outcome.line();
        return new Game.Progress(
                outcome.status(),
                Objects.requireNonNullElse(outcome.reason(), ""),
                line == null ? 0 : Position.parse(line).map(Position::offset).orElse(0L),
                outcome.isFinal());
    }

    private static Game.Outcome notTheirs() {
        return new Game.Outcome.Refused("the role may not control the game");
    }

    private static Answer refusal(long number, String why) {
        return Answer.of(number, new Game.Outcome.Refused(why));
    }

    private Game.Outcome recorded(
            String action, Caller caller, Game.Sender by, Game.Outcome outcome) {
        switch (outcome) {
            case Game.Outcome.Begun _ -> audit.add(entry(action, caller, by, "accepted", ""));
            case Game.Outcome.Refused(String reason) ->
                    audit.refuse(
                            "server", caller, () -> entry(action, caller, by, "rejected", reason));
        }
        return outcome;
    }

    private static AuditRecord entry(
            String action, Caller caller, Game.Sender by, String result, String reason) {
        return AuditRecord.of("server", caller, by.connection(), by.id(), action, result, reason);
    }

    /// Does not do it, since it comes too late, and tells so. The audit has it, too: who asked may
    /// have been told that it may have been done.
    Answer tooLate(Ask ask) {
        Game.Sender by = ask.sender();
        Caller caller = caller(by);
        switch (ask.errand()) {
            case Errand.Command(String text) ->
                    commands.refuse(sender(caller, by), text, TOO_LATE, _ -> {});
            case Errand.Now(Game.Request request) -> refuseLate(request.label(), caller, by);
            case Errand.Later later ->
                    refuseLate(Countdown.label(later.request(), later.left()), caller, by);
            case Errand.CallOff _ -> refuseLate(Countdown.CALLED_OFF, caller, by);
            case Errand.KnownCommands _, Errand.HowFar _, Errand.Unknown _ -> {
                // Nothing would have been done.
            }
        }
        return Answer.of(ask.number(), new Receipt.Rejected(TOO_LATE));
    }

    private void refuseLate(String action, Caller caller, Game.Sender by) {
        if (caller.may(Right.CONTROL_GAME)) {
            Game.Outcome _ = recorded(action, caller, by, new Game.Outcome.Refused(TOO_LATE));
        }
    }
}
