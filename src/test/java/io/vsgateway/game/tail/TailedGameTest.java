package io.vsgateway.game.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.dialect.Dialects;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailedGameTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
    private static final String READY =
            "31.1.2026 10:15:30 [Event] Dedicated Server now running on Port 42420 and all ips!\n";

    @TempDir Path directory;

    private final List<ConsoleLine> console = new CopyOnWriteArrayList<>();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private Path main;
    private Path chat;
    private TailedGame game;

    @BeforeEach
    void follow() {
        main = directory.resolve("server-main.log");
        chat = directory.resolve("server-chat.log");
        game = follow("log-files", main + "," + chat);
    }

    @AfterEach
    void shutDown() {
        game.shutDown();
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void lines_of_all_logs_come_as_console_lines() throws IOException {
        append(chat, "31.1.2026 10:15:30 [Chat] Priya13: [Event] hi\n");
        append(main, "31.1.2026 10:15:31 [Error] Exception: x\n   at y\n");

        await().until(() -> lines().size() == 3);
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        new ConsoleLine(
                                        NOW,
                                        LineSource.LOG,
                                        Level.INFO,
                                        "Chat",
                                        false,
                                        "31.1.2026 10:15:30 [Chat] Priya13: [Event] hi")
                                .of("server-chat.log"),
                        new ConsoleLine(
                                        NOW,
                                        LineSource.LOG,
                                        Level.ERROR,
                                        "Error",
                                        false,
                                        "31.1.2026 10:15:31 [Error] Exception: x")
                                .of("server-main.log"),
                        new ConsoleLine(NOW, LineSource.LOG, Level.ERROR, "Error", true, "   at y")
                                .of("server-main.log"));
    }

    @Test
    void pieces_of_lines_of_two_logs_are_told_apart() throws IOException {
        append(main, "31.1.2026 10:15:30 [Notification] Loading: 1%");
        append(chat, "31.1.2026 10:15:30 [Chat] Priya13: he");
        await().until(() -> lines().size() == 2);
        append(chat, "llo\n");
        append(main, "\r2%\n");
        await().until(() -> lines().size() == 4);

        assertThat(lines())
                .filteredOn(ConsoleLine::isRest)
                .extracting(ConsoleLine::log, ConsoleLine::text)
                .containsExactlyInAnyOrder(
                        tuple("server-chat.log", "llo"), tuple("server-main.log", "\r2%"));
        assertThat(lines())
                .filteredOn(ConsoleLine::partial)
                .extracting(ConsoleLine::log)
                .containsExactlyInAnyOrder("server-main.log", "server-chat.log");
    }

    @Test
    void logs_of_one_name_are_told_by_their_paths_and_a_single_one_needs_no_label()
            throws IOException {
        game.shutDown();
        Path other = directory.resolve("other").resolve("server-main.log");
        Files.createDirectories(other.getParent());
        game = follow("log-files", main + "," + other);
        append(other, "31.1.2026 10:15:31 [Event] one of two\n");
        await().until(() -> lines().size() == 1);
        assertThat(lines().getFirst().log()).isEqualTo(other.toString());
        game.shutDown();
        console.clear();

        game = follow("log-files", main.toString());
        append(main, "31.1.2026 10:15:31 [Event] the only one\n");
        await().until(() -> lines().size() == 1);
        assertThat(lines().getFirst().log()).isNull();
    }

    @Test
    void it_is_followed_and_cannot_be_started_or_ended() {
        assertThat(game.report())
                .isEqualTo(
                        new Game.GameReport(
                                "tail",
                                "vintagestory",
                                new GameState.Following(NOW),
                                false,
                                null,
                                0,
                                List.of(),
                                null,
                                "the console is read-only: VS_GAME_STDIN_FIFO is not set"));
        for (Game.Outcome outcome :
                List.of(game.start(), game.stop(), game.restart(), game.kill())) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Game.Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("VS_GAME_LOG_FILES"));
        }
    }

    @Test
    void it_is_ready_from_the_ready_line_until_a_new_file_begins() throws IOException {
        append(main, READY);
        await().until(() -> game.report().ready());

        Files.move(main, directory.resolve("old"));
        append(main, "31.1.2026 10:20:00 [Notification] Entering runphase Start\n");
        await().until(() -> !game.report().ready());
        append(main, "31.1.2026 10:20:30 [Notification] Entering runphase RunGame\n");

        await().until(() -> game.report().ready());
        assertThat(console)
                .anySatisfy(line -> {
                    assertThat(line.source()).isEqualTo(LineSource.GATEWAY);
                    assertThat(line.text()).startsWith(main + " is a new file");
                });
    }

    @Test
    void a_new_chat_file_does_not_make_it_unready() throws IOException {
        append(main, READY);
        append(chat, "1\n");
        await().until(() -> game.report().ready() && lines().size() == 2);

        Files.move(chat, directory.resolve("old"));
        append(chat, "2\n");

        await().until(() -> lines().size() == 3);
        assertThat(game.report().ready()).isTrue();
    }

    @Test
    void it_is_ready_if_the_ready_line_is_older_than_the_history() throws IOException {
        game.shutDown();
        console.clear();
        append(main, READY + "31.1.2026 10:20:00 [Event] x\n".repeat(200));

        game = follow("log-files", main.toString());

        await().until(() -> lines().size() == 100);
        assertThat(game.report().ready()).isTrue();
    }

    @Test
    void a_partial_line_that_ended_does_not_hide_the_record_that_follows() throws IOException {
        append(main, "31.1.2026 10:15:31 [Chat] X: hi");
        await().until(() -> lines().size() == 1);
        append(main, "\n31.1.2026 10:15:31 [Event] Y joins.\n");

        await().until(() -> lines().size() == 3);
        assertThat(lines().get(1).isBareEnd()).isTrue();
        assertThat(lines().getLast().category()).isEqualTo("Event");
        assertThat(lines().getLast().continuation()).isFalse();
    }

    @Test
    void without_a_pipe_the_console_is_read_only() {
        game.submit("tester", "/help", receipts::add);

        assertThat(receipts)
                .containsExactly(
                        new Receipt.Rejected(
                                "the console is read-only: VS_GAME_STDIN_FIFO is not set"));
    }

    @Test
    void a_command_goes_into_the_pipe_and_is_confirmed_by_its_echo_in_the_log() throws Exception {
        Path pipe = mkfifo();
        game.shutDown();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());

        BufferedReader input = cat(pipe);
        game.submit("tester", "/time", receipts::add);
        assertThat(input.readLine()).isEqualTo("/time");
        append(main, "31.1.2026 10:15:31 [Notification] Handling Console Command /time\n");

        await().until(() -> receipts.size() == 3);
        assertThat(receipts)
                .containsExactly(
                        new Receipt.Accepted(),
                        new Receipt.Written(),
                        new Receipt.Confirmed(console.size()));
        assertThat(console.getLast().text()).endsWith("Command /time");
    }

    @Test
    void a_missing_pipe_is_told_and_rejects_commands_until_it_is_there() throws Exception {
        Path pipe = directory.resolve("stdin");
        String problem = "VS_GAME_STDIN_FIFO: " + pipe + " does not exist";
        game.shutDown();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());

        game.submit("tester", "/one", receipts::add);
        assertThat(receipts).containsExactly(new Receipt.Rejected(problem));
        await().until(() -> console.stream().anyMatch(line -> line.text().startsWith(problem)));
        mkfifo();
        BufferedReader input = cat(pipe);
        await().until(() -> {
            receipts.clear();
            game.submit("tester", "/two", receipts::add);
            return receipts.getFirst() instanceof Receipt.Accepted;
        });

        assertThat(input.readLine()).isEqualTo("/two");
    }

    @Test
    void a_killed_game_is_not_ready_and_takes_no_commands_until_the_next_one() throws Exception {
        Path pipe = mkfifo();
        game.shutDown();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());
        BufferedReader input = cat(pipe);
        append(main, READY);
        append(
                main,
                "31.1.2026 10:15:31 [Notification] Client 1 uid x attempting identification."
                        + " Name: Priya13\n");
        await().until(() -> game.report().ready() && game.report().inputClosed() == null);

        // It has no time for last words.
        processes.removeLast().destroyForcibly().waitFor();
        await().until(() -> !game.report().ready());
        game.submit("tester", "/announce late", receipts::add);

        assertThat(game.report().inputClosed()).contains("is read by nobody");
        assertThat(game.report().players()).isEmpty();
        assertThat(receipts).singleElement().isInstanceOf(Receipt.Rejected.class);
        assertThat(console)
                .anySatisfy(line -> {
                    assertThat(line.source()).isEqualTo(LineSource.GATEWAY);
                    assertThat(line.text()).contains("is read by nobody", "commands are rejected");
                });
        input = cat(pipe);
        await().until(() -> game.report().inputClosed() == null);
        assertThat(game.report().ready()).isFalse();
        append(main, READY);
        await().until(() -> game.report().ready());
        game.submit("tester", "/time", receipts::add);
        assertThat(input.readLine()).isEqualTo("/time");
    }

    @Test
    void a_game_that_was_dead_before_the_gateway_came_is_not_ready() throws Exception {
        append(main, READY);
        Path pipe = mkfifo();
        game.shutDown();
        console.clear();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());

        await().until(() -> game.report().inputClosed() != null);

        assertThat(lines()).hasSize(1);
        assertThat(game.report().ready()).isFalse();
    }

    @Test
    void last_words_in_any_log_but_chat_end_it() throws IOException {
        for (String end :
                List.of(
                        "[Event] Stopped the server!",
                        "[Notification] Entering runphase Shutdown",
                        "[Notification] Entering runphase Exit")) {
            append(main, READY);
            await().until(() -> game.report().ready());

            int before = lines().size();
            append(chat, "31.1.2026 10:20:00 [Chat] Priya13: " + end + "\n");
            append(chat, "31.1.2026 10:20:00 [Chat] Stopped the server!\n");
            append(main, "31.1.2026 10:20:00 [Event] Priya13: Stopped the server!\n");
            await().until(() -> lines().size() == before + 3);
            assertThat(game.report().ready()).isTrue();
            append(main, "31.1.2026 10:20:00 " + end + "\n");

            await().until(() -> !game.report().ready());
            assertThat(game.report().players()).isEmpty();
        }
    }

    @Test
    void of_another_game_a_pattern_tells_its_end() throws IOException {
        game.shutDown();
        game =
                follow(
                        "log-files",
                        main.toString(),
                        "dialect",
                        "plain",
                        "patterns.ready",
                        "^up$",
                        "patterns.end",
                        "^down$");
        append(main, "up\n");
        await().until(() -> game.report().ready());

        append(main, "down\n");

        await().until(() -> !game.report().ready());
    }

    @Test
    void silence_that_is_too_long_is_no_readiness() throws IOException {
        game.shutDown();
        game = follow("log-files", main.toString(), "silent-after", "1s");
        append(main, READY);
        await().until(() -> game.report().ready());

        await().until(() -> !game.report().ready());
        append(main, "31.1.2026 10:20:00 [Event] x\n");

        await().until(() -> game.report().ready());
    }

    @Test
    void a_run_that_was_seen_to_begin_has_its_own_beginning() throws IOException {
        assertThat(game.report().startedAt()).isNull();
        append(main, "31.1.2026 10:15:29 [Event] x\n");
        await().until(() -> lines().size() == 1);

        append(main, READY);

        await().until(() -> NOW.equals(game.report().startedAt()));
    }

    @Test
    void two_followers_do_not_share_a_data_folder() {
        assertThatThrownBy(() -> follow("log-files", main.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another gateway");
    }

    @Test
    void when_it_is_shut_down_nothing_of_it_is_left() throws Exception {
        Path pipe = mkfifo();
        for (int i = 0; i < 3; i++) {
            game.shutDown();
            game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());
            BufferedReader input = cat(pipe);
            game.submit("tester", "/time", receipts::add);
            assertThat(input.readLine()).isEqualTo("/time");
            processes.removeLast().destroyForcibly().waitFor();
        }
        game.shutDown();

        await().until(() -> ownThreads().isEmpty());
    }

    /// Of those that are virtual only the timer's is known by a dump.
    private static List<String> ownThreads() throws IOException {
        Path dump = Files.createTempFile("threads", ".txt");
        Files.delete(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.matches("#\\d+ \"game-(timer|fifo|log).*")).toList();
        }
    }

    @Test
    void a_game_that_waits_to_open_a_new_pipe_is_not_kept_waiting_for_a_command() throws Exception {
        Path pipe = mkfifo();
        game.shutDown();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());

        Files.move(pipe, directory.resolve("old-pipe"));
        mkfifo();
        Process reader =
                new ProcessBuilder("sh", "-c", "exec < \"$0\"; echo open", pipe.toString()).start();
        processes.add(reader);

        assertThat(reader.inputReader(UTF_8).readLine()).isEqualTo("open");
    }

    @Test
    void after_it_is_shut_down_nothing_is_shown_and_commands_are_rejected() throws Exception {
        Path pipe = mkfifo();
        game.shutDown();
        game = follow("log-files", main.toString(), "stdin-fifo", pipe.toString());

        game.shutDown();
        int shown = console.size();
        append(main, "x\n");
        game.submit("tester", "/help", receipts::add);

        assertThat(receipts).containsExactly(new Receipt.Rejected("the gateway ends"));
        assertThat(console).hasSize(shown);
    }

    private TailedGame follow(String... namesAndValues) {
        GameSettings settings = GivenSettings.game(namesAndValues);
        return TailedGame.follow(
                settings,
                Dialects.of(settings),
                100,
                directory.resolve("data"),
                InstantSource.fixed(NOW),
                line -> {
                    console.add(line);
                    return console.size();
                });
    }

    private List<ConsoleLine> lines() {
        return console.stream().filter(line -> line.source() == LineSource.LOG).toList();
    }

    private Path mkfifo() throws Exception {
        Path path = directory.resolve("stdin");
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        return path;
    }

    private BufferedReader cat(Path path) throws IOException {
        Process process =
                new ProcessBuilder(
                                "sh", "-c", "exec < \"$0\"; echo open; exec cat", path.toString())
                        .start();
        processes.add(process);
        BufferedReader output = process.inputReader(UTF_8);
        assertThat(output.readLine()).isEqualTo("open");
        return output;
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
