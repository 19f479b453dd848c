package io.vsgateway.game.outlive;

import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.MemorySize;
import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.BufferSettings;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.process.Launch;
import io.vsgateway.game.supervision.ManagedGame;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Games that outlive those who look after them, for tests: made, found again, and ended.
final class OutlivingGames {
    private OutlivingGames() {}

    /// What a console remembers, and its journal keeps.
    record Memory(int bufferLines, long bytes) implements BufferSettings {
        @Override
        public MemorySize bufferBytes() {
            return new MemorySize(BigInteger.valueOf(bytes));
        }
    }

    /// One gateway's part in the game of this folder; not started yet.
    ///
    /// @param dir no other one uses it
    /// @param watched sees what goes to the console
    static ManagedGame game(
            Path dir,
            List<String> command,
            GameSettings settings,
            ConsoleBuffer console,
            Memory memory,
            UnaryOperator<ConsoleLine.Sink> watched) {
        DataDirLock lock = DataDirLock.take(dir);
        String epoch = console.feed().end().epoch();
        var journal = new ConsoleJournal(dir, epoch, memory.bufferLines(), memory.bytes());
        journal.resume(console);
        return new ManagedGame(
                new OutliveLauncher(
                        new Launch("managed", command, Optional.of(dir)),
                        dir.toAbsolutePath(),
                        journal,
                        settings.ioUnreadMax().asLongValue()),
                settings,
                Dialects.of(settings),
                dir,
                lock,
                InstantSource.system(),
                watched.apply(console.sink()));
    }

    /// The processes of all games of this folder that noted their start.
    static List<Long> starts(Path dir) throws IOException {
        Path noted = dir.resolve("starts");
        return Files.exists(noted)
                ? Files.readAllLines(noted).stream().map(Long::valueOf).toList()
                : List.of();
    }

    /// Waits until what waits for them has written down how they ended.
    static void endAll(Path dir) throws IOException {
        for (long pid : starts(dir)) {
            Optional<ProcessHandle> game = ProcessHandle.of(pid);
            Optional<ProcessHandle> waiter =
                    game.flatMap(ProcessHandle::parent).filter(OutlivingGames::isShell);
            game.ifPresent(there -> {
                there.descendants().forEach(ProcessHandle::destroyForcibly);
                there.destroyForcibly();
            });
            waiter.ifPresent(there -> await().until(() -> !there.isAlive()));
        }
    }

    private static boolean isShell(ProcessHandle process) {
        return process.info()
                .command()
                .filter(file -> file.matches(".*/(sh|dash|bash)"))
                .isPresent();
    }

    /// The room that a file takes, whatever its size.
    static long bytesOnDisk(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return 512 * Long.parseLong(new String(stat.getInputStream().readAllBytes()).strip());
    }
}
