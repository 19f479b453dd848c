package io.vsgateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    @TempDir Path folder;

    @Test
    void those_of_the_file_go_before_those_of_the_process() throws IOException {
        Path file = Files.writeString(folder.resolve("vs.env"), "VS_A=file\nVS_B=file\n");
        var variables =
                Variables.of(Map.of("VS_A", "process", "VS_C", "process"), Optional.of(file));

        assertThat(variables.now())
                .isEqualTo(Map.of("VS_A", "file", "VS_B", "file", "VS_C", "process"));

        Files.writeString(file, "VS_B=changed\n");

        assertThat(variables.now())
                .isEqualTo(Map.of("VS_A", "process", "VS_B", "changed", "VS_C", "process"));
    }

    /// As a unit has it with `EnvironmentFile=`.
    @Test
    void what_the_process_has_from_the_file_is_gone_with_it() throws IOException {
        Path file = Files.writeString(folder.resolve("vs.env"), "VS_A='a key'\nVS_B=b\n");
        var variables =
                Variables.of(Map.of("VS_A", "a key", "VS_B", "b", "HOME", "/"), Optional.of(file));

        Files.writeString(file, "# VS_A='a key'\nVS_B=b\n");

        assertThat(variables.now()).isEqualTo(Map.of("VS_B", "b", "HOME", "/"));
    }

    @Test
    void without_a_file_they_are_those_of_the_process() {
        assertThat(Variables.atStart(Map.of("VS_A", "a"))).isEqualTo(Map.of("VS_A", "a"));
        assertThat(Variables.atStart(Map.of("VS_ENV_FILE", " "))).hasSize(1);
    }

    @Test
    void before_a_start_the_file_is_found_by_its_variable() throws IOException {
        Path file = Files.writeString(folder.resolve("vs.env"), "VS_A=file\n");

        assertThat(Variables.atStart(Map.of("VS_ENV_FILE", file.toString())))
                .containsEntry("VS_A", "file")
                .containsEntry("VS_ENV_FILE", file.toString());
    }
}
