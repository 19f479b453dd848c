package io.vsgateway.game.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.Run;
import io.vsgateway.game.process.StopLadder.Rung;
import io.vsgateway.game.process.StopLadder.Step;
import io.vsgateway.game.supervision.Receipts;
import io.vsgateway.game.supervision.ShellGame;
import io.vsgateway.kernel.ProcessMark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopLadderTest {
    @TempDir Path dir;

    /// The steps of the ladder that were taken.
    private static List<String> steps(ShellGame shell) {
        return shell.states.stream()
                .filter(GameState.Stopping.class::isInstance)
                .map(state -> ((GameState.Stopping) state).step())
                .toList();
    }

    @Test
    void by_default_it_is_the_stop_command_then_signals() {
        var ladder = new StopLadder(GivenSettings.game().stop());

        assertThat(ladder.steps())
                .containsExactly(
                        new Step(Rung.STOP, Optional.of("/stop"), Duration.ofSeconds(60)),
                        new Step(Rung.TERM, Optional.empty(), Duration.ofSeconds(30)),
                        new Step(Rung.KILL, Optional.empty(), Duration.ofSeconds(10)));
        assertThat(ladder.longest()).isEqualTo(Duration.ofSeconds(100));
        assertThat(ladder.steps().stream().map(ladder::longestFrom))
                .containsExactly(
                        Duration.ofSeconds(100), Duration.ofSeconds(40), Duration.ofSeconds(10));
    }

    @Test
    void announcement_and_save_come_first_when_they_are_set_and_an_empty_stop_command_is_none() {
        var ladder =
                new StopLadder(
                        GivenSettings.game(
                                        "stop.announce", "/announce bye",
                                        "stop.save", "/autosavenow",
                                        "stop.command", "")
                                .stop());

        assertThat(ladder.steps().stream().map(Step::rung))
                .containsExactly(Rung.ANNOUNCE, Rung.SAVE, Rung.TERM, Rung.KILL);
    }

    @Test
    void every_step_is_taken_in_turn_and_the_save_is_waited_for() {
        String script =
                """
                echo READY
                while read -r command; do
                  echo "got $command"
                  case $command in
                    save) sleep 0.3; echo saved the world;;
                    stop) exit 0;;
                  esac
                done
                """;
        try (var shell =
                new ShellGame(
                                dir,
                                script,
                                "stop.announce",
                                "say bye",
                                "stop.announce-wait",
                                "100ms",
                                "stop.save",
                                "save",
                                "stop.save-line",
                                "saved .* world")
                        .ready()) {
            shell.game.stop();

            shell.in("stopped");
            assertThat(steps(shell)).containsExactly("announce", "save", "stop");
            assertThat(shell.states)
                    .filteredOn(GameState.Stopping.class::isInstance)
                    .extracting(state ->
                            Duration.between(state.since(), Objects.requireNonNull(state.until()))
                                    .isPositive())
                    .containsExactly(true, true, true);
            assertThat(shell.states.getLast().until()).isNull();
            assertThat(shell.texts().filter(line -> !line.startsWith("stopping")))
                    .containsSubsequence("got say bye", "got save", "saved the world", "got stop");
            assertThat(shell.runs(1).getFirst().exitCode()).isZero();
        }
    }

    @Test
    void a_save_ends_when_the_game_says_so_and_not_when_a_player_does() {
        String script =
                """
                at='28.1.2024 15:30:20'
                done='Offthread save of savegame done.'
                echo "$at [Server Notification] Entering runphase RunGame"
                while read -r command; do
                  case $command in
                    /autosavenow)
                      echo "$at [Server Chat] 0 | Mallory: $done"
                      echo "$at [Server Chat] $done"
                      echo "$done"
                      echo "[Event] $done"
                      echo "$at [Server Audit] Mallory died. $done"
                      echo "$at [Server Notification] Handling Console Command /a $done"
                      sleep 0.5
                      echo "$at [Server Event] $done";;
                    /stop) exit 0;;
                  esac
                done
                """;
        List<String> stepsBefore = new CopyOnWriteArrayList<>();
        var present = new AtomicReference<ShellGame>();
        try (var shell =
                new ShellGame(
                        dir,
                        script,
                        line -> {
                            if (line.contains("[Server Event] Offthread")) {
                                stepsBefore.addAll(steps(present.get()));
                            }
                        },
                        "dialect",
                        "vintagestory",
                        "patterns.ready",
                        "runphase RunGame",
                        "stop.save",
                        "/autosavenow",
                        "stop.save-wait",
                        "60s",
                        "stop.command",
                        "/stop")) {
            present.set(shell);
            shell.ready().game.stop();

            shell.in("stopped");
            assertThat(stepsBefore).containsExactly("save");
            assertThat(steps(shell)).containsExactly("save", "stop");
        }
    }

    @Test
    void a_save_that_does_not_end_is_not_waited_for_for_ever() {
        try (var shell =
                new ShellGame(
                                dir,
                                ShellGame.OBEDIENT,
                                "stop.save",
                                "save",
                                "stop.save-wait",
                                "100ms")
                        .ready()) {
            shell.game.stop();

            shell.in("stopped");
            assertThat(steps(shell)).containsExactly("save", "stop");
        }
    }

    @Test
    void a_game_that_ignores_the_stop_command_gets_sigterm() {
        String script = "trap 'echo saving; exit 9' TERM; echo READY; while :; do sleep 0.1; done";
        try (var shell = new ShellGame(dir, script, "stop.wait", "100ms").ready()) {
            shell.game.stop();

            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(steps(shell)).containsExactly("stop", "term");
            assertThat(run.exitCode()).isEqualTo(9);
            assertThat(run.wanted()).isTrue();
            assertThat(run.lastLines()).contains("saving");
        }
    }

    @Test
    void a_game_that_ignores_sigterm_too_gets_sigkill_with_what_it_started() {
        String script =
                "trap '' TERM; sleep 1000 & echo child $!; echo READY; while :; do sleep 0.1; done";
        try (var shell =
                new ShellGame(dir, script, "stop.wait", "100ms", "stop.term-wait", "100ms")
                        .ready()) {
            long child = Long.parseLong(shell.line("child ").text().substring(6));

            shell.game.stop();

            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(steps(shell)).containsExactly("stop", "term", "kill");
            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(ProcessMark.of(child)).isEmpty();
        }
    }

    @Test
    void a_game_that_never_reads_does_not_hold_up_the_ladder() {
        // Its input is full and its writer stuck; the waits of the commands are the long default
        // ones.
        try (var shell =
                new ShellGame(
                                dir,
                                "echo READY; exec sleep 1000",
                                "input.write-timeout",
                                "200ms",
                                "input.max-bytes",
                                "65536",
                                "stop.announce",
                                "say bye",
                                "stop.announce-wait",
                                "1h",
                                "stop.wait",
                                "1h")
                        .ready()) {
            shell.submit("x".repeat(60_000));
            shell.submit("x".repeat(60_000)).atEnd();

            shell.game.stop();

            assertThat(shell.in("stopped").runs(1).getFirst().exitCode()).isEqualTo(143);
            assertThat(steps(shell)).containsExactly("announce", "stop", "term");
        }
    }

    @Test
    void a_game_that_closed_its_input_does_not_hold_up_the_ladder() {
        try (var shell =
                new ShellGame(dir, "exec <&-; echo READY; exec sleep 1000", "stop.wait", "1h")
                        .ready()) {
            shell.game.stop();

            shell.in("stopped");
            assertThat(steps(shell)).containsExactly("stop", "term");
        }
    }

    @Test
    void a_kill_cuts_the_ladder_short() {
        try (var shell =
                new ShellGame(dir, "trap '' TERM; echo READY; while :; do sleep 0.1; done")
                        .ready()) {
            shell.game.stop();
            shell.in("stopping");

            assertThat(shell.game.stop()).isEqualTo(new Outcome.Refused("it is being stopped"));
            assertThat(shell.game.kill()).isEqualTo(new Outcome.Begun());

            assertThat(shell.in("stopped").runs(1).getFirst().exitCode()).isEqualTo(137);
            assertThat(steps(shell)).containsExactly("stop", "kill");
        }
    }

    @Test
    void a_kill_needs_no_stop_before() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            shell.game.kill();

            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(run.wanted()).isTrue();
            assertThat(steps(shell)).containsExactly("kill");
        }
    }

    @Test
    void a_game_that_is_not_ready_yet_can_be_stopped() {
        try (var shell = new ShellGame(dir, "read -r x; exit 0").started().in("starting")) {
            shell.game.stop();

            assertThat(shell.in("stopped").runs(1).getFirst().wanted()).isTrue();
        }
    }

    @Test
    void the_stop_command_goes_before_what_waits() {
        String script = "echo READY; while read -r c; do echo got $c; [ $c = stop ] && exit; done";
        try (var shell = new ShellGame(dir, script, "input.gap", "2s").ready()) {
            shell.submit("one");
            Receipts two = shell.submit("two");

            shell.game.stop();

            shell.in("stopped");
            assertThat(two.reason()).isEqualTo("not written: the game has ended");
        }
    }
}
