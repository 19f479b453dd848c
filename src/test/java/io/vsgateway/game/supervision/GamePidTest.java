package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.left.GamePid;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GamePidTest {
    /// It survives the end of its pipes.
    private static final String STAYS =
            "trap '' PIPE; echo READY; for i in $(seq 3000); do sleep 0.1; done";

    @TempDir Path dir;

    private long left;

    @AfterEach
    void endLeftGame() {
        if (left != 0) {
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Path file() {
        return dir.resolve("game.pid");
    }

    /// A gateway that is killed, so that its game stays.
    private void leaveGame() throws Exception {
        leaveGame(STAYS);
    }

    private void leaveGame(String script) throws Exception {
        try (var other = OtherGateway.start(dir, script, Map.of())) {
            left = other.number("game started, pid ");
            other.line("game is ready");
            other.kill();
        }
    }

    @Test
    void a_game_whose_gateway_was_killed_as_it_started_is_found() throws Exception {
        Path number = dir.resolve("number");
        String killer = "echo $$ > number.new; mv number.new number; kill -KILL $PPID; " + STAYS;
        try (var other = OtherGateway.start(dir, killer, Map.of())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(number));
            left = Long.parseLong(Files.readString(number).strip());
            other.kill();
        }

        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started()) {
            shell.in("given_up");

            assertThat(((GameState.GivenUp) shell.game.report().state()).pids())
                    .containsExactly(left);
            shell.game.stop();
            shell.in("stopped");
            assertThat(ProcessMark.of(left)).isEmpty();
        }
    }

    @Test
    void the_file_says_which_process_the_game_is_while_it_runs() throws Exception {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            long pid = ((GameState.Running) shell.game.report().state()).pid();
            assertThat(Files.readAllLines(file())).startsWith(Long.toString(pid));

            shell.game.stop();

            shell.in("stopped");
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void a_game_that_a_killed_gateway_left_behind_is_not_started_twice() throws Exception {
        leaveGame();
        assertThat(ProcessMark.of(left)).isPresent();

        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            String reason = ((GameState.GivenUp) shell.game.report().state()).reason();
            assertThat(reason).contains("pid " + left, "kill " + left, "/server/start");
            shell.line("not starting the game");
            assertThat(shell.texts()).containsExactly(reason + " – not starting the game");
            assertThat(ProcessMark.of(left)).isPresent();

            assertThat(shell.game.start()).isEqualTo(new Outcome.Refused(reason));
            assertThat(shell.states).hasSize(1);
        }
    }

    @Test
    void a_kill_ends_a_game_that_was_left_behind_and_then_it_can_be_started() throws Exception {
        leaveGame();
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            Outcome kill = shell.game.kill();

            assertThat(kill).isEqualTo(new Outcome.Begun());
            shell.in("stopped");
            assertThat(ProcessMark.of(left)).isEmpty();
            assertThat(file()).doesNotExist();
            await().until(() -> shell.game.start() instanceof Outcome.Begun);
            shell.in("running");
        }
    }

    @Test
    void what_is_asked_at_the_moment_when_the_start_is_given_up_is_done() throws Exception {
        leaveGame();
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            var asked = new AtomicReference<Outcome>();
            shell.game.onState(state -> {
                if (state instanceof GameState.GivenUp && asked.get() == null) {
                    asked.set(shell.game.restart());
                }
            });

            shell.started().in("running");

            assertThat(asked.get()).isEqualTo(new Outcome.Begun());
            assertThat(ProcessMark.of(left)).isEmpty();
        }
    }

    @Test
    void a_game_that_was_left_behind_can_be_stopped_and_saves_then() throws Exception {
        String saves =
                "trap '' PIPE; trap 'touch saved; exit 0' TERM; echo READY; while :; do sleep 0.1; done";
        leaveGame(saves);
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            assertThat(shell.game.stop()).isEqualTo(new Outcome.Begun());

            shell.in("stopped");
            assertThat(dir.resolve("saved")).exists();
            assertThat(ProcessMark.of(left)).isEmpty();
            assertThat(shell.passedStates()).containsExactly("given_up", "stopping", "stopped");
        }
    }

    @Test
    void a_restart_ends_a_game_that_was_left_behind_and_starts_another() throws Exception {
        leaveGame();
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            assertThat(shell.game.restart()).isEqualTo(new Outcome.Begun());

            shell.in("running");
            assertThat(ProcessMark.of(left)).isEmpty();
        }
    }

    @Test
    void what_a_left_game_started_is_found_when_its_first_process_has_gone() throws Exception {
        leaveGame(
                "trap '' PIPE; setsid sh -c 'setsid sleep 1000 & echo $! > server' ; echo READY; while :; do sleep 0.1; done");
        long server = Long.parseLong(Files.readString(dir.resolve("server")).strip());
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        await().until(() -> ProcessMark.of(left).isEmpty());
        left = server;

        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            assertThat(((GameState.GivenUp) shell.game.report().state()).pids())
                    .containsExactly(server);

            shell.game.stop();

            shell.in("stopped");
            assertThat(ProcessMark.of(server)).isEmpty();
        }
    }

    @Test
    void once_the_left_game_has_ended_by_itself_it_can_be_started() throws Exception {
        leaveGame();
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started().in("given_up")) {
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
            await().until(() -> ProcessMark.of(left).isEmpty());

            shell.game.start();

            shell.in("running");
        }
    }

    @Test
    void a_game_that_a_gateway_left_on_purpose_is_noticed_too() throws Exception {
        try (var other = OtherGateway.start(dir, STAYS, Map.of(), "on-exit", "leave")) {
            left = other.number("game started, pid ");
            other.line("game is ready");
            assertThat(other.end()).isZero();
        }
        assertThat(ProcessMark.of(left)).isPresent();

        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started()) {
            shell.in("given_up");
        }
    }

    @Test
    void a_process_that_was_given_the_old_number_is_not_the_game() throws Exception {
        // This very process, but with the mark of another start.
        Files.writeString(file(), ProcessHandle.current().pid() + "\nother-boot:1\ngame\n");

        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            shell.ready();
        }
    }

    @Test
    void a_damaged_file_is_not_heeded() throws Exception {
        for (String content :
                List.of("", "x", "12\n", "999999999999999999999\nmark\n", "-1\nm\n")) {
            Files.writeString(file(), content);

            assertThat(new GamePid(dir).leftBehind()).isEmpty();
        }
    }

    @Test
    void what_was_written_is_found_while_the_process_lives() throws Exception {
        var pidFile = new GamePid(dir);
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            var family = new Family("", Set.of(), false);
            family.add(process.pid());
            pidFile.write(process.pid(), List.of("sleep", "1000"), family);

            assertThat(pidFile.leftBehind().orElseThrow().members())
                    .containsExactly(process.toHandle());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(pidFile.leftBehind()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_no_leave_to_start() throws Exception {
        Files.createDirectory(file());

        assertThatThrownBy(() -> new GamePid(dir).leftBehind()).isInstanceOf(IOException.class);
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).started()) {
            shell.in("given_up");
        }
    }

    @Test
    void the_game_of_a_gateway_with_settings_in_its_environment_sees_none_of_them()
            throws Exception {
        var environment =
                Map.of("VS_API_KEY_ADMIN", "secret", "vs_data_dir", "x", "OTHER_VS_THING", "kept");
        try (var other =
                OtherGateway.start(
                        dir, "env; echo end of env; " + ShellGame.OBEDIENT, environment)) {
            StringBuilder seen = new StringBuilder();
            other.line("game started");
            for (String line = other.line(""); !line.equals("end of env"); line = other.line("")) {
                seen.append(line).append('\n');
            }

            assertThat(seen.toString())
                    .contains("PATH=", "OTHER_VS_THING=kept")
                    .doesNotContain("VS_API_KEY_ADMIN", "secret", "vs_data_dir");
            other.end();
        }
    }
}
