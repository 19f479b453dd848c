package io.vsgateway.channel.bridge;

import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Asks the game for the time of its world, by a command that goes the way of all commands. The
/// answer is on the console, where [ConsoleBridge] finds it like any other.
@ApplicationScoped
class TimeQuestion {
    private static final Logger LOG = Logger.getLogger(TimeQuestion.class);

    private final Game game;
    private final Commands commands;

    TimeQuestion(Game game, Commands commands) {
        this.game = game;
        this.commands = commands;
    }

    /// Asks once, if the game can answer now; does not wait for it.
    void ask() {
        try {
            Game.GameReport report = game.report();
            if (report.ready() && report.inputClosed() == null) {
                game.dialect().timeCommand().ifPresent(this::send);
            }
        } catch (RuntimeException e) {
            LOG.error("the game was not asked for its time", e);
        }
    }

    private void send(String command) {
        commands.send(new Commands.Sender(ChatToGame.BRIDGE, null, "time"), command, _ -> {});
    }
}
