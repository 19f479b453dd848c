package io.vsgateway.cli.game;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.GatewayApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `vs-gateway status`: what the game is doing.
@Command(
        name = "status",
        description = "Tells how the game is: its state, who plays, its process, its last run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the game is ready, or others run it and it is followed",
            "1:the gateway could not be reached or did not allow it",
            "2:a wrong option, or no key",
            "3:with --wait: it is not ready in time",
            "4:it is not ready"
        })
public final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Target target = new Target();
    @Mixin private Waiting waiting = new Waiting();

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return target.ask("status", surroundings, this::tell);
    }

    private int tell(GatewayApi api) throws InterruptedException {
        GameView game =
                waiting.isWanted()
                        ? waiting.until(now -> isGood(now) || now.rests(), api)
                        : new GameView(api.server());
        if (target.json()) {
            Target.print(surroundings, game.json());
        } else {
            game.lines().forEach(surroundings.out()::println);
        }
        return isGood(game) ? 0 : Target.NOT_SO;
    }

    private static boolean isGood(GameView game) {
        return game.isReady() || game.state().equals("following");
    }
}
