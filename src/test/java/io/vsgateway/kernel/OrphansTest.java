package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir Path dir;

    @Test
    void orphans_come_here_and_do_not_stay_as_zombies() throws Exception {
        assertThat(Orphans.adopt()).isTrue();
        String breed =
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do"
                        + " setsid sh -c 'echo $$ >> ours; while [ ! -e end ]; do sleep 0.05; done' & done;"
                        + " while [ \"$(cat ours | wc -l)\" -lt 15 ]; do sleep 0.05; done";
        assertThat(run(breed)).isZero();
        var orphans = Files.readAllLines(dir.resolve("ours")).stream().map(Long::valueOf).toList();
        assertThat(orphans)
                .hasSize(15)
                .allSatisfy(pid ->
                        assertThat(ProcessHandle.of(pid).orElseThrow().parent())
                                .contains(ProcessHandle.current()));

        Files.createFile(dir.resolve("end"));

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        orphans.stream().noneMatch(pid -> Files.exists(Path.of("/proc/" + pid))));
    }

    /// Somebody else has to collect them then.
    @Test
    void after_the_release_orphans_go_elsewhere() throws Exception {
        assertThat(Orphans.adopt()).isTrue();
        Orphans.release();
        String breed =
                "setsid sh -c 'echo $$ > theirs; while [ ! -e end ]; do sleep 0.05; done' &"
                        + " while [ ! -s theirs ]; do sleep 0.05; done";

        assertThat(run(breed)).isZero();

        long orphan = Long.parseLong(Files.readString(dir.resolve("theirs")).strip());
        assertThat(ProcessHandle.of(orphan).flatMap(ProcessHandle::parent))
                .isPresent()
                .isNotEqualTo(Optional.of(ProcessHandle.current()));
        Files.createFile(dir.resolve("end"));
        await().until(() -> Files.notExists(Path.of("/proc/" + orphan)));
    }

    @Test
    void the_exit_codes_of_children_are_left_to_the_jdk() throws Exception {
        Orphans.adopt();
        for (int code = 1; code < 100; code++) {
            assertThat(run("exit " + code)).isEqualTo(code);
        }
    }

    private int run(String script) throws Exception {
        Process process =
                new ProcessBuilder("/bin/sh", "-c", script).directory(dir.toFile()).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
