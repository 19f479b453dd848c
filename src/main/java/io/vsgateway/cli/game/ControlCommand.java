package io.vsgateway.cli.game;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.GatewayApi;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/// `vs-gateway start`, `stop`, `restart` and `kill`: what the gateway does with its game.
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it has begun; with --wait: it is done",
            "1:it is not possible now, or with --wait: it did not succeed; or the gateway could not"
                    + " be reached or did not allow it",
            "2:a wrong option, or no key",
            "3:no answer in time, or with --wait: it is not done in time"
        })
public final class ControlCommand implements Callable<Integer> {
    private final Action action;
    private final Surroundings surroundings;

    @Mixin private Target target = new Target();
    @Mixin private Waiting waiting = new Waiting();
    private final Later later = new Later();

    private ControlCommand(Action action, Surroundings surroundings) {
        this.action = action;
        this.surroundings = surroundings;
    }

    /// What can be asked of the game.
    public enum Action {
        START("Starts the game, also after too many crashes. With --wait until it is ready."),
        STOP(
                "Stops the game: it is announced, the game saves, and ends. Now, or with --in later."
                        + " With --wait until it has ended."),
        RESTART(
                "Stops the game, if it runs, and starts it. Now, or with --in later. With --wait"
                        + " until it is ready again."),
        KILL("Ends the game at once. Nothing is saved. With --wait until it has ended.");

        private final String does;

        Action(String does) {
            this.does = does;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it may also be put off.
        private boolean canWait() {
            return this == STOP || this == RESTART;
        }

        private boolean isDone(GameView now, GameView before) {
            return switch (this) {
                case START, RESTART -> now.isReady() && now.pid() != before.pid();
                case STOP, KILL -> now.state().equals("stopped");
            };
        }
    }

    /// The command by which this is asked for.
    public static CommandLine of(Action action, Surroundings surroundings) {
        var control = new ControlCommand(action, surroundings);
        var command = new CommandLine(control);
        command.setCommandName(action.word());
        if (action.canWait()) {
            command.getCommandSpec()
                    .addMixin("later", CommandSpec.forAnnotatedObject(control.later));
        }
        command.getCommandSpec().usageMessage().description(action.does);
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        later.check(waiting.isWanted());
        return target.ask(action.word(), surroundings, this::control);
    }

    private int control(GatewayApi api) throws InterruptedException {
        if (later.isCalledOff()) {
            api.callOff();
            return told(new GameView(api.server()), true);
        }
        var before = new GameView(api.server());
        later.begin();
        var game = new GameView(api.control(action.word(), later.in(), later.announcement()));
        boolean isDone = true;
        if (waiting.isWanted()) {
            game = waiting.until(now -> isOver(now, before), api);
            isDone = action.isDone(game, before);
        }
        return told(game, isDone);
    }

    private int told(GameView game, boolean isDone) {
        if (target.json()) {
            Target.print(surroundings, game.json());
        } else {
            surroundings
                    .err()
                    .printf("vs-gateway %s: the game is %s%n", action.word(), game.headline());
        }
        return isDone ? 0 : 1;
    }

    /// What is asked for takes a moment to begin, and until then the game is as it was before.
    private boolean isOver(GameView now, GameView before) {
        if (isCalledOff(now, before)) {
            return true;
        }
        return action.isDone(now, before)
                || now.rests() && !now.since().equals(before.since()) && !isOnItsWay(now);
    }

    /// Of what is put off, nothing is to come any more, and the game is as it was.
    private boolean isCalledOff(GameView now, GameView before) {
        return !later.isDue() && !now.isComing(action.word()) && now.since().equals(before.since());
    }

    /// A restart passes through this state.
    private boolean isOnItsWay(GameView now) {
        return action == Action.RESTART && now.state().equals("stopped");
    }
}
