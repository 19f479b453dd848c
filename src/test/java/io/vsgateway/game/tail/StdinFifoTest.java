package io.vsgateway.game.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.input.GameInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdinFifoTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path directory;

    private final List<Process> readers = new ArrayList<>();

    @AfterEach
    void endReaders() {
        readers.forEach(Process::destroyForcibly);
    }

    @Test
    void a_line_reaches_the_reader() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            assertThat(fifo.look()).isEmpty();
            BufferedReader reader = cat(path);

            fifo.write("/help\n".getBytes(UTF_8));

            assertThat(reader.readLine()).isEqualTo("/help");
        }
    }

    @Test
    void a_pipe_that_nobody_reads_is_noticed_and_so_is_the_next_reader() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            awaitUnread(fifo);
            assertThat(fifo.problem())
                    .isEqualTo(
                            "VS_GAME_STDIN_FIFO: "
                                    + path
                                    + " is read by nobody: the game does not run");

            for (int i = 0; i < 3; i++) {
                BufferedReader reader = cat(path);
                await().until(() -> fifo.look().isEmpty());
                fifo.write("/one\n".getBytes(UTF_8));
                assertThat(reader.readLine()).isEqualTo("/one");
                readers.removeLast().destroyForcibly().waitFor();
                awaitUnread(fifo);
            }
        }
    }

    @Test
    void nothing_is_left_in_a_pipe_that_nobody_reads() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            BufferedReader first = cat(path);
            fifo.write("/one\n".getBytes(UTF_8));
            assertThat(first.readLine()).isEqualTo("/one");
            readers.getFirst().destroyForcibly().waitFor();

            assertThatThrownBy(() -> fifo.write("/two\n".getBytes(UTF_8)))
                    .isInstanceOf(GameInput.NotRead.class)
                    .hasMessageContaining("is read by nobody");
            BufferedReader second = cat(path);
            fifo.write("/three\n".getBytes(UTF_8));

            assertThat(second.readLine()).isEqualTo("/three");
        }
    }

    @Test
    void what_the_game_does_not_read_in_time_is_taken_back() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, SHORT)) {
            Process game = opens(path, "read go; exec cat");
            assertThat(fifo.wasDeaf()).isFalse();

            for (String line : List.of("/one\n", "/two\n")) {
                assertThatThrownBy(() -> fifo.write(line.getBytes(UTF_8)))
                        .isInstanceOf(GameInput.NotRead.class)
                        .hasMessageContaining("taken back");
            }
            assertThat(fifo.wasDeaf()).isTrue();
            assertThat(fifo.wasDeaf()).isFalse();
            game.outputWriter().append("go\n").flush();
            awaitRead(fifo, "/three\n");

            assertThat(game.inputReader(UTF_8).readLine()).isEqualTo("/three");
        }
    }

    @Test
    void commands_do_not_wait_together_for_one_read() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            // Vintage Story takes what comes in one read as one command.
            Process game =
                    opens(
                            path,
                            "while :; do sleep 0.2; dd bs=1024 count=1 status=none"
                                    + " | tr '\\n' '.'; echo; done");
            List<String> commands = List.of("/one", "/two", "/three");

            for (String command : commands) {
                fifo.write((command + "\n").getBytes(UTF_8));
            }

            for (String command : commands) {
                assertThat(game.inputReader(UTF_8).readLine()).isEqualTo(command + ".");
            }
        }
    }

    @Test
    void what_others_wrote_is_left_to_the_game() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, SHORT)) {
            Process game = opens(path, "read go; exec cat");
            Files.writeString(path, "/by hand\n", StandardOpenOption.WRITE);

            assertThatThrownBy(() -> fifo.write("/one\n".getBytes(UTF_8)))
                    .isInstanceOf(GameInput.NotRead.class)
                    .hasMessageContaining("others");
            game.outputWriter().append("go\n").flush();

            assertThat(game.inputReader(UTF_8).readLine()).isEqualTo("/by hand");
            awaitRead(fifo, "/two\n");
            assertThat(game.inputReader(UTF_8).readLine()).isEqualTo("/two");
        }
    }

    @Test
    void a_reader_sees_the_end_of_its_input_when_the_gateway_lets_go() throws Exception {
        Path path = make("stdin");
        BufferedReader reader;
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            assertThat(fifo.look()).isEmpty();
            // Open for reading only: one that is open for both keeps itself from the end.
            Process only = new ProcessBuilder("cat", path.toString()).start();
            readers.add(only);
            reader = only.inputReader(UTF_8);
            awaitRead(fifo, "/one\n");
            assertThat(reader.readLine()).isEqualTo("/one");
        }

        assertThat(reader.readLine()).isNull();
    }

    @Test
    void a_pipe_that_takes_the_name_of_another_is_opened_by_the_next_look() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            assertThat(fifo.look()).isEmpty();
            Files.move(path, directory.resolve("old"));
            assertThat(fifo.look()).isEqualTo("VS_GAME_STDIN_FIFO: " + path + " does not exist");
            make("stdin");
            assertThat(fifo.look()).isEmpty();
            BufferedReader reader = cat(path);

            fifo.write("/new\n".getBytes(UTF_8));

            assertThat(reader.readLine()).isEqualTo("/new");
        }
    }

    @Test
    void a_missing_pipe_is_a_problem_and_is_not_made() {
        Path path = directory.resolve("stdin");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            assertThatThrownBy(() -> fifo.write(new byte[] {'\n'}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not exist");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void a_file_in_its_place_is_a_problem_and_is_not_written_to() throws IOException {
        Path path = Files.writeString(directory.resolve("stdin"), "mine");
        try (StdinFifo fifo = new StdinFifo(path, LONG)) {
            assertThat(fifo.look())
                    .isEqualTo("VS_GAME_STDIN_FIFO: " + path + " is not a named pipe");
            assertThatThrownBy(() -> fifo.write(new byte[] {'\n'})).isInstanceOf(IOException.class);
        }

        assertThat(path).hasContent("mine");
    }

    @Test
    void a_pipe_that_cannot_be_reached_is_a_problem() throws IOException {
        Path loop = directory.resolve("stdin");
        Files.createSymbolicLink(loop, loop);
        try (StdinFifo fifo = new StdinFifo(loop, LONG)) {
            assertThat(fifo.look()).contains("VS_GAME_STDIN_FIFO").contains("cannot be looked at");
        }
    }

    @Test
    void a_write_that_waits_for_the_game_ends_when_the_pipe_is_let_go() throws Exception {
        Path path = make("stdin");
        StdinFifo fifo = new StdinFifo(path, LONG);
        Process _ = opens(path, "exec sleep 600");
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        fifo.write("/one\n".getBytes(UTF_8));
                    } catch (IOException e) {
                        failure.complete(e.getMessage());
                    }
                });

        fifo.close();

        assertThat(failure.get()).isNotEmpty();
    }

    @Test
    void no_thread_waits_for_a_reader_of_a_pipe_that_was_let_go() throws Exception {
        Path path = make("stdin");
        StdinFifo fifo = new StdinFifo(path, LONG);
        awaitUnread(fifo);
        Files.move(path, directory.resolve("old"));
        make("stdin");
        awaitUnread(fifo);
        Files.delete(path);

        fifo.close();

        await().until(() ->
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("game-fifo-reader")));
    }

    @Test
    void what_is_let_go_stays_so() throws Exception {
        StdinFifo fifo = new StdinFifo(make("stdin"), LONG);
        fifo.close();

        assertThatThrownBy(() -> fifo.write(new byte[] {'\n'}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was let go");
    }

    private static void awaitUnread(StdinFifo fifo) {
        await().until(() -> fifo.look().contains("read by nobody"));
        assertThat(fifo.isUnread()).isTrue();
    }

    /// The game may be just about to read.
    private static void awaitRead(StdinFifo fifo, String line) {
        await().until(() -> {
            try {
                fifo.write(line.getBytes(UTF_8));
                return true;
            } catch (GameInput.NotRead e) {
                return false;
            }
        });
    }

    private Path make(String name) throws Exception {
        Path path = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        return path;
    }

    private BufferedReader cat(Path path) throws IOException {
        return opens(path, "exec cat").inputReader(UTF_8);
    }

    /// A shell that has the pipe as its input from now on; what is written to it goes to the script
    /// as descriptor 3, from which `read go` reads.
    private Process opens(Path path, String script) throws IOException {
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "exec 3<&0 <> \"$0\"; echo open; "
                                        + script.replace("read go", "read go <&3"),
                                path.toString())
                        .start();
        readers.add(process);
        assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("open");
        return process;
    }
}
