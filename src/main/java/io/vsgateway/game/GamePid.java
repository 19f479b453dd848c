package io.vsgateway.game;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The file `game.pid` in the data folder: it says which process the game is, so that a gateway
/// that was killed and starts again does not run a second game on the same world.
///
/// Three lines: process number, [ProcessMark], command line (for the reader only).
final class GamePid {
    private static final Logger LOG = Logger.getLogger(GamePid.class);

    private final Path file;

    GamePid(Path dataDir) {
        this.file = dataDir.resolve("game.pid");
    }

    /// Replaces the file in one step.
    void write(long pid, List<String> command) throws IOException {
        String mark = ProcessMark.of(pid).map(ProcessMark::value).orElse("");
        Path fresh = file.resolveSibling("game.pid.new");
        String content = pid + "\n" + mark + "\n" + String.join(" ", command) + "\n";
        PrivateFiles.write(fresh, content.getBytes(StandardCharsets.UTF_8));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("could not remove %s: %s", file, e.getMessage());
        }
    }

    /// The game that an earlier gateway started and that still runs. Empty also if the process of
    /// that number is another one.
    ///
    /// @throws IOException if there is a file and it cannot be read
    Optional<ProcessHandle> leftBehind() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2 || !lines.getFirst().matches("\\d{1,18}")) {
            LOG.warnf("%s is damaged and is not heeded", file);
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst());
        var recorded = new ProcessMark(lines.get(1));
        return ProcessMark.of(pid).filter(recorded::equals).flatMap(_ -> ProcessHandle.of(pid));
    }
}
