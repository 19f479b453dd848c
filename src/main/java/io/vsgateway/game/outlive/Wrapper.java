package io.vsgateway.game.outlive;

import io.vsgateway.game.process.GameProcess;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The shell that starts a game, waits for it and writes down its exit code: only a parent learns
/// that code, and the gateway may be gone by then. It is in a session of its own, so that what is
/// typed at the gateway's terminal does not reach the game, and takes no notice of signals that
/// others send to everything. A file says who it is and when it began, so that another process with
/// its number is not taken for it.
///
/// It has none of the game's files open itself.
record Wrapper(GameFiles files) {
    private static final String SETSID = "setsid";

    /// Notes a process in a file: the run of the machine, and the status of the shell.
    private static final String NOTE =
            "read -r boot </proc/sys/kernel/random/boot_id; read -r stat </proc/$$/stat;"
                    + " printf '%s\\n%s\\n' \"$boot\" \"$stat\" >";

    /// Notes itself and becomes the game.
    private static final String INNER = "dir=$1; shift; " + NOTE + "\"$dir/game\"; exec \"$@\"";

    private static final String OUTER =
            "dir=$1 mark=$2; shift 2; "
                    + NOTE
                    + "\"$dir/wrapper\"; trap : HUP INT QUIT TERM USR1 USR2; "
                    // In a process of its own: some shells open the files of a command themselves.
                    + "(export "
                    + Family.VARIABLE
                    + "=\"$mark\"; exec sh -c '"
                    + INNER.replace("'", "'\\''")
                    + "' sh \"$dir\" \"$@\" 0<>\"$dir/stdin\" 1>>\"$dir/stdout\" 2>>\"$dir/stderr\");"
                    + " code=$?; printf '%s\\n' \"$code\" 1<>\"$dir/exit\"; exit \"$code\"";

    /// The command line that starts it with the game.
    List<String> words(String mark, List<String> game) {
        List<String> words = new ArrayList<>();
        if (isOnPath(SETSID)) {
            words.add(SETSID);
        }
        words.addAll(List.of("sh", "-c", OUTER, "sh", files.folder().toString(), mark));
        words.addAll(game);
        return words;
    }

    static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return List.of(path.split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }

    /// A process that was noted.
    record Noted(long pid, ProcessMark mark) {
        /// Whether it runs.
        boolean runs() {
            return ProcessMark.of(pid).filter(mark::equals).isPresent();
        }

        /// Whether it was of this run of the machine.
        boolean isOfThisBoot() {
            try {
                return mark.value().startsWith(ProcessMark.boot() + ":");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The wrapper, once it has noted itself.
    Optional<Noted> wrapper() {
        return noted(files.wrapper());
    }

    /// The game, once it has noted itself.
    Optional<Noted> game() {
        return noted(files.game());
    }

    private static Optional<Noted> noted(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            List<String> lines = text.lines().toList();
            if (lines.size() < 2 || !text.endsWith("\n")) {
                return Optional.empty();
            }
            String stat = lines.getLast();
            long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
            return ProcessMark.of(lines.getFirst(), stat).map(mark -> new Noted(pid, mark));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The exit code of the game, once it is written.
    OptionalInt exitCode() {
        try {
            String first = Files.readString(files.exit()).lines().findFirst().orElse("").strip();
            return first.matches("\\d{1,3}")
                    ? OptionalInt.of(Integer.parseInt(first))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /// When the exit code was written; empty if it was not.
    Optional<Instant> endedAt() {
        try {
            return exitCode().isPresent()
                    ? Optional.of(Files.getLastModifiedTime(files.exit()).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    int exitCodeOrUnknown() {
        return exitCode().orElse(GameProcess.UNKNOWN_EXIT_CODE);
    }
}
