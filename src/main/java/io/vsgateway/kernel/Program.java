package io.vsgateway.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The program that this process runs, as it was started. Linux only.
public final class Program {
    private static final Path SELF = Path.of("/proc/self");
    private static final int FIRST_OF_ITS_OWN = 3;

    private Program() {}

    /// Runs the program anew in place of this process (execve(2)), with the words and the
    /// environment that it was started with: what lies at the program's path by now, which may be a
    /// later version. The number of the process, its parent, its children and its working directory
    /// stay; all threads end, and all descriptors but the first three are closed.
    ///
    /// Returns only by throwing.
    ///
    /// @throws IOException if the system does not do it; then this process goes on, and closes its
    ///   descriptors at the next attempt
    public static void runAnew() throws IOException {
        List<byte[]> words = strings("cmdline");
        if (words.isEmpty()) {
            throw new IOException("how this process was started is not known");
        }
        Path file = file(new String(words.getFirst(), StandardCharsets.UTF_8).replace("\0", ""));
        closeAllOnExec();
        int _ =
                Calls.execve(
                        DiskSpace.named(file),
                        words.toArray(byte[][]::new),
                        strings("environ").toArray(byte[][]::new));
        throw new IOException("the system does not run " + file);
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
