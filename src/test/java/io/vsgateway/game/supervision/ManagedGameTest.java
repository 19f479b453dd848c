package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Run;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.pipes.PipedLauncher;
import io.vsgateway.game.process.LastLines;
import io.vsgateway.game.process.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedGameTest {
    @TempDir Path dir;

    @Test
    void nothing_runs_before_it_is_started() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            Game.GameReport report = shell.game.report();

            assertThat(report.state()).isInstanceOf(GameState.Stopped.class);
            assertThat(report.mode()).isEqualTo("managed");
            assertThat(report.dialect()).isEqualTo("plain");
            assertThat(report.ready()).isFalse();
            assertThat(report.runs()).isEmpty();
            assertThat(shell.submit("/help").reason()).isEqualTo("the game is not running");
        }
    }

    @Test
    void it_starts_gets_ready_and_stops() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            assertThat(shell.game.report().ready()).isTrue();

            Outcome stop = shell.game.stop();

            assertThat(stop).isEqualTo(new Outcome.Begun());
            Run run = shell.in("stopped").runs(1).getFirst();
            assertThat(run.wanted()).isTrue();
            assertThat(run.exitCode()).isZero();
            assertThat(run.lastLines()).containsExactly("READY", "got stop");
            assertThat(run.endedAt()).isAfterOrEqualTo(run.startedAt());
            assertThat(shell.passedStates())
                    .containsExactly("starting", "running", "stopping", "stopped");
        }
    }

    @Test
    void before_its_ready_line_it_is_starting() {
        try (var shell = new ShellGame(dir, "echo loading; read -r x; echo READY; read -r y")) {
            shell.started().line("loading");

            assertThat(shell.game.report().state()).isInstanceOf(GameState.Starting.class);
            shell.submit("go");
            shell.in("running");
        }
    }

    @Test
    void output_that_neither_pauses_nor_ends_its_line_is_shown() {
        String progress = "while :; do i=$((i+1)); printf '\\r%d%%' $i; sleep 0.02; done";
        try (var shell =
                new ShellGame(dir, "echo READY; " + progress, "lines.partial-after", "500ms")
                        .ready()) {
            ConsoleLine piece = shell.line("%");
            ConsoleLine next =
                    await().until(
                                    () ->
                                            shell.lines.stream()
                                                    .filter(ConsoleLine::isRest)
                                                    .findFirst(),
                                    Optional::isPresent)
                            .orElseThrow();

            assertThat(piece.partial()).isTrue();
            assertThat(next.before()).isEqualTo(piece.text());
        }
    }

    @Test
    void the_lines_of_both_streams_are_shown_each_in_its_order() {
        String script =
                "i=0; while [ $i -lt 500 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done;"
                        + " echo READY; read -r x";
        try (var shell = new ShellGame(dir, script).ready()) {
            shell.line("err 499");

            for (LineSource source : List.of(LineSource.STDOUT, LineSource.STDERR)) {
                String name = source == LineSource.STDOUT ? "out " : "err ";
                assertThat(
                                shell.lines.stream()
                                        .filter(line -> line.source() == source)
                                        .map(ConsoleLine::text)
                                        .filter(text -> text.startsWith(name)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 500).mapToObj(i -> name + i).toList());
            }
        }
    }

    @Test
    void a_prompt_without_a_line_break_is_shown_after_a_while() {
        try (var shell = new ShellGame(dir, "printf 'name? '; read -r x; echo $x; read -r y")) {
            shell.started();

            shell.line("name? ");
            shell.submit("Ada");
            shell.line("Ada");
        }
    }

    @Test
    void the_last_line_needs_no_line_break() {
        try (var shell = new ShellGame(dir, "printf last", "restart.enabled", "false").started()) {
            shell.in("crashed");

            assertThat(shell.runs(1).getFirst().lastLines()).containsExactly("last");
        }
    }

    @Test
    void what_the_gateway_does_is_a_line_of_its_own_stream() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            ConsoleLine line = shell.line("game started, pid ");

            assertThat(line.source()).isEqualTo(LineSource.GATEWAY);
            assertThat(shell.game.report().state())
                    .isInstanceOfSatisfying(
                            GameState.Running.class,
                            state -> assertThat(line.text()).endsWith(" " + state.pid()));
        }
    }

    @Test
    void a_flood_of_200_000_lines_comes_through() {
        String script =
                "yes 'a line of the flood, as long as lines are' | head -n 200000; echo READY; read"
                        + " -r x";
        try (var shell = new ShellGame(dir, script).ready()) {
            // A line whose rest comes late is shown in pieces.
            String flood =
                    shell.lines.stream()
                            .filter(line -> line.source() == LineSource.STDOUT)
                            .map(line -> line.text() + (line.partial() ? "" : "\n"))
                            .collect(Collectors.joining());
            assertThat(flood.lines().filter("a line of the flood, as long as lines are"::equals))
                    .hasSize(200_000);
        }
    }

    @Test
    void settings_are_known_by_either_spelling() {
        assertThat(List.of("VS_API_KEY_ADMIN", "vs_data_dir", "vs.api-key.admin"))
                .allMatch(Launch::isGatewaySetting);
        assertThat(List.of("PATH", "VSCODE", "XVS_A", "DOTNET_VS_A"))
                .noneMatch(Launch::isGatewaySetting);
    }

    @Test
    void it_runs_in_its_folder() throws Exception {
        try (var shell = new ShellGame(dir, "pwd -P; echo READY; read -r x").ready()) {
            assertThat(shell.texts()).contains(dir.toRealPath().toString());
        }
    }

    @Test
    void a_program_that_is_not_there_is_given_up_with_the_reason() {
        try (var shell = new ShellGame(dir, List.of("/no/such/program")).started()) {
            shell.in("given_up");

            assertThat(shell.game.report().state())
                    .isInstanceOfSatisfying(
                            GameState.GivenUp.class,
                            state -> assertThat(state.reason()).contains("/no/such/program"));
            assertThat(shell.game.start()).isEqualTo(new Outcome.Begun());
        }
    }

    @Test
    void what_does_not_fit_the_state_is_refused() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            assertThat(shell.game.stop()).isEqualTo(new Outcome.Refused("it is not running"));
            assertThat(shell.game.kill()).isEqualTo(new Outcome.Refused("it is not running"));

            shell.ready();

            assertThat(shell.game.start()).isEqualTo(new Outcome.Refused("it is already running"));
        }
    }

    @Test
    void a_restart_is_another_run() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            long first = ((GameState.Running) shell.game.report().state()).pid();

            shell.game.restart();

            await().until(() ->
                    shell.game.report().state() instanceof GameState.Running running
                            && running.pid() != first);
            assertThat(shell.passedStates())
                    .containsExactly(
                            "starting", "running", "stopping", "stopped", "starting", "running");
            assertThat(shell.game.report().restarts()).isZero();
        }
    }

    @Test
    void a_restart_of_a_stopped_game_is_a_start() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            shell.game.restart();

            shell.in("running");
        }
    }

    @Test
    void a_restart_can_be_turned_into_a_stop() {
        try (var shell = new ShellGame(dir, "echo READY; sleep 1000").ready()) {
            shell.game.restart();
            shell.in("stopping");

            assertThat(shell.game.stop()).isEqualTo(new Outcome.Begun());
            assertThat(shell.game.kill()).isEqualTo(new Outcome.Begun());

            shell.in("stopped");
            assertThat(shell.game.start()).isEqualTo(new Outcome.Begun());
        }
    }

    @Test
    void a_state_listener_is_told_until_it_is_closed() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT)) {
            List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
            Game.Subscription subscription = shell.game.onState(state -> told.add(state.label()));
            shell.ready();
            await().until(() -> told.contains("running"));

            subscription.close();
            shell.game.stop();

            shell.in("stopped");
            assertThat(told).containsExactly("starting", "running");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void listeners_and_receivers_that_fail_do_no_harm(Class<? extends Throwable> kind) {
        Runnable failing =
                () -> {
                    if (kind == OutOfMemoryError.class) {
                        throw new OutOfMemoryError("a failure that the test wants");
                    }
                    throw new IllegalStateException("a failure that the test wants");
                };
        GameSettings settings = GivenSettings.game(ShellGame.DEFAULTS);
        var launch =
                new Launch(
                        "managed",
                        List.of("/bin/sh", "-c", ShellGame.OBEDIENT),
                        java.util.Optional.empty());
        var game =
                new ManagedGame(
                        new PipedLauncher(launch),
                        settings,
                        Dialects.of(settings),
                        dir,
                        DataDirLock.take(dir),
                        java.time.InstantSource.system(),
                        _ -> {
                            failing.run();
                            return 1;
                        });
        try (var _ = game.onState(_ -> failing.run())) {
            game.start();

            await().until(() -> game.report().state() instanceof GameState.Running);
        } finally {
            game.shutDown();
        }
        assertThat(game.report().state()).isInstanceOf(GameState.Stopped.class);
    }

    @Test
    void only_the_last_runs_and_lines_are_kept_and_long_lines_by_their_beginning() {
        String script =
                "for i in 1 2 3 4; do echo line $i; done; printf 'x%.0s' $(seq 3000); exit 7";
        try (var shell =
                new ShellGame(
                        dir,
                        script,
                        "runs.kept",
                        "2",
                        "runs.lines",
                        "3",
                        "restart.max-crashes",
                        "4")) {
            shell.started().in("given_up");

            assertThat(shell.game.report().runs()).hasSize(2);
            Run run = shell.game.report().runs().getFirst();
            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(run.wanted()).isFalse();
            assertThat(run.lastLines())
                    .containsExactly("line 3", "line 4", "x".repeat(LastLines.MAX_LENGTH) + "…");
        }
    }

    @Test
    void a_setting_that_is_not_valid_is_named_and_nothing_is_held() {
        assertThatThrownBy(() -> new ShellGame(dir, "true", "stop.save-line", "(unclosed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_STOP_SAVE_LINE");
        assertThat(Files.exists(dir.resolve(DataDirLock.FILE))).isFalse();
    }
}
