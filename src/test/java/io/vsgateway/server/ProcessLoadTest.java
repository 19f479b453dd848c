package io.vsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.Game;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessLoadTest {
    private static final Path PROC = Path.of("/proc");

    private Instant now = Instant.now();

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_process_that_is_busy_takes_time_and_memory_with_its_descendants() throws Exception {
        var load = new ProcessLoad(PROC, () -> now);
        Process process =
                new ProcessBuilder("/bin/sh", "-c", "sh -c 'while :; do :; done' & wait").start();
        try {
            await().until(() -> process.descendants().findAny().isPresent());
            ProcessHandle busy = process.descendants().findAny().orElseThrow();
            assertThat(load.of(process.pid())).isPresent();
            await().until(() -> busy.info().totalCpuDuration().orElseThrow().toMillis() > 300);

            now = now.plusSeconds(10);
            Game.Load found = load.of(process.pid()).orElseThrow();

            assertThat(found.cpuPercent()).isGreaterThan(1.0);
            assertThat(found.memoryBytes()).isGreaterThan(100_000);
            assertThat(load.spent().toMillis()).isGreaterThan(300);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        now = now.plusSeconds(10);
        Duration spent = load.spent();
        assertThat(load.of(process.pid())).isEmpty();
        assertThat(load.spent()).isEqualTo(spent);

        assertThat(load.of(ProcessHandle.current().pid())).isPresent();
        assertThat(load.spent()).as("of both").isGreaterThan(spent);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void who_asks_again_within_a_second_gets_the_same_answer() {
        var load = new ProcessLoad(PROC, () -> now);
        long self = ProcessHandle.current().pid();

        Optional<Game.Load> first = load.of(self);
        now = now.plusMillis(999);
        Optional<Game.Load> second = load.of(self);

        assertThat(first).isPresent();
        assertThat(second.orElseThrow()).isSameAs(first.orElseThrow());
        now = now.plusMillis(1);
        assertThat(load.of(self).orElseThrow()).isNotSameAs(first.orElseThrow());
    }

    @Test
    void without_proc_nothing_is_known() {
        var load = new ProcessLoad(Path.of("/nowhere"), () -> now);

        assertThat(load.of(ProcessHandle.current().pid())).isEmpty();
    }
}
