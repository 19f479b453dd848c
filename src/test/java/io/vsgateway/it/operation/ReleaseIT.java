package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The archive that `mvn -Prelease package` makes, unpacked as an operator would.
@EnabledIfSystemProperty(
        named = "release.archive",
        matches = ".+",
        disabledReason = "only -Prelease makes an archive")
class ReleaseIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("release.archive", ""));

    @TempDir private static Path folder;

    private static Path release;

    @BeforeAll
    static void unpack() throws Exception {
        assertThat(output("tar", "xzf", ARCHIVE.toString(), "-C", folder.toString())).isEmpty();
        release = folder.resolve(ARCHIVE.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void it_runs_and_tells_its_version() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = release.resolve("quarkus-app/quarkus-run.jar").toString();

        String version = output(java, "-jar", jar, "version").strip();

        assertThat(version.replace(' ', '-')).isEqualTo(release.getFileName().toString());
    }

    @Test
    void it_has_the_licence_and_the_docs() {
        assertThat(
                        List.of(
                                "LICENSE",
                                "README.md",
                                "src/docs/operations.md",
                                "docker/systemd/vs-gateway.service",
                                "docker/kubernetes/base/kustomization.yaml"))
                .allSatisfy(file -> assertThat(release.resolve(file)).isNotEmptyFile());
    }

    @Test
    void every_shipped_library_is_in_the_bill_of_materials_with_a_licence() throws IOException {
        Map<String, JsonNode> components = components();

        List<String> libraries = libraries();

        assertThat(libraries).hasSizeGreaterThan(50);
        assertThat(libraries).anyMatch(name -> name.startsWith("io.quarkus.quarkus-core-"));
        assertThat(libraries).anyMatch(name -> name.startsWith("io.netty.netty-transport-"));
        assertThat(libraries).allSatisfy(library -> assertThat(components).containsKey(library));
        assertThat(components.values())
                .allSatisfy(component -> assertThat(component.path("licenses")).isNotEmpty());
    }

    @Test
    void every_shipped_library_is_in_the_list_of_licences() throws IOException {
        List<String> listed =
                Files.readAllLines(release.resolve("THIRD-PARTY.txt")).stream()
                        .filter(line -> line.strip().startsWith("("))
                        .toList();

        for (Map.Entry<String, JsonNode> entry : components().entrySet()) {
            JsonNode component = entry.getValue();
            if (libraries().contains(entry.getKey())) {
                String coordinates =
                        "%s:%s:%s"
                                .formatted(
                                        component.path("group").asText(),
                                        component.path("name").asText(),
                                        component.path("version").asText());
                assertThat(listed).anyMatch(line -> line.contains("(" + coordinates + " - "));
            }
        }
    }

    /// The names of the shipped jars, without `.jar`.
    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(release.resolve("quarkus-app/lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(0, name.length() - ".jar".length()))
                    .toList();
        }
    }

    /// By the name that the jar of each has in a Quarkus application: group, name, version and
    /// classifier.
    private static Map<String, JsonNode> components() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(release.resolve("vs-gateway.cdx.json").toFile());
        var components = new TreeMap<String, JsonNode>();
        StreamSupport.stream(bill.path("components").spliterator(), false)
                .forEach(component -> components.put(jarName(component), component));
        return components;
    }

    private static String jarName(JsonNode component) {
        String name =
                "%s.%s-%s"
                        .formatted(
                                component.path("group").asText(),
                                component.path("name").asText(),
                                component.path("version").asText());
        String qualifiers = component.path("purl").asText().replaceFirst("^[^?]*\\??", "");
        for (String qualifier : qualifiers.split("&")) {
            if (qualifier.startsWith("classifier=")) {
                return name + "-" + qualifier.substring("classifier=".length());
            }
        }
        return name;
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
