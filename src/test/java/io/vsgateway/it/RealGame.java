package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A real game server of this machine, as a script of `src/test/games` runs it: on a free port of
/// the loopback interface, and in a new folder, which is deleted when this is closed.
public record RealGame(String name, int port, Path lab) implements AutoCloseable {
    public static RealGame of(String name) {
        try {
            return new RealGame(
                    name, FreePort.get(), Files.createTempDirectory("vs-games-" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String script(String name) {
        return Path.of("src", "test", "games", name + ".sh").toAbsolutePath().toString();
    }

    /// What starts it; the script becomes the game, so the process is the game's.
    ///
    /// The gateway keeps its `VS_…` variables from the game, and with them the place where the
    /// games are installed: `env` gives it back.
    List<String> command() {
        String home = Objects.requireNonNullElse(System.getenv("VS_GAMES_HOME"), "");
        return List.of(
                "env",
                "PORT=" + port,
                "BIND=127.0.0.1",
                "LAB=" + lab,
                "VS_GAMES_HOME=" + home,
                "sh",
                script(name));
    }

    /// The same as a line for `VS_GAME_COMMAND` or a shell.
    public String commandLine() {
        return String.join(
                " ",
                command().stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
    }

    /// A gateway that runs it, still without patterns.
    public GatewayProcess.Builder gateway() {
        return GatewayProcess.with()
                .set("VS_GAME_COMMAND", commandLine())
                .set("VS_GAME_DIALECT", "plain");
    }

    @Override
    public void close() {
        try {
            Scratch.delete(lab);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
