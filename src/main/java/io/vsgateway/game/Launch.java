package io.vsgateway.game;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the game process is started.
///
/// @param mode `managed` or `demo`
/// @param command the program and its arguments
/// @param workingDir empty: the gateway's own
record Launch(String mode, List<String> command, Optional<Path> workingDir) {
    Launch {
        command = List.copyOf(command);
    }

    /// Starts it over pipes. Its environment is the gateway's without every setting of the
    /// gateway's: keys must not leak into the game.
    Process start() throws IOException {
        var builder = new ProcessBuilder(command);
        workingDir.ifPresent(dir -> builder.directory(dir.toFile()));
        builder.environment().keySet().removeIf(Launch::isGatewaySetting);
        return builder.start();
    }

    // The configuration also reads `vs.api-key.admin` and the like as names of variables.
    static boolean isGatewaySetting(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("VS_") || name.startsWith("VS.");
    }
}
