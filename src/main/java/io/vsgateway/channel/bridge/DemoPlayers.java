package io.vsgateway.channel.bridge;

import io.vsgateway.channel.world.Inhabitants;
import io.vsgateway.channel.world.WorldSettings;
import io.vsgateway.game.Game;
import io.vsgateway.game.Player;
import io.vsgateway.wire.channel.ChannelMessage.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Those who play in the demo, and no others, walk in the world, so that there is something to see
/// in it. Where the players of a real game are, its console does not tell.
@ApplicationScoped
class DemoPlayers implements Inhabitants {
    private final BridgeSettings settings;
    private final WorldSettings world;
    private final Game game;

    DemoPlayers(BridgeSettings settings, WorldSettings world, Game game) {
        this.settings = settings;
        this.world = world;
        this.game = game;
    }

    @Override
    public boolean areThere() {
        return settings.consoleToChannels() && game.report().mode().equals("demo");
    }

    @Override
    public Optional<Positions> now() {
        List<Player> players = game.report().players();
        return Optional.ofNullable(players)
                .filter(there -> !there.isEmpty())
                .map(there -> Stroll.of(there, world.plane(), System.nanoTime() / 1e9));
    }
}
