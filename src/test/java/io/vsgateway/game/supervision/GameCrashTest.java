package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameCrashTest {
    private static final String CRASHING = "echo READY; exit 3";

    @TempDir Path dir;

    @Test
    void a_crashed_game_is_started_again() {
        // It crashes once.
        String script = "[ -e crashed ] || { touch crashed; exit 1; }; " + ShellGame.OBEDIENT;
        try (var shell = new ShellGame(dir, script)) {
            shell.ready();

            assertThat(shell.passedStates())
                    .containsExactly("starting", "backing_off", "starting", "running");
            assertThat(shell.game.report().restarts()).isEqualTo(1);
            assertThat(shell.line("exit code 1").text())
                    .isEqualTo("exit code 1 – restarting in 10 ms (attempt 1)");
        }
    }

    @Test
    void after_too_many_crashes_it_is_given_up() {
        try (var shell = new ShellGame(dir, CRASHING, "restart.max-crashes", "3")) {
            shell.started().in("given_up");

            assertThat(shell.game.report().runs())
                    .hasSize(3)
                    .allMatch(run -> run.exitCode() == 3 && !run.wanted());
            assertThat(shell.game.report().restarts()).isEqualTo(2);
            assertThat(((GameState.GivenUp) shell.game.report().state()).reason())
                    .isEqualTo("exit code 3 – crash 3 within 10 min");
        }
    }

    @Test
    void a_request_starts_a_given_up_game_again_and_the_crashes_count_anew() throws Exception {
        String script = "[ -e repaired ] || exit 3; " + ShellGame.OBEDIENT;
        try (var shell = new ShellGame(dir, script, "restart.max-crashes", "2")) {
            shell.started().in("given_up");
            Files.createFile(dir.resolve("repaired"));

            Outcome restart = shell.game.restart();

            assertThat(restart).isEqualTo(new Outcome.Begun());
            shell.in("running");
        }
    }

    @Test
    void without_restarts_it_stays_crashed() {
        try (var shell = new ShellGame(dir, CRASHING, "restart.enabled", "false")) {
            shell.started().in("crashed");

            assertThat(((GameState.Crashed) shell.game.report().state()).exitCode()).isEqualTo(3);
            assertThat(shell.game.start()).isEqualTo(new Outcome.Begun());
        }
    }

    @Test
    void a_stop_while_it_waits_cancels_the_restart() {
        try (var shell =
                new ShellGame(
                        dir, CRASHING, "restart.backoff", "1h", "restart.backoff-max", "1h")) {
            shell.started().in("backing_off");

            assertThat(shell.game.stop()).isEqualTo(new Outcome.Begun());

            shell.in("stopped");
            assertThat(shell.game.report().runs()).hasSize(1);
        }
    }

    @Test
    void a_start_while_it_waits_does_not_wait() {
        String script = "[ -e crashed ] || { touch crashed; exit 1; }; " + ShellGame.OBEDIENT;
        try (var shell =
                new ShellGame(dir, script, "restart.backoff", "1h", "restart.backoff-max", "1h")) {
            shell.started().in("backing_off");

            assertThat(shell.game.start()).isEqualTo(new Outcome.Begun());

            shell.in("running");
        }
    }

    @Test
    void an_end_by_exit_code_0_that_nobody_asked_for_is_a_crash() {
        try (var shell = new ShellGame(dir, "exit 0", "restart.enabled", "false")) {
            shell.started().in("crashed");

            assertThat(shell.runs(1).getFirst().wanted()).isFalse();
        }
    }

    @Test
    void an_end_by_a_typed_stop_command_is_wanted() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            shell.submit("stop");

            shell.in("stopped");
            assertThat(shell.runs(1).getFirst().wanted()).isTrue();
        }
    }

    @Test
    void a_crash_long_after_a_typed_stop_command_is_a_crash() {
        String deaf = "echo READY; read -r stop; read -r crash; exit 5";
        try (var shell =
                new ShellGame(dir, deaf, "stop.wait", "0ms", "restart.enabled", "false").ready()) {
            shell.submit("stop");
            shell.submit("crash");

            shell.in("crashed");
        }
    }

    @Test
    void a_program_that_vanishes_counts_as_crashes() throws Exception {
        Path program = dir.resolve("game.sh");
        Files.writeString(program, "#!/bin/sh\nrm \"$0\"\nexit 1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (var shell =
                new ShellGame(
                        dir, java.util.List.of(program.toString()), "restart.max-crashes", "3")) {
            shell.started().in("given_up");

            assertThat(((GameState.GivenUp) shell.game.report().state()).reason())
                    .contains("could not be started", "crash 3");
        }
    }

    @Test
    void commands_that_wait_when_it_ends_are_told_so() {
        try (var shell =
                new ShellGame(dir, "echo READY; sleep 1; exit 1", "restart.enabled", "false")
                        .ready()) {
            Receipts help = shell.submit("/help");

            assertThat(help.atEnd()).containsExactly("accepted", "written", "timed_out");
            assertThat(help.reason()).isEqualTo("the game has ended");
            await().until(() -> shell.submit("/more").now().contains("rejected"));
        }
    }
}
