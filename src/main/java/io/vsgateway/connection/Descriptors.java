package io.vsgateway.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How many more files and sockets this process may open, according to Linux.
final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final String NAME = "Max open files";

    private Descriptors() {}

    /// Empty if there is no limit, or it cannot be read.
    static OptionalLong free() {
        try (Stream<Path> open = Files.list(OPEN)) {
            OptionalLong limit = limit(Files.readString(LIMITS));
            long used = open.count();
            return limit.isEmpty() ? limit : OptionalLong.of(Math.max(0, limit.getAsLong() - used));
        } catch (IOException | RuntimeException _) {
            return OptionalLong.empty();
        }
    }

    /// The soft limit in the text of `/proc/self/limits`.
    static OptionalLong limit(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).strip().split("\\s+")[0])
                .filter(soft -> !soft.equals("unlimited"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
