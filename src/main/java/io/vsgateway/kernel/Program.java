package io.vsgateway.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The program that this process runs, as it was started. Linux only.
public final class Program {
    /// The variable by which a program finds what was left for it; nobody else has a use for it.
    public static final String HANDOVER = Handover.VARIABLE;

    private static final Path SELF = Path.of("/proc/self");
    private static final int FIRST_OF_ITS_OWN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_OF_OUTPUT = 500;

    private Program() {}

    /// Why what lies at the program's path by now does not run; empty if it tells its version.
    /// Blocks for as long as that takes, at most 20 s.
    public static Optional<String> obstacle() {
        try {
            List<String> words = new ArrayList<>();
            for (byte[] word : strings("cmdline")) {
                words.add(text(word));
            }
            if (words.isEmpty()) {
                return Optional.of("how this process was started is not known");
            }
            words.set(0, file(words.getFirst()).toString());
            String _ = version(words);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// What a program tells as its version. Blocks for as long as that takes, at most 20 s.
    ///
    /// @param words the program's file, and what it is started with
    /// @throws IOException with a text for the operator, if it does not run
    public static String version(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(words);
        all.add("--version");
        Process trial =
                new ProcessBuilder(all)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .start();
        try {
            if (!trial.waitFor(PATIENCE)) {
                throw new IOException(words.getFirst() + " does not tell its version in time");
            }
            String told = firstLine(trial.getInputStream());
            if (trial.exitValue() != 0) {
                throw new IOException(
                        "%s does not run, exit code %d: %s"
                                .formatted(words.getFirst(), trial.exitValue(), told));
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(words.getFirst() + " was not waited for", e);
        } finally {
            trial.destroyForcibly();
        }
    }

    private static String firstLine(InputStream output) throws IOException {
        String some = new String(output.readNBytes(MOST_OF_OUTPUT), StandardCharsets.UTF_8);
        return some.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }

    /// Runs the program anew in place of this process (execve(2)), with the words and the
    /// environment that it was started with: what lies at the program's path by now, which may be a
    /// later version. The number of the process, its parent, its children and its working directory
    /// stay; all threads end, and all descriptors but the first three are closed.
    ///
    /// Returns only if it is not to be done any more, or by throwing.
    ///
    /// @param handover what the program that is run finds by [#handedOver], at most 4096 bytes;
    ///   null for nothing
    /// @param isOff asked last of all; whether it is not to be done any more
    /// @throws IOException if the system does not do it; then this process goes on, and closes its
    ///   descriptors at the next attempt
    public static void runAnew(@Nullable String handover, BooleanSupplier isOff)
            throws IOException {
        List<byte[]> words = strings("cmdline");
        if (words.isEmpty()) {
            throw new IOException("how this process was started is not known");
        }
        Path file = file(text(words.getFirst()));
        List<byte[]> environment = strings("environ");
        environment.removeIf(variable -> text(variable).startsWith(Handover.VARIABLE + '='));
        closeAllOnExec();
        if (handover != null) {
            environment.add(Handover.leave(handover));
        }
        if (isOff.getAsBoolean()) {
            return;
        }
        int _ =
                Calls.execve(
                        DiskSpace.named(file),
                        words.toArray(byte[][]::new),
                        environment.toArray(byte[][]::new));
        throw new IOException("the system does not run " + file);
    }

    /// What the program that ran in this process before has left for this one; to be had once.
    public static Optional<String> handedOver() {
        return Handover.take(System.getenv(Handover.VARIABLE));
    }

    /// Without the NUL at its end.
    private static String text(byte[] word) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new String(word, 0, word.length - 1, Charset.forName(encoding));
    }

    /// Where the shell would find it; a link is followed anew.
    private static Path file(String word) throws IOException {
        if (word.contains("/")) {
            return Path.of(word);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder).resolve(word);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        String running = Files.readSymbolicLink(SELF.resolve("exe")).toString();
        return Path.of(running.replaceFirst(" \\(deleted\\)$", ""));
    }

    /// The strings of a file of `/proc/self`, each with the NUL that ends it.
    private static List<byte[]> strings(String name) throws IOException {
        byte[] all = Files.readAllBytes(SELF.resolve(name));
        List<byte[]> strings = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == 0) {
                strings.add(Arrays.copyOfRange(all, from, at + 1));
                from = at + 1;
            }
        }
        return strings;
    }

    private static void closeAllOnExec() throws IOException {
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            descriptors
                    .mapToInt(file -> Integer.parseInt(file.getFileName().toString()))
                    .filter(descriptor -> descriptor >= FIRST_OF_ITS_OWN)
                    .forEach(descriptor -> {
                        int _ = Calls.fcntl(descriptor, Calls.SET_FLAGS, Calls.CLOSE_ON_EXEC);
                    });
        }
    }
}
