package io.vsgateway.console.shared;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.elsewhere.Answer;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.server.Countdown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/// Does what callers of other gateways ask of this one's game. They have been let in there; what
/// they may do is judged here once more, by the rights of their role and by this gateway's policy,
/// and stands in its audit under their name and address.
@ApplicationScoped
class Doer {
    private final Game game;
    private final Commands commands;
    private final AuditLog audit;
    private final Countdown countdown;

    Doer(Game game, Commands commands, AuditLog audit, Countdown countdown) {
        this.game = game;
        this.commands = commands;
        this.audit = audit;
        this.countdown = countdown;
    }

    /// Does it. The answers come at once and later, on any thread.
    void carryOut(Ask ask, Consumer<Answer> answers) {
        Game.Sender by = ask.sender();
        var caller = Caller.elsewhere(by.name(), by.role(), by.address());
        if (ask.isCommand()) {
            String id = by.id() == null ? "" : by.id();
            commands.send(
                    new Commands.Sender(caller, by.connection(), id),
                    ask.command(),
                    receipt -> answers.accept(Answer.of(ask.number(), receipt)));
        } else {
            Game.Outcome outcome =
                    ask.request()
                            .map(request -> request(request, caller, by))
                            .orElseGet(() -> new Game.Outcome.Refused("this is not known here"));
            answers.accept(Answer.of(ask.number(), outcome));
        }
    }

    private Game.Outcome request(Game.Request request, Caller caller, Game.Sender by) {
        if (!caller.may(Right.CONTROL_GAME)) {
            return new Game.Outcome.Refused("the role may not control the game");
        }
        Game.Outcome outcome =
                switch (request) {
                    case START -> game.start();
                    case STOP -> game.stop();
                    case RESTART -> game.restart();
                    case KILL -> game.kill();
                };
        switch (outcome) {
            case Game.Outcome.Begun _ -> {
                // What is done now leaves nothing to come.
                boolean _ = countdown.cancel();
                audit.add(entry(request, caller, by, "accepted", ""));
            }
            case Game.Outcome.Refused(String reason) ->
                    audit.refuse(
                            "server", caller, () -> entry(request, caller, by, "rejected", reason));
        }
        return outcome;
    }

    private static AuditRecord entry(
            Game.Request request, Caller caller, Game.Sender by, String result, String reason) {
        return AuditRecord.of(
                "server", caller, by.connection(), by.id(), request.label(), result, reason);
    }

    /// Tells that it is not done, since it comes too late.
    Answer tooLate(Ask ask) {
        return Answer.of(
                ask.number(),
                new Receipt.Rejected("it came too late to the gateway that has the game"));
    }
}
