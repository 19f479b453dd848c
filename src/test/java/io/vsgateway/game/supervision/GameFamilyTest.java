package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Run;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Games that are more than their first process: start scripts that return, wrappers, daemons.
class GameFamilyTest {
    /// Notes its number in `server`, saves at SIGTERM, and takes its time for it.
    private static final String SERVER =
            """
            #!/bin/sh
            echo $$ >> servers
            trap 'echo saving; sleep 0.3; touch saved; exit 0' TERM
            echo READY
            while [ ! -e end ]; do sleep 0.05; done
            """;

    @TempDir Path dir;

    @AfterEach
    void endServers() throws IOException {
        for (long server : servers()) {
            ProcessHandle.of(server).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private List<Long> servers() throws IOException {
        Path noted = dir.resolve("servers");
        return Files.exists(noted)
                ? Files.readAllLines(noted).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private long server() throws IOException {
        await().atMost(Duration.ofSeconds(20)).until(() -> !servers().isEmpty());
        return servers().getLast();
    }

    private boolean runs() throws IOException {
        return ProcessMark.of(server()).isPresent();
    }

    private ShellGame game(String script, String... settings) throws IOException {
        Path program = dir.resolve("server.sh");
        Files.writeString(program, SERVER);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new ShellGame(dir, script, settings);
    }

    /// On a busy machine some of the shells between may be told, too; soon they are gone.
    private void onlyTheServerIsLeft(ShellGame shell) {
        await().untilAsserted(() ->
                assertThat(((GameState.GivenUp) shell.game.report().state()).pids())
                        .filteredOn(pid -> ProcessMark.of(pid).isPresent())
                        .containsExactly(server()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./server.sh & exit 0",
                "./server.sh > log 2>&1 < /dev/null & exit 0",
                "setsid nohup ./server.sh > log 2>&1 & exit 0",
                "setsid nohup ./server.sh > log 2>&1 & exit 3",
                // A double fork.
                "(setsid sh -c './server.sh > log 2>&1 &' &) ; exit 0",
                // Neither a parent nor the environment tells whose it is; its output does.
                "(setsid env -i A=b PATH=$PATH ./server.sh 2> log < /dev/null &) ; exit 0",
                // Nor does its output; that it has no environment at all does.
                "(setsid env -i /bin/sh ./server.sh > log 2>&1 &) ; exit 0",
            })
    void a_command_that_returns_is_no_crash_and_is_not_run_again(String script) throws Exception {
        try (var shell = game(script).started()) {
            shell.in("given_up");

            onlyTheServerIsLeft(shell);
            assertThat(((GameState.GivenUp) shell.game.report().state()).reason())
                    .contains(
                            "has returned, exit code",
                            "has left running: ",
                            server() + " (",
                            "VS_GAME_DAEMON");
            assertThat(shell.game.report().ready()).isFalse();
            assertThat(shell.game.start()).isInstanceOf(Outcome.Refused.class);
            assertThat(servers()).hasSize(1);
            assertThat(runs()).isTrue();

            assertThat(shell.game.stop()).isEqualTo(new Outcome.Begun());

            shell.in("stopped");
            assertThat(runs()).isFalse();
            assertThat(dir.resolve("saved")).exists();
            assertThat(dir.resolve("game.pid")).doesNotExist();
        }
    }

    @Test
    void what_was_left_running_can_be_killed_and_then_it_starts_again() throws Exception {
        try (var shell = game("setsid nohup ./server.sh > log 2>&1 & exit 0").started()) {
            shell.in("given_up");
            long first = server();

            shell.game.kill();

            shell.in("stopped");
            assertThat(ProcessMark.of(first)).isEmpty();
            assertThat(dir.resolve("saved")).doesNotExist();
            await().until(() -> shell.game.start() instanceof Outcome.Begun);
            shell.in("given_up");
            assertThat(servers()).hasSize(2);
        }
    }

    @Test
    void a_restart_waits_for_the_end_of_all() throws Exception {
        try (var shell =
                game("setsid nohup ./server.sh > log 2>&1 & exit 0", "daemon", "true").started()) {
            shell.line("as a daemon");
            long first = server();

            shell.game.restart();

            await().atMost(Duration.ofSeconds(20)).until(() -> servers().size() == 2);
            assertThat(ProcessMark.of(first)).isEmpty();
            assertThat(dir.resolve("saved")).exists();
        }
    }

    @Test
    void what_was_left_running_is_a_crash_when_it_ends_by_itself() throws Exception {
        try (var shell =
                game("./server.sh > log 2>&1 & exit 0", "restart.enabled", "false").started()) {
            shell.in("given_up");

            Files.createFile(dir.resolve("end"));

            shell.in("crashed");
            assertThat(shell.runs(1).getFirst().wanted()).isFalse();
        }
    }

    @Test
    void what_ends_soon_after_the_game_does_not_make_it_more_than_a_crash() throws Exception {
        try (var shell = game("sleep 0.5 & exit 3", "restart.enabled", "false").started()) {
            shell.in("crashed");

            assertThat(shell.passedStates()).containsExactly("starting", "crashed");
        }
    }

    @Test
    void with_the_setting_a_command_that_returns_runs_as_a_daemon() throws Exception {
        try (var shell = game("./server.sh & exit 0", "daemon", "true").started()) {
            shell.line("as a daemon");
            shell.in("running");
            GameState state = shell.game.report().state();

            assertThat(((GameState.Running) state).pid()).isEqualTo(server());
            assertThat(shell.game.report().ready()).isTrue();
            assertThat(shell.game.start()).isEqualTo(new Outcome.Refused("it is already running"));

            shell.game.stop();

            shell.in("stopped");
            // Its output is still read.
            assertThat(shell.runs(1).getFirst().lastLines()).contains("saving");
            assertThat(runs()).isFalse();
        }
    }

    @Test
    void a_daemon_that_keeps_its_input_takes_commands() {
        String script =
                "exec 3<&0; (while read -r c; do echo got $c; [ $c = stop ] && exit; done) <&3 &"
                        + " echo READY; exit 0";
        try (var shell = new ShellGame(dir, script, "daemon", "true").started()) {
            shell.line("as a daemon");

            assertThat(shell.submit("hello").atEnd())
                    .containsExactly("accepted", "written", "confirmed");

            shell.game.stop();
            shell.in("stopped");
            assertThat(shell.runs(1).getFirst().lastLines()).endsWith("got hello", "got stop");
        }
    }

    @Test
    void a_daemon_that_ends_by_itself_is_started_again() throws Exception {
        try (var shell =
                game("setsid nohup ./server.sh > log 2>&1 & exit 0", "daemon", "true").started()) {
            shell.line("as a daemon");

            Files.createFile(dir.resolve("end"));

            shell.line("restarting in");
        }
    }

    @Test
    void a_wrapper_without_exec_is_not_all_that_is_stopped() throws Exception {
        try (var shell = game("./server.sh; exit $?", "stop.wait", "100ms").ready()) {
            shell.game.stop();

            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(runs()).isFalse();
            assertThat(dir.resolve("saved")).exists();
            assertThat(run.lastLines()).contains("saving");
        }
    }

    @Test
    void what_ignores_sigterm_is_killed_wherever_it_is() throws Exception {
        String deaf =
                "setsid sh -c 'trap \"\" TERM; echo $$ >> servers; while :; do sleep 0.1; done' & echo READY; read -r stop; exit 0";
        try (var shell = game(deaf, "stop.wait", "200ms", "stop.term-wait", "200ms").ready()) {
            long hidden = server();

            shell.game.stop();

            shell.in("stopped");
            assertThat(ProcessMark.of(hidden)).isEmpty();
            assertThat(shell.texts()).anyMatch(line -> line.contains("SIGKILL"));
        }
    }

    @Test
    void what_the_game_starts_while_it_is_killed_is_killed_as_well() throws Exception {
        String many =
                "trap '' TERM; breed() { while :; do setsid sh -c 'echo $$ >> servers; exec sleep 1000' & sleep 0.02;"
                        + " done; }; breed & breed & echo READY; wait";
        try (var shell = game(many).ready()) {
            server();

            shell.game.kill();

            shell.in("stopped");
            assertThat(servers()).noneMatch(pid -> ProcessMark.of(pid).isPresent());
        }
    }

    @Test
    void shutting_down_ends_what_was_left_running() throws Exception {
        try (var shell = game("setsid nohup ./server.sh > log 2>&1 & exit 0").started()) {
            shell.in("given_up");

            shell.game.shutDown();

            assertThat(runs()).isFalse();
            assertThat(dir.resolve("saved")).exists();
        }
    }

    @Test
    void what_one_gateway_left_running_is_found_by_the_next() throws Exception {
        Files.writeString(dir.resolve("server.sh"), SERVER);
        assertThat(dir.resolve("server.sh").toFile().setExecutable(true)).isTrue();
        try (var other =
                OtherGateway.start(
                        dir,
                        "setsid nohup ./server.sh > log 2>&1 & exit 0",
                        java.util.Map.of(),
                        "daemon",
                        "true")) {
            other.line("as a daemon");
            other.kill();
        }
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started()) {
            shell.in("given_up");

            onlyTheServerIsLeft(shell);
            assertThat(shell.game.start()).isInstanceOf(Outcome.Refused.class);

            shell.game.stop();

            shell.in("stopped");
            assertThat(runs()).isFalse();
            assertThat(dir.resolve("saved")).exists();
        }
    }

    @Test
    void a_turn_that_fails_is_told_and_the_game_is_looked_after_as_before() throws Exception {
        String stubborn = "trap 'exit 4' TERM; echo READY; while :; do sleep 0.05; done";
        try (var shell = new ShellGame(dir, stubborn, "stop.wait", "1h").ready()) {
            shell.game.stop();
            shell.in("stopping");

            // No thread may do that; it is as good as any other error there.
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("game-supervisor"))
                    .forEach(Thread::interrupt);

            shell.line("trying again");
            assertThat(shell.game.report().state()).isInstanceOf(GameState.Stopping.class);
            shell.game.kill();
            assertThat(shell.in("stopped").runs(1).getFirst().exitCode()).isEqualTo(137);
        }
    }
}
