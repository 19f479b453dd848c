package io.vsgateway.game.process;

import io.vsgateway.kernel.ChildPipe;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.Orphans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// How to start the game process.
///
/// @param mode `managed` or `demo`
/// @param command the program and its arguments
/// @param workingDir empty: the gateway's own
public record Launch(String mode, List<String> command, Optional<Path> workingDir) {
    private static final Logger LOG = Logger.getLogger(Launch.class);

    /// The system is temporarily short of something: a process, memory, a descriptor.
    private static final Pattern SHORTAGE = Pattern.compile("error[:=] ?(11|12|23|24)\\b");

    public Launch {
        command = List.copyOf(command);
    }

    /// A process that was just started.
    ///
    /// @param family the process and whatever comes of it
    /// @param stdin where it reads; the receiver closes this and the other pipes
    record Started(
            Process process,
            Family family,
            FileChannel stdin,
            FileChannel stdout,
            FileChannel stderr) {
        void close() {
            Stream.of(stdin, stdout, stderr).forEach(Launch::close);
        }
    }

    /// Starts the game over pipes. Its environment is the gateway's without any of the gateway's
    /// settings: keys must not leak into the game.
    ///
    /// @param mark its family's mark, unique to it
    /// @throws IOException if it cannot be started
    /// @throws UncheckedIOException if it cannot be started now, for a reason outside the game
    Started start(String mark) throws IOException {
        var builder = new ProcessBuilder(command);
        workingDir.ifPresent(dir -> builder.directory(dir.toFile()));
        builder.environment().keySet().removeIf(Launch::isGatewaySetting);
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
    private record Ends(FileChannel stdin, FileChannel stdout, FileChannel stderr) {
        static Ends of(ChildPipe stdin, ChildPipe stdout, ChildPipe stderr) {
            List<FileChannel> opened = new ArrayList<>();
            try {
                opened.add(stdin.writer());
                opened.add(stdout.reader());
                opened.add(stderr.reader());
            } catch (IOException e) {
                opened.forEach(Launch::close);
                throw new UncheckedIOException(e);
            }
            return new Ends(opened.get(0), opened.get(1), opened.get(2));
        }

        void close() {
            Stream.of(stdin, stdout, stderr).forEach(Launch::close);
        }
    }

    private static Started start(ProcessBuilder builder, Family family, Ends ends)
            throws IOException {
        Process process = null;
        try {
            process = start(builder, family);
            family.add(process.pid());
            return new Started(process, family, ends.stdin, ends.stdout, ends.stderr);
        } catch (IOException | RuntimeException | Error e) {
            ends.close();
            if (process != null) {
                // A game that cannot be looked after must not run.
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private static void close(FileChannel pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            LOG.debug("a pipe of the game's could not be closed", e);
        }
    }

    private static Process start(ProcessBuilder builder, Family family) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (SHORTAGE.matcher(String.valueOf(e.getMessage())).find()) {
                throw new UncheckedIOException(e);
            }
            throw e;
        } catch (OutOfMemoryError e) {
            // The JDK needs a thread to wait for the process, and asks for it only when the process
            // runs.
            family.kill();
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

    // The configuration also accepts variable names such as `vs.api-key.admin`.
    public static boolean isGatewaySetting(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("VS_") || name.startsWith("VS.");
    }
}
