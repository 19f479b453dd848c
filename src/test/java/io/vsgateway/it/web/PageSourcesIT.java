package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in the repository beside the sources that it is built from.
@Tag("jar-only")
class PageSourcesIT {
    private static final Path RESOURCES =
            Path.of("src", "main", "resources", "META-INF", "resources");

    @TempDir private static Path folder;

    private static PageSources sources;

    @BeforeAll
    static void install() throws Exception {
        sources = new PageSources(folder);
    }

    @Test
    void the_page_in_the_repository_is_what_its_sources_become() throws Exception {
        sources.npm("run", "build");

        assertThat(files(RESOURCES))
                .as("after a change in src/main/webui: mvn -Ppage package")
                .isEqualTo(files(sources.built()));
    }

    @Test
    void the_parts_of_the_page_pass_their_tests() throws Exception {
        sources.npm("test");
    }

    /// The lock file would bind everybody to the registry of whoever wrote it.
    @Test
    void no_registry_is_named() throws IOException {
        String lock = Files.readString(sources.file("package-lock.json"));

        assertThat(lock).contains("\"integrity\"").doesNotContain("\"resolved\"");
    }

    private static Map<String, String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            var contents = new TreeMap<String, String>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                contents.put(
                        root.relativize(file).toString(),
                        new String(content, StandardCharsets.ISO_8859_1));
            }
            return contents;
        }
    }
}
