package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docker/compose.yaml`, held against the schema of compose files.
class ComposeTest {
    private static final Path FILE = Path.of("docker", "compose.yaml");

    /// Matters of taste; and players come from everywhere.
    private static final List<String> NOT_HEEDED =
            List.of("no-build-and-image", "no-unbound-port-interfaces");

    @TempDir Path folder;

    @Test
    void it_is_as_the_schema_of_compose_files_wants_it() {
        Tool.Result result = check(Tool.named("dclint"), FILE);

        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void a_misspelt_key_would_be_found() throws IOException {
        Tool linter = Tool.named("dclint");
        Path wrong = folder.resolve("compose.yaml");
        Files.writeString(wrong, DocTables.read(FILE).replace("cap_drop:", "cap_drops:"));

        assertThat(check(linter, wrong).status()).isNotZero();
    }

    private static Tool.Result check(Tool linter, Path file) {
        var arguments = new ArrayList<>(List.of("--quiet", file.toString()));
        NOT_HEEDED.forEach(rule -> arguments.addAll(List.of("--disable-rule", rule)));
        return linter.run(arguments.toArray(String[]::new));
    }

    @Test
    void the_gateway_gets_only_settings_that_exist_and_follows_what_it_shares() {
        JsonNode gateway = services().path("gateway");
        JsonNode environment = gateway.path("environment");
        var names = new ArrayList<String>();
        environment.fieldNames().forEachRemaining(names::add);

        assertThat(Settings.names()).containsAll(names);
        assertThat(texts(gateway.path("volumes"))).contains("console:/console", "data:/data");
        assertThat(texts(services().path("game").path("volumes"))).contains("console:/console");
        assertThat(environment.path("VS_GAME_LOG_FILES").asText().split(","))
                .allMatch(log -> log.startsWith("/console/"));
        assertThat(texts(services().path("game").path("entrypoint")).get(2))
                .contains(environment.path("VS_GAME_STDIN_FIFO").asText());
    }

    @Test
    void the_second_gateway_shows_the_game_of_the_first() {
        JsonNode first = services().path("gateway").path("environment");
        JsonNode second = services().path("second").path("environment");
        var names = new ArrayList<String>();
        second.fieldNames().forEachRemaining(names::add);

        assertThat(Settings.names()).containsAll(names);
        assertThat(names).contains("VS_REDIS_URL").doesNotContain("VS_GAME_LOG_FILES");
        assertThat(first.path("VS_GAME_NAME").asText()).isEqualTo("${VS_GAME_NAME:-}");
        assertThat(second.path("VS_GAME_REMOTE").asText()).isEqualTo("${VS_GAME_NAME:-main}");
        assertThat(second.path("VS_API_KEY_ADMIN")).isEqualTo(first.path("VS_API_KEY_ADMIN"));
        assertThat(second.path("VS_REDIS_ENCRYPTION_KEY").asText())
                .isEqualTo("${VS_REDIS_ENCRYPTION_KEY:-}")
                .isEqualTo(first.path("VS_REDIS_ENCRYPTION_KEY").asText());
        assertThat(texts(services().path("second").path("profiles"))).containsExactly("redis");
    }

    @Test
    void the_game_is_started_as_on_kubernetes() throws IOException {
        String manifest =
                DocTables.read(Path.of("docker", "kubernetes", "base", "statefulset.yaml"));
        String wrapper =
                Manifests.parse(manifest)
                        .statefulSet()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getCommand()
                        .get(2);

        // A compose file writes a dollar sign twice.
        assertThat(texts(services().path("game").path("entrypoint")).get(2).replace("$$", "$"))
                .isEqualTo(wrapper);
    }

    @Test
    void no_container_is_more_than_it_has_to_be_and_the_game_may_save() {
        for (JsonNode service : services()) {
            assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
            assertThat(texts(service.path("security_opt"))).contains("no-new-privileges:true");
        }
        assertThat(services().path("gateway").path("read_only").asBoolean()).isTrue();
        assertThat(services().path("game").path("stop_grace_period").asText()).isEqualTo("7m");
        assertThat(texts(services().path("redis").path("profiles"))).containsExactly("redis");
    }

    private static JsonNode services() {
        try {
            return new YAMLMapper().readTree(FILE.toFile()).path("services");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
