package io.vsgateway.game.pipes;

import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.Launch;
import io.vsgateway.kernel.ChildPipe;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.Orphans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Starts games over pipes.
///
/// @param launch what to start
public record PipedLauncher(Launch launch) implements GameProcess.Launcher {
    @Override
    public GameProcess start(String mark) throws IOException {
        ProcessBuilder builder = launch.builder(launch.command());
        builder.environment().put(Family.VARIABLE, mark);
        boolean everywhere = !Orphans.adopt();
        try (ChildPipe stdin = pipe();
                ChildPipe stdout = pipe();
                ChildPipe stderr = pipe()) {
            builder.redirectInput(stdin.readEnd());
            builder.redirectOutput(stdout.writeEnd());
            builder.redirectError(stderr.writeEnd());
            var family = new Family(mark, Set.of(stdout.name(), stderr.name()), everywhere);
            return start(builder, family, Ends.of(stdin, stdout, stderr));
        }
    }

    /// The gateway's ends of the game's pipes, opened before it runs: later there may be no
    /// descriptor left.
    record Ends(FileChannel stdin, FileChannel stdout, FileChannel stderr) {
        static Ends of(ChildPipe stdin, ChildPipe stdout, ChildPipe stderr) {
            List<FileChannel> opened = new ArrayList<>();
            try {
                opened.add(stdin.writer());
                opened.add(stdout.reader());
                opened.add(stderr.reader());
            } catch (IOException e) {
                opened.forEach(PipedProcess::close);
                throw new UncheckedIOException(e);
            }
            return new Ends(opened.get(0), opened.get(1), opened.get(2));
        }

        void close() {
            Stream.of(stdin, stdout, stderr).forEach(PipedProcess::close);
        }
    }

    private static GameProcess start(ProcessBuilder builder, Family family, Ends ends)
            throws IOException {
        Process process = null;
        try {
            process = Launch.start(builder, family);
            family.add(process.pid());
            return new PipedProcess(process, family, ends);
        } catch (IOException | RuntimeException | Error e) {
            ends.close();
            if (process != null) {
                // A game that cannot be looked after must not run.
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private static ChildPipe pipe() {
        try {
            return ChildPipe.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
