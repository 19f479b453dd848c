package io.vsgateway.cli.options;

import io.vsgateway.doctor.word.Quotes;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a command gets from the process it runs in, so that a test can replace it. Streams are
/// UTF-8 whatever the locale says: the console of a game is.
///
/// @param out buffered; not flushed automatically
/// @param inIsTerminal whether somebody types there
/// @param outIsTerminal whether somebody reads there, so that colours make sense
public record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    public Surroundings {
        var taken = new HashMap<>(environment);
        taken.replaceAll(
                (name, value) -> name.startsWith("VS_") ? Quotes.taken(name, value) : value);
        environment = Map.copyOf(taken);
    }

    public static Surroundings ofThisProcess() {
        return new Surroundings(
                Encoding.environment(),
                new FileInputStream(FileDescriptor.in),
                Outlet.to(FileDescriptor.out, false),
                Outlet.to(FileDescriptor.err, true),
                isTerminal(0),
                isTerminal(1));
    }

    /// Why what was printed did not get where it should; empty if it did, or if nobody reads any
    /// more.
    public Optional<String> trouble() {
        return out instanceof Outlet outlet ? outlet.trouble() : Optional.empty();
    }

    /// See <https://no-color.org>.
    public boolean colours() {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return outIsTerminal && wanted && !"dumb".equals(environment.get("TERM"));
    }

    /// Decided by what the descriptor leads to; without `/proc`, by what Java says of input and
    /// output together.
    public static boolean isTerminal(int descriptor) {
        try {
            String device =
                    Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                            .toString();
            return device.startsWith("/dev/pts/")
                    || device.startsWith("/dev/tty")
                    || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
    }
}
