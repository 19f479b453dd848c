package io.vsgateway.game;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdinFifoTest {
    @TempDir Path directory;

    private final List<Process> readers = new ArrayList<>();

    @AfterEach
    void endReaders() {
        readers.forEach(Process::destroyForcibly);
    }

    @Test
    void a_line_reaches_the_reader() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path)) {
            assertThat(fifo.look()).isEmpty();
            BufferedReader reader = cat(path);

            fifo.write("/help\n".getBytes(UTF_8));

            assertThat(reader.readLine()).isEqualTo("/help");
        }
    }

    @Test
    void a_reader_that_is_started_again_sees_no_end_of_its_input() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path)) {
            BufferedReader first = cat(path);
            fifo.write("/one\n".getBytes(UTF_8));
            assertThat(first.readLine()).isEqualTo("/one");
            readers.getFirst().destroyForcibly().waitFor();

            fifo.write("/two\n".getBytes(UTF_8));

            assertThat(cat(path).readLine()).isEqualTo("/two");
        }
    }

    @Test
    void a_reader_sees_the_end_of_its_input_when_the_gateway_lets_go() throws Exception {
        Path path = make("stdin");
        BufferedReader reader;
        try (StdinFifo fifo = new StdinFifo(path)) {
            assertThat(fifo.look()).isEmpty();
            reader = cat(path);
            fifo.write("/one\n".getBytes(UTF_8));
            assertThat(reader.readLine()).isEqualTo("/one");
        }

        assertThat(reader.readLine()).isNull();
    }

    @Test
    void a_pipe_that_takes_the_name_of_another_is_opened_by_the_next_look() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path)) {
            assertThat(fifo.look()).isEmpty();
            Files.move(path, directory.resolve("old"));
            assertThat(fifo.look()).isEqualTo("VS_GAME_STDIN_FIFO: " + path + " does not exist");
            make("stdin");
            assertThat(fifo.look()).isEmpty();

            fifo.write("/new\n".getBytes(UTF_8));

            assertThat(cat(path).readLine()).isEqualTo("/new");
        }
    }

    @Test
    void a_missing_pipe_is_a_problem_and_is_not_made() {
        Path path = directory.resolve("stdin");
        try (StdinFifo fifo = new StdinFifo(path)) {
            assertThatThrownBy(() -> fifo.write(new byte[] {'\n'}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not exist");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void a_file_in_its_place_is_a_problem_and_is_not_written_to() throws IOException {
        Path path = Files.writeString(directory.resolve("stdin"), "mine");
        try (StdinFifo fifo = new StdinFifo(path)) {
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
        try (StdinFifo fifo = new StdinFifo(loop)) {
            assertThat(fifo.look()).contains("VS_GAME_STDIN_FIFO").contains("cannot be looked at");
        }
    }

    @Test
    void a_write_that_nobody_reads_fails_when_the_pipe_is_let_go() throws Exception {
        StdinFifo fifo = new StdinFifo(make("stdin"));
        CompletableFuture<String> failure = fill(fifo);

        fifo.close();

        assertThat(failure.get()).contains("Broken pipe");
    }

    @Test
    void a_write_that_nobody_reads_fails_when_another_pipe_takes_the_name() throws Exception {
        Path path = make("stdin");
        try (StdinFifo fifo = new StdinFifo(path)) {
            CompletableFuture<String> failure = fill(fifo);
            Files.move(path, directory.resolve("old"));
            make("stdin");

            assertThat(fifo.look()).isEmpty();

            assertThat(failure.get()).contains("Broken pipe");
        }
    }

    @Test
    void letting_go_does_not_wait_for_a_game_that_does_not_read() throws Exception {
        Path path = make("stdin");
        StdinFifo fifo = new StdinFifo(path);
        assertThat(fifo.look()).isEmpty();
        Process game =
                new ProcessBuilder(
                                "sh", "-c", "exec < \"$0\"; echo; exec sleep 600", path.toString())
                        .start();
        readers.add(game);
        assertThat(game.inputReader(UTF_8).readLine()).isEmpty();
        CompletableFuture<String> failure = fill(fifo);

        fifo.close();
        assertThat(failure).isNotDone();
        game.destroyForcibly();

        assertThat(failure.get()).contains("Broken pipe");
    }

    @Test
    void what_is_let_go_stays_so() throws Exception {
        StdinFifo fifo = new StdinFifo(make("stdin"));
        fifo.close();

        assertThatThrownBy(() -> fifo.write(new byte[] {'\n'}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was let go");
    }

    /// Writes until the pipe is full; the result is why the last write failed.
    private static CompletableFuture<String> fill(StdinFifo fifo) {
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (written.get() < 1_000) {
                                    fifo.write(new byte[1_024]);
                                    written.incrementAndGet();
                                }
                            } catch (IOException e) {
                                failure.complete(String.valueOf(e.getMessage()));
                            }
                        });
        await().until(() -> written.get() == 64 && isInSystemCall(writer));
        return failure;
    }

    private static boolean isInSystemCall(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    private Path make(String name) throws Exception {
        Path path = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        return path;
    }

    private BufferedReader cat(Path path) throws IOException {
        Process process = new ProcessBuilder("cat", path.toString()).start();
        readers.add(process);
        return process.inputReader(UTF_8);
    }
}
