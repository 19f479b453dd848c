package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The texts of the licences, which go into the jar as resources and into the images as files.
class LicencesTest {
    private static final Path FOLDER = Path.of("src/main/resources/META-INF/licences");

    @Test
    void the_gateways_own_is_that_of_the_repository() throws IOException {
        assertThat(FOLDER.resolve("Apache-2.0.txt")).hasSameTextualContentAs(Path.of("LICENSE"));
    }

    @Test
    void the_notice_names_each_text() throws IOException {
        String notice = Files.readString(FOLDER.resolve("NOTICE"));

        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> texts =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("NOTICE"))
                            .toList();
            assertThat(texts).hasSizeGreaterThan(5).allMatch(notice::contains);
        }
    }

    @Test
    void both_images_have_them() {
        for (Path file : DockerfileTest.ofTheGateway()) {
            assertThat(Dockerfile.read(file).lastStage().all("COPY"))
                    .as(file.toString())
                    .anyMatch(copy -> copy.words().equals(List.of(FOLDER + "/", "/licenses/")));
        }
    }
}
