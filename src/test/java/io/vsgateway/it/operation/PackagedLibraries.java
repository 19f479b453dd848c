package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The jars that are packaged beside the gateway's own.
final class PackagedLibraries {
    private PackagedLibraries() {}

    static List<Path> all() throws IOException {
        Path folder =
                Path.of(System.getProperty("build.directory", "target"), "quarkus-app", "lib");
        assumeTrue(Files.isDirectory(folder), "the jar is not packaged");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSizeGreaterThan(50);
            return jars;
        }
    }
}
