package io.vsgateway.console;

import io.vsgateway.access.Right;
import io.vsgateway.console.command.CommandSettings;
import io.vsgateway.console.command.Commands;
import io.vsgateway.console.command.Outcome;
import io.vsgateway.game.Receipt;
import io.vsgateway.session.Door;
import io.vsgateway.session.Guest;
import io.vsgateway.session.Session;
import io.vsgateway.time.RateLimit;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client that watches the console and sends commands. Its messages arrive one after another on
/// its event loop; receipts may come from any thread.
final class Viewer implements Guest {
    private final Session session;
    private final Format format;
    private final Door door;
    private final Commands commands;
    private final CommandSettings limits;

    /// Null before the first command: most clients only watch.
    private @Nullable RateLimit commandRate;

    /// The rate of everything else that a client sends, so that it cannot keep the gateway busy
    /// with that, and so that its pings are answered while it sends commands too fast. Null before
    /// the first.
    private @Nullable RateLimit otherRate;

    private long unnamed;

    Viewer(Session session, Format format, Door door, Commands commands, CommandSettings limits) {
        this.session = session;
        this.format = format;
        this.door = door;
        this.commands = commands;
        this.limits = limits;
    }

    @Override
    public String place() {
        return "console";
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void message(String text) {
        switch (ClientMessage.parse(text, format)) {
            case ClientMessage.Command command -> command(command);
            case ClientMessage other -> {
                if (mayGoOn()) {
                    other(other);
                }
            }
        }
    }

    private void other(ClientMessage message) {
        switch (message) {
            case ClientMessage.Receipts(List<String> ids) -> tellOf(ids);
            case ClientMessage.Ping(String id) -> session.send(new Frame.Pong(Instant.now(), id));
            case ClientMessage.Auth(String token) -> door.renew(session, token);
            case ClientMessage.Invalid(ErrorCode code, String why) -> error(code, why);
            case ClientMessage.Pong _, ClientMessage.Command _ -> {}
        }
    }

    private void command(ClientMessage.Command command) {
        var sender = new Commands.Sender(session.caller(), session.id(), idOf(command));
        long now = System.nanoTime();
        if (commandRate == null) {
            commandRate = new RateLimit(limits.perSecond(), limits.abuse(), now);
        }
        switch (commandRate.take(now)) {
            case PASS ->
                    commands.send(
                            sender, command.content(), receipt -> answer(sender.id(), receipt));
            case REFUSE -> {
                commands.refuse(
                        sender,
                        command.content(),
                        "too many commands per second",
                        receipt -> answer(sender.id(), receipt));
                error(ErrorCode.RATE_LIMITED, "too many commands per second: one was not taken");
            }
            case CUT_OFF -> session.close(CloseCode.TOO_MANY_MESSAGES);
        }
    }

    private void tellOf(List<String> ids) {
        if (!session.caller().may(Right.SEND_COMMANDS)) {
            error(ErrorCode.FORBIDDEN, "the role may not send commands");
            return;
        }
        for (String id : new LinkedHashSet<>(ids)) {
            commands.follow(session.caller(), id, outcome -> answer(id, outcome));
        }
    }

    private boolean mayGoOn() {
        long now = System.nanoTime();
        if (otherRate == null) {
            otherRate = new RateLimit(limits.perSecond(), limits.abuse(), now);
        }
        return switch (otherRate.take(now)) {
            case PASS -> true;
            case REFUSE -> {
                error(ErrorCode.RATE_LIMITED, "too many messages per second: one was not taken");
                yield false;
            }
            case CUT_OFF -> {
                session.close(CloseCode.TOO_MANY_MESSAGES);
                yield false;
            }
        };
    }

    private String idOf(ClientMessage.Command command) {
        @Nullable String id = command.id();
        return id == null ? "c" + ++unnamed : id;
    }

    private void answer(String id, Receipt receipt) {
        answer(id, commands.outcome(receipt));
    }

    private void answer(String id, Outcome outcome) {
        session.send(
                new Frame.Receipt(
                        Instant.now(), id, outcome.status(), outcome.reason(), outcome.line()));
    }

    @Override
    public void error(ErrorCode code, String message) {
        session.send(new Frame.Error(Instant.now(), code, message));
    }
}
