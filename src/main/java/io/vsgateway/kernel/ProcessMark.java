package io.vsgateway.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Distinguishes a running process from a later one with the same number: the boot and the clock
/// tick at which it started. Unlike a time of day, these do not change when the clock is set.
public record ProcessMark(String value) {
    private static final Path PROC = Path.of("/proc");

    /// The mark of a running process; empty if there is none. A zombie does not run.
    ///
    /// @throws UncheckedIOException if it cannot be determined, such as when no descriptors are
    ///   left
    public static Optional<ProcessMark> of(long pid) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return withoutProc(pid);
        }
        try {
            // The name, in parentheses, may contain spaces and parentheses; see proc_pid_stat(5).
            // It need not be UTF-8 either.
            String stat =
                    Files.readString(
                            PROC.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            return of(boot(), stat);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException _) {
            // It ended while being looked at.
            return Optional.empty();
        }
    }

    /// The same, from the contents of `/proc/sys/kernel/random/boot_id` and `/proc/PID/stat` as
    /// they were at some time.
    public static Optional<ProcessMark> of(String boot, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        String state = fields[0];
        String startTicks = fields[19];
        return state.equals("Z") || state.equals("X")
                ? Optional.empty()
                : Optional.of(new ProcessMark(boot + ":" + startTicks));
    }

    /// Names the run of the machine.
    public static String boot() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    private static Optional<ProcessMark> withoutProc(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(start -> new ProcessMark(start.toString()));
    }
}
