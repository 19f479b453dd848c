package io.vsgateway.it.game;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.RealGame;
import java.nio.file.Path;
import java.util.List;

/// freeciv, which prints to its log through a shell that empties it at each start.
@NeedsGame("freeciv")
class FreecivSidecarIT extends SidecarContract {
    @Override
    List<Path> volumes() {
        return List.of(Path.of(RealGame.script("freeciv")).getParent());
    }

    @Override
    String gameCommand(Path shared, Path fifo) {
        return "env LAB=/tmp/lab sh '%s' <>'%s' >'%s' 2>&1"
                .formatted(RealGame.script("freeciv"), fifo, shared.resolve("server.log"));
    }

    @Override
    GatewayProcess.Builder settings(GatewayProcess.Builder gateway, Path shared) {
        return FreecivIT.patterns(gateway)
                .set("VS_GAME_DIALECT", "plain")
                .set("VS_GAME_LOG_FILES", shared.resolve("server.log").toString());
    }

    @Override
    String readyLine() {
        return "For introductory help, type 'help'.";
    }

    @Override
    String say(String text) {
        return "lua cmd log.normal(\"" + text + "\")";
    }
}
