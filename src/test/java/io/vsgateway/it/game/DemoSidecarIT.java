package io.vsgateway.it.game;

import io.vsgateway.it.GatewayProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/// The simulated Vintage Story server, which moves its logs to an archive at each start.
@Tag("many-starts")
class DemoSidecarIT extends SidecarContract {
    @Override
    List<Path> volumes() {
        return List.of(GatewayProcess.program());
    }

    @Override
    String gameCommand(Path shared, Path fifo) {
        String demo =
                GatewayProcess.command(
                                "demo",
                                "--rate=0",
                                "--start-time=200ms",
                                "--save-time=10ms",
                                "--data-path=" + shared)
                        .stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        return "%s <>'%s' >/dev/null".formatted(demo, fifo);
    }

    @Override
    GatewayProcess.Builder settings(GatewayProcess.Builder gateway, Path shared) {
        Path logs = shared.resolve("Logs");
        return gateway.set(
                "VS_GAME_LOG_FILES",
                logs.resolve("server-main.log") + "," + logs.resolve("server-chat.log"));
    }

    @Override
    String readyLine() {
        return "Dedicated Server now running on Port 42420 and all ips!";
    }

    @Override
    String say(String text) {
        return "/announce " + text;
    }
}
