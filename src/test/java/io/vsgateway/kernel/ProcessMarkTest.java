package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    @Test
    void it_is_the_same_as_long_as_the_process_runs_and_differs_between_processes() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessMark.of(self)).isPresent().isEqualTo(ProcessMark.of(self));
        assertThat(ProcessMark.of(1)).isNotEqualTo(ProcessMark.of(self));
    }

    @Test
    void a_process_that_is_not_there_has_none() {
        // Above the greatest process number of Linux.
        assertThat(ProcessMark.of(1L << 40)).isEmpty();
    }

    @Test
    void a_name_with_blanks_and_parentheses_does_not_confuse_it() throws Exception {
        // The kernel takes the name from the file that is run.
        var dir = java.nio.file.Files.createTempDirectory("mark");
        var program = dir.resolve(") Z 1 (é");
        java.nio.file.Files.copy(java.nio.file.Path.of("/bin/sleep"), program);
        Process process = new ProcessBuilder(program.toString(), "1000").start();
        try {
            assertThat(ProcessMark.of(process.pid()))
                    .get()
                    .satisfies(mark -> assertThat(mark.value()).matches("[0-9a-f-]{36}:\\d+"));
        } finally {
            process.destroyForcibly().waitFor();
            java.nio.file.Files.delete(program);
            java.nio.file.Files.delete(dir);
        }
    }
}
