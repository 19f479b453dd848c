package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Run;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameEndTest {
    @TempDir Path dir;

    private long orphan;

    @AfterEach
    void endOrphan() {
        if (orphan != 0) {
            ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static long number(ConsoleLine line) {
        return Long.parseLong(line.text().replaceAll("\\D", ""));
    }

    @Test
    void no_pipe_holds_the_carrier_of_a_virtual_thread() {
        try (var _ = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            // These are platform threads only.
            assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                    .filteredOn(name -> name.startsWith("game-"))
                    .map(name -> name.replaceAll(".*-", ""))
                    .contains("stdin", "stdout", "stderr");
        }
    }

    @Test
    void a_kill_takes_descendants_of_every_depth() {
        String script =
                "sh -c 'sh -c \"sleep 1000 & echo deep \\$!; wait\" & wait' & echo READY; wait";
        try (var shell = new ShellGame(dir, script).ready()) {
            orphan = number(shell.line("deep "));

            shell.game.kill();

            shell.in("stopped");
            await().until(() -> ProcessMark.of(orphan).isEmpty());
        }
    }

    @Test
    void shutting_down_stops_the_game_and_refuses_everything_after() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            shell.game.shutDown();

            assertThat(shell.runs(1).getFirst().lastLines()).endsWith("got stop");
            assertThat(shell.game.report().state()).isInstanceOf(GameState.Stopped.class);
            assertThat(shell.game.start()).isInstanceOf(Outcome.Refused.class);
            assertThat(shell.submit("/late").now()).containsExactly("rejected");
        }
    }

    @Test
    void a_supervisor_that_is_stuck_does_not_keep_the_game_from_saving() {
        var isStuck = new CountDownLatch(1);
        var goOn = new CompletableFuture<Void>();
        String script = "trap 'touch saved; exit' TERM; echo READY; while :; do sleep 0.05; done";
        try (var shell =
                new ShellGame(dir, script, "stop.wait", "100ms", "stop.term-wait", "1s").ready()) {
            long game = ((GameState.Running) shell.game.report().state()).pid();
            shell.game.onState(_ -> {
                isStuck.countDown();
                goOn.join();
            });
            try {
                shell.game.shutDown();

                assertThat(isStuck.getCount()).isZero();
                assertThat(dir.resolve("saved")).exists();
                assertThat(ProcessMark.of(game)).isEmpty();
            } finally {
                goOn.complete(null);
            }
        }
    }

    @Test
    void a_child_that_holds_both_pipes_does_not_hold_up_the_end() {
        try (var shell =
                new ShellGame(dir, "echo READY; cat; true", "stop.wait", "100ms").ready()) {
            shell.game.stop();

            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(run.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void shutting_down_cancels_a_restart_that_waits() {
        try (var shell =
                new ShellGame(
                        dir, "exit 1", "restart.backoff", "1h", "restart.backoff-max", "1h")) {
            shell.started().in("backing_off");

            shell.game.shutDown();

            assertThat(shell.game.report().state()).isInstanceOf(GameState.Stopped.class);
        }
    }

    @Test
    void shutting_down_in_the_middle_of_a_restart_does_not_start_it_again() {
        String slow = "echo READY; read -r stop; sleep 0.5; exit 0";
        try (var shell = new ShellGame(dir, slow).ready()) {
            shell.game.restart();
            shell.in("stopping");

            shell.game.shutDown();

            assertThat(shell.game.report().state()).isInstanceOf(GameState.Stopped.class);
            assertThat(shell.game.report().runs()).hasSize(1);
        }
    }

    @Test
    void a_game_that_is_told_to_be_left_lives_on() {
        var shell =
                new ShellGame(
                                dir,
                                "trap '' PIPE; echo READY; while :; do sleep 0.1; done",
                                "on-exit",
                                "leave")
                        .ready();
        orphan = ((GameState.Running) shell.game.report().state()).pid();

        shell.game.shutDown();

        assertThat(ProcessMark.of(orphan)).isPresent();
        assertThat(dir.resolve("game.pid")).exists();
    }

    @Test
    void nothing_is_left_when_it_is_shut_down() throws Exception {
        // What the JDK itself opens once is open after the first.
        runAndShutDown();
        await().until(() -> threads("game-").isEmpty());
        long before = openFiles();

        for (int i = 0; i < 5; i++) {
            runAndShutDown();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> openFiles() <= before);
        await().atMost(Duration.ofSeconds(30)).until(() -> threads("game-").isEmpty());
        assertThat(ProcessHandle.current().children())
                .noneMatch(it -> ProcessMark.of(it.pid()).isPresent());
    }

    private void runAndShutDown() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            shell.submit("/help").atEnd();
            shell.game.restart();
            shell.runs(1);
            shell.in("running");
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    /// The threads, virtual ones too, whose names begin with this.
    private List<String> threads(String prefix) throws IOException {
        Path dump = Files.createTempDirectory("threads").resolve("dump.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter(line -> line.contains("\"" + prefix)).toList();
        } finally {
            Files.delete(dump);
            Files.delete(dump.getParent());
        }
    }
}
