package io.vsgateway.cli.game;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.GatewayApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `vs-gateway players`: who plays, a name a line.
@Command(
        name = "players",
        description = "Tells who plays, a name a line, in the order in which they came.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:that is who plays, if anybody",
            "1:the gateway could not be reached or did not allow it",
            "2:a wrong option, or no key",
            "3:no answer in time",
            "4:it is not known who plays"
        })
public final class PlayersCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Target target = new Target();

    public PlayersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return target.ask("players", surroundings, this::tell);
    }

    private int tell(GatewayApi api) throws InterruptedException {
        var game = new GameView(api.server());
        if (!game.knowsPlayers()) {
            surroundings.err().println("vs-gateway players: it is not known who plays");
            return Target.NOT_SO;
        }
        if (target.json()) {
            Target.print(surroundings, game.json().path("players"));
        } else {
            game.players().forEach(surroundings.out()::println);
        }
        return 0;
    }
}
