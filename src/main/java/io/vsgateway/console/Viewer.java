package io.vsgateway.console;

import io.vsgateway.game.Receipt;
import io.vsgateway.session.Session;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One client that watches the console and sends commands. Its messages come one after another on
/// its event loop; receipts may come from any thread.
final class Viewer {
    private final Session session;
    private final Commands commands;
    private final ConsoleSettings.Commands limits;

    /// Null before the first command: most clients only watch.
    private @Nullable RateLimit rate;

    private long unnamed;

    Viewer(Session session, Commands commands, ConsoleSettings.Commands limits) {
        this.session = session;
        this.commands = commands;
        this.limits = limits;
    }

    Session session() {
        return session;
    }

    void command(ClientMessage.Command command) {
        var sender = new Commands.Sender(session.caller(), session.id(), idOf(command));
        switch (takeRate()) {
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

    /// Whether a new credential may be tried now: as often as commands, as one could guess keys.
    boolean mayTry() {
        return switch (takeRate()) {
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

    private RateLimit.Answer takeRate() {
        long now = System.nanoTime();
        if (rate == null) {
            rate = new RateLimit(limits.perSecond(), limits.abuse(), now);
        }
        return rate.take(now);
    }

    private String idOf(ClientMessage.Command command) {
        @Nullable String id = command.id();
        return id == null ? "c" + ++unnamed : id;
    }

    private void answer(String id, Receipt receipt) {
        String reason = receipt.reason().isEmpty() ? null : receipt.reason();
        session.send(new Frame.Receipt(Instant.now(), id, receipt.status(), reason));
    }

    void error(ErrorCode code, String message) {
        session.send(new Frame.Error(Instant.now(), code, message));
    }
}
