package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The Dockerfiles, as far as they can be judged without building an image.
class DockerfileTest {
    private static final Path FOLDER = Path.of("docker");
    private static final Pattern SECRET = Pattern.compile("(?i)key|token|secret|password");

    @TempDir Path folder;

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.getFileName().toString().startsWith("Dockerfile.")).toList();
        }
    }

    static List<Path> ofTheGateway() {
        return List.of(FOLDER.resolve("Dockerfile.jvm"), FOLDER.resolve("Dockerfile.native"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_linter_has_nothing_to_say(Path file) {
        Tool linter = Tool.named("dockerfile-utils");

        assertThat(linter.run("lint", file.toString())).isEqualTo(new Tool.Result(0, ""));
    }

    @Test
    void the_linter_finds_a_misspelt_instruction() throws IOException {
        Tool linter = Tool.named("dockerfile-utils");
        Path wrong = folder.resolve("Dockerfile");
        Files.writeString(wrong, "FROM debian:12-slim\nENTRYPONT [\"sh\"]\n");

        assertThat(linter.run("lint", wrong.toString()).status()).isNotZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_image_does_not_run_as_root_and_is_its_own_first_process(Path file) {
        Dockerfile image = Dockerfile.read(file).lastStage();

        // By number, or Kubernetes' runAsNonRoot cannot tell.
        assertThat(image.last("USER").text()).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(image.last("STOPSIGNAL").text()).isEqualTo("SIGTERM");
        assertThat(image.last("ENTRYPOINT").exec().getFirst()).isNotIn("sh", "bash", "/bin/sh");
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_image_says_what_it_is(Path file) {
        Map<String, String> labels = Dockerfile.read(file).lastStage().last("LABEL").pairs();

        assertThat(labels)
                .containsKeys(
                        "org.opencontainers.image.title",
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.licenses");
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_it_is_built_on_has_a_version(Path file) {
        Dockerfile dockerfile = Dockerfile.read(file);
        List<String> stages =
                dockerfile.all("FROM").stream()
                        .filter(from -> from.words().size() > 1)
                        .map(from -> from.words().getLast())
                        .toList();

        for (Dockerfile.Instruction from : dockerfile.all("FROM")) {
            String base = from.words().getFirst();
            assertThat(stages.contains(base) || base.matches(".+:(?!latest$)[^:/]+"))
                    .as(base)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void there_is_no_secret_in_it(Path file) {
        Stream.of("ENV", "ARG")
                .flatMap(name -> Dockerfile.read(file).all(name).stream())
                .forEach(i -> assertThat(i.text()).doesNotContainPattern(SECRET));
    }

    @ParameterizedTest
    @MethodSource("ofTheGateway")
    void the_gateways_image_is_set_up_alike_in_both_forms(Path file) {
        Dockerfile image = Dockerfile.read(file).lastStage();

        assertThat(image.environment())
                .isEqualTo(
                        Map.of(
                                "VS_HTTP_HOST", "0.0.0.0",
                                "VS_HTTP_PORT", "8080",
                                "VS_GAME_DEMO", "false",
                                "VS_DATA_DIR", "/data",
                                "LANG", "C.UTF-8"));
        assertThat(image.last("HEALTHCHECK").exec().getLast()).contains("health");
        assertThat(image.last("CMD").exec()).containsExactly("serve");
        assertThat(image.last("VOLUME").text()).isEqualTo("/data");
        assertThat(image.last("EXPOSE").text()).isEqualTo("8080");
        assertThat(image.last("LABEL").pairs())
                .containsEntry(
                        "org.opencontainers.image.base.name",
                        "docker.io/library/" + image.last("FROM").words().getFirst());
    }

    @ParameterizedTest
    @MethodSource("ofTheGateway")
    void what_is_copied_exists_and_is_not_ignored(Path file) {
        List<String> kept =
                DocTables.read(Path.of(".dockerignore"))
                        .lines()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1))
                        .toList();

        for (Dockerfile.Instruction copy : Dockerfile.read(file).all("COPY")) {
            if (copy.text().contains("--from=")) {
                continue;
            }
            for (String source : copy.words().subList(0, copy.words().size() - 1)) {
                assertThat(kept).as(source).anyMatch(source::startsWith);
                // The packaged application is there only after the tests.
                assertThat(source.startsWith("target/") || Files.exists(Path.of(source)))
                        .as(source)
                        .isTrue();
            }
        }
    }

    @Test
    void what_the_build_packages_is_in_the_image_that_builds_it() throws Exception {
        List<String> copied =
                Dockerfile.read(Path.of("docker", "Dockerfile.native")).all("COPY").stream()
                        .map(Dockerfile.Instruction::words)
                        .flatMap(words -> words.subList(0, words.size() - 1).stream())
                        .toList();

        NodeList resources =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile())
                        .getElementsByTagName("resource");
        for (int i = 0; i < resources.getLength(); i++) {
            Element resource = (Element) resources.item(i);
            String folder = text(resource, "directory") + '/';
            String packaged = folder + text(resource, "include");
            assertThat(copied).as(packaged).anyMatch(packaged::startsWith);
        }
        assertThat(resources.getLength()).isGreaterThan(1);
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
