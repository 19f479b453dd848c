package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.GameState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameInputTest {
    @TempDir Path dir;

    @Test
    void every_command_arrives_in_one_read_with_its_newline() {
        // One read(2) per dd; it prints how much it got.
        String script =
                "echo READY; while :; do echo read $(dd bs=70000 count=1 2>/dev/null | wc -c);"
                        + " done";
        List<Integer> sizes = List.of(1, 2, 100, 1022, 4095, 8191, 8192, 9000, 65_535);
        try (var shell = new ShellGame(dir, script, "input.max-bytes", "65536").ready()) {
            for (int size : sizes) {
                shell.submit("x".repeat(size));
                shell.line("read " + (size + 1));
            }
            shell.game.kill();

            assertThat(shell.in("stopped").runs(1).getFirst().lastLines().stream().skip(1))
                    .containsExactlyElementsOf(
                            sizes.stream().map(size -> "read " + (size + 1)).toList());
        }
    }

    @Test
    void a_thousand_commands_keep_their_order() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT, "input.queue", "1000").ready()) {
            List<Receipts> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                all.add(shell.submit("/" + i));
            }

            assertThat(all)
                    .allSatisfy(receipts ->
                            assertThat(receipts.atEnd())
                                    .containsExactly("accepted", "written", "confirmed"));
            assertThat(shell.texts().filter(line -> line.startsWith("got ")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).mapToObj(i -> "got /" + i).toList());
        }
    }

    @Test
    void a_game_that_never_reads_blocks_nobody_and_every_command_gets_a_clear_end() {
        // More than the pipe holds.
        try (var shell =
                new ShellGame(
                                dir,
                                "echo READY; exec sleep 1000",
                                "input.queue",
                                "1000",
                                "input.write-timeout",
                                "300ms",
                                "input.confirm-timeout",
                                "300ms")
                        .ready()) {
            List<Receipts> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                all.add(shell.submit("x".repeat(1000)));
            }

            assertThat(all)
                    .allSatisfy(receipts ->
                            assertThat(receipts.atEnd())
                                    .isIn(
                                            List.of("accepted", "timed_out"),
                                            List.of("accepted", "written", "timed_out"),
                                            List.of("rejected")));
            assertThat(all.getFirst().reason()).contains("no answer");
            assertThat(all.getLast().reason()).contains("does not read its input");
            assertThat(shell.game.report().state()).isInstanceOf(GameState.Running.class);
        }
    }

    @Test
    void the_gap_is_seen_by_the_game() {
        // The shell has no clock finer than a second, but the kernel's file has.
        String script =
                "echo READY; while read -r c; do read -r up idle </proc/uptime; echo at $up; done";
        try (var shell = new ShellGame(dir, script, "input.gap", "200ms").ready()) {
            for (int i = 0; i < 5; i++) {
                shell.submit("/" + i);
            }
            await().until(() -> shell.texts().filter(line -> line.startsWith("at ")).count() == 5);

            List<Double> times =
                    shell.texts()
                            .filter(line -> line.startsWith("at "))
                            .map(line -> Double.valueOf(line.substring(3)))
                            .toList();
            assertThat(times.get(4) - times.get(0)).isGreaterThan(0.7);
        }
    }

    @Test
    void commands_are_utf_8() {
        try (var shell = new ShellGame(dir, ShellGame.OBEDIENT).ready()) {
            Receipts hello = shell.submit("/say héllo 漢字 𝄞");

            assertThat(hello.atEnd()).containsExactly("accepted", "written", "confirmed");
        }
    }
}
