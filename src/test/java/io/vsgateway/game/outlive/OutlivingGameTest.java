package io.vsgateway.game.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.supervision.ManagedGame;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A game that one gateway after the other looks after, each with its own console.
class OutlivingGameTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String[] SETTINGS = {
        "dialect", "plain",
        "patterns.ready", "READY",
        "patterns.echo", "^got (?P<command>.*)$",
        "input.gap", "0ms",
        "lines.partial-after", "50ms",
        "restart.backoff", "10ms",
        "stop.command", "stop",
        "on-exit", "leave",
    };

    /// Takes commands until `stop`; `part` makes it pause within a line.
    private static final String OBEDIENT =
            """
            echo $$ >> starts; echo READY; echo oops >&2
            while read -r command; do
              echo "got $command"
              case "$command" in
                part) printf 'a prompt: ';;
                stop) exit 0;;
                die) exit 9;;
              esac
            done
            """;

    private static final OutlivingGames.Memory MEMORY = new OutlivingGames.Memory(10_000, 16 << 20);

    @TempDir Path dir;

    /// One gateway's part in it.
    private final class Keeper implements AutoCloseable {
        final ConsoleBuffer console = new ConsoleBuffer(MEMORY, GivenSettings.game(SETTINGS));
        final ManagedGame game;
        final List<GameState> states = new CopyOnWriteArrayList<>();

        Keeper(String script, String... more) {
            GameSettings settings =
                    GivenSettings.game(
                            Stream.concat(Stream.of(SETTINGS), Stream.of(more))
                                    .toArray(String[]::new));
            List<String> command = List.of("/bin/sh", "-c", script);
            game =
                    OutlivingGames.game(
                            dir, command, settings, console, MEMORY, UnaryOperator.identity());
            game.onState(states::add);
            game.start();
        }

        Keeper(String script) {
            this(script, new String[0]);
        }

        List<ConsoleLine> lines() {
            try (Cursor<ConsoleLine> all = console.feed().detachedCursor(new Start.Last(100_000))) {
                return all.read(100_000, Long.MAX_VALUE).entries();
            }
        }

        List<String> texts(LineSource source) {
            return lines().stream()
                    .filter(line -> line.source() == source)
                    .map(ConsoleLine::text)
                    .toList();
        }

        Keeper shows(String part) {
            await().atMost(PATIENCE)
                    .until(() -> lines().stream().anyMatch(line -> line.text().contains(part)));
            return this;
        }

        Keeper in(String state) {
            await().atMost(PATIENCE).until(() -> game.report().state().label().equals(state));
            return this;
        }

        Keeper says(String command) {
            game.submit("test", command, _ -> {});
            return this;
        }

        long pid() {
            Long pid = game.report().state().processId();
            return pid == null ? 0 : pid;
        }

        @Override
        public void close() {
            game.shutDown();
        }
    }

    @AfterEach
    void endGames() throws IOException {
        OutlivingGames.endAll(dir);
    }

    private List<Long> starts() throws IOException {
        return OutlivingGames.starts(dir);
    }

    @Test
    void nobody_else_may_read_what_it_leaves() throws IOException {
        try (var one = new Keeper(OBEDIENT, "on-exit", "stop")) {
            one.in("running").says("hello").shows("got hello");

            try (Stream<Path> files = Files.list(dir.resolve("game"))) {
                assertThat(files)
                        .extracting(file -> file.getFileName() + " " + permissions(file))
                        .containsExactlyInAnyOrder(
                                "exit rw-------",
                                "game rw-------",
                                "stderr rw-------",
                                "stdin rw-------",
                                "stdout rw-------",
                                "wrapper rw-------");
            }
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void it_runs_as_over_pipes() throws IOException {
        try (var one = new Keeper(OBEDIENT, "on-exit", "stop")) {
            one.in("running").says("hello").shows("got hello").shows("oops");
            assertThat(one.pid()).isEqualTo(starts().getFirst());
            assertThat(one.texts(LineSource.STDERR)).containsExactly("oops");

            one.game.stop();

            one.in("stopped");
            assertThat(one.game.report().runs().getFirst().exitCode()).isZero();
            assertThat(one.game.report().runs().getFirst().lastLines())
                    .contains("READY", "got hello", "got stop");
        }
    }

    @Test
    void another_gateway_goes_on_with_the_same_lines_state_and_ids() throws IOException {
        long end;
        String epoch;
        try (var one = new Keeper(OBEDIENT)) {
            one.in("running").says("hello").shows("got hello").shows("oops");
        }
        try (var two = new Keeper(OBEDIENT)) {
            two.in("running").says("again").shows("got again");
            assertThat(two.texts(LineSource.STDOUT))
                    .containsExactly("READY", "got hello", "got again");
            assertThat(two.texts(LineSource.STDERR)).containsExactly("oops");
            assertThat(two.states.getFirst().label()).isEqualTo("running");
            assertThat(two.pid()).isEqualTo(starts().getFirst());
            end = two.console.feed().lastOffset();
            epoch = two.console.feed().end().epoch();
        }
        try (var three = new Keeper(OBEDIENT, "on-exit", "stop")) {
            three.in("running");
            assertThat(three.console.feed().end().epoch()).isEqualTo(epoch);
            assertThat(three.console.feed().lastOffset()).isGreaterThan(end);
        }
        assertThat(starts()).hasSize(1);
        assertThat(ProcessMark.of(starts().getFirst())).isEmpty();
    }

    @Test
    void a_line_that_was_shown_in_part_goes_on() {
        try (var one = new Keeper(OBEDIENT)) {
            one.in("running").says("part").shows("a prompt: ");
        }
        try (var two = new Keeper(OBEDIENT)) {
            two.in("running").says("hello").shows("got hello");
            ConsoleLine rest =
                    two.lines().stream()
                            .filter(line -> line.text().equals("got hello"))
                            .findFirst()
                            .orElseThrow();
            assertThat(rest.before()).isEqualTo("a prompt: ");
            assertThat(rest.partial()).isFalse();
            two.says("stop").in("stopped");
        }
    }

    @Test
    void text_of_another_charset_is_neither_lost_nor_told_twice() throws IOException {
        String[] utf16 = {"lines.charset", "utf-16-le"};
        String script =
                "echo $$ >> starts; echo READY | iconv -t UTF-16LE;"
                        + " printf 'begun' | iconv -t UTF-16LE;"
                        + " while [ ! -e end ]; do sleep 0.02; done;"
                        + " echo ' and ended' | iconv -t UTF-16LE; while :; do sleep 1; done";
        try (var one = new Keeper(script, utf16)) {
            one.in("running").shows("begun");
        }
        Files.createFile(dir.resolve("end"));
        try (var two = new Keeper(script, utf16)) {
            two.shows(" and ended");
            assertThat(two.texts(LineSource.STDOUT))
                    .containsExactly("READY", "begun", " and ended");
            two.game.kill();
            two.in("stopped");
        }
    }

    @Test
    void a_crash_that_no_gateway_saw_is_told_and_followed_by_a_restart() throws Exception {
        try (var one = new Keeper(OBEDIENT)) {
            one.in("running");
        }
        ProcessHandle.of(starts().getFirst()).orElseThrow().destroyForcibly();
        await().until(() -> Files.readString(dir.resolve("game/exit")).startsWith("137"));

        try (var two = new Keeper(OBEDIENT)) {
            await().atMost(PATIENCE).until(() -> starts().size() == 2);
            two.in("running").shows("exit code 137, at ").shows("while no gateway was there");
            assertThat(two.game.report().restarts()).isEqualTo(1);
            two.says("stop").in("stopped");
        }
    }

    @Test
    void an_end_on_request_that_no_gateway_saw_is_no_crash() throws Exception {
        String slow = OBEDIENT.replace("stop) exit 0", "stop) sleep 0.5; exit 0");
        try (var one = new Keeper(slow)) {
            one.in("running").says("stop").shows("got stop");
        }
        await().until(() -> Files.readString(dir.resolve("game/exit")).startsWith("0"));

        try (var two = new Keeper(OBEDIENT)) {
            two.shows("game stopped, exit code 0, at ");
            await().atMost(PATIENCE).until(() -> starts().size() == 2);
            two.in("running");
            assertThat(two.game.report().restarts()).isZero();
            two.says("stop").in("stopped");
        }
    }

    @Test
    void crashes_before_the_restart_of_the_gateway_count() throws Exception {
        String[] few = {"restart.max-crashes", "3"};
        try (var one = new Keeper(OBEDIENT, few)) {
            one.in("running").says("die");
            await().atMost(PATIENCE).until(() -> starts().size() == 2);
            one.in("running").says("die");
            await().atMost(PATIENCE).until(() -> starts().size() == 3);
            one.in("running");
        }
        try (var two = new Keeper(OBEDIENT, few)) {
            two.in("running").says("die").in("given_up").shows("crash 3 within");
        }
    }

    @Test
    void what_was_read_is_given_back_to_the_disk_and_nothing_is_lost() throws Exception {
        String script =
                "echo $$ >> starts; echo READY;"
                        + " awk 'BEGIN { for (i = 1; i <= 200000; i++) print \"line\", i, \"of a flood\" }';"
                        + " echo flood over; while :; do sleep 1; done";
        try (var one = new Keeper(script)) {
            one.shows("flood over");
            long size = Files.size(dir.resolve("game/stdout"));
            assertThat(size).isGreaterThan(4 << 20);
            await().until(() -> OutlivingGames.bytesOnDisk(dir.resolve("game/stdout")) < 2 << 20);
            List<String> last = one.texts(LineSource.STDOUT);
            assertThat(last.get(last.size() - 2)).isEqualTo("line 200000 of a flood");
        }
        try (var two = new Keeper(script)) {
            two.in("running");
            List<String> last = two.texts(LineSource.STDOUT);
            assertThat(last.get(last.size() - 2)).isEqualTo("line 200000 of a flood");
            assertThat(last.getLast()).isEqualTo("flood over");
            two.game.kill();
            two.in("stopped");
        }
    }

    @Test
    void a_program_that_is_not_there_is_told() {
        GameSettings settings = GivenSettings.game(SETTINGS);
        var console = new ConsoleBuffer(MEMORY, settings);
        ManagedGame game =
                OutlivingGames.game(
                        dir,
                        List.of("no-such-game"),
                        settings,
                        console,
                        MEMORY,
                        UnaryOperator.identity());
        game.start();
        await().atMost(PATIENCE)
                .until(() ->
                        game.report().state() instanceof GameState.GivenUp(_, String why, _)
                                && why.contains("no program \"no-such-game\""));
        game.shutDown();
    }
}
