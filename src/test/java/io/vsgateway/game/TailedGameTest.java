package io.vsgateway.game;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
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
        timer.shutdownNow();
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
                                Stream.LOG,
                                Level.INFO,
                                "Chat",
                                false,
                                "31.1.2026 10:15:30 [Chat] Priya13: [Event] hi"),
                        new ConsoleLine(
                                NOW,
                                Stream.LOG,
                                Level.ERROR,
                                "Error",
                                false,
                                "31.1.2026 10:15:31 [Error] Exception: x"),
                        new ConsoleLine(NOW, Stream.LOG, Level.ERROR, "Error", true, "   at y"));
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
                    assertThat(line.stream()).isEqualTo(Stream.GATEWAY);
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

        game.submit("tester", "/time", receipts::add);
        assertThat(cat(pipe).readLine()).isEqualTo("/time");
        append(main, "31.1.2026 10:15:31 [Notification] Handling Console Command /time\n");

        await().until(() -> receipts.size() == 3);
        assertThat(receipts)
                .containsExactly(
                        new Receipt.Accepted(), new Receipt.Written(), new Receipt.Confirmed());
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
        await().until(() -> {
            receipts.clear();
            game.submit("tester", "/two", receipts::add);
            return receipts.getFirst() instanceof Receipt.Accepted;
        });

        assertThat(cat(pipe).readLine()).isEqualTo("/two");
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
                timer,
                InstantSource.fixed(NOW),
                console::add);
    }

    private List<ConsoleLine> lines() {
        return console.stream().filter(line -> line.stream() == Stream.LOG).toList();
    }

    private Path mkfifo() throws Exception {
        Path path = directory.resolve("stdin");
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        return path;
    }

    private BufferedReader cat(Path path) throws IOException {
        Process process = new ProcessBuilder("cat", path.toString()).start();
        processes.add(process);
        return process.inputReader(UTF_8);
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
