package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.GivenSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer in a hurry that changes its files in every way there is. Each line has a number; all
/// come out, once, in order.
class LogFollowerLoadTest {
    private static final int CHANGES = 60;

    @TempDir Path logs;

    private final LogNotes seen = new LogNotes();

    @ParameterizedTest(name = "changes are announced: {0}")
    @ValueSource(booleans = {true, false})
    void no_line_is_lost_repeated_or_reordered_whatever_becomes_of_the_files(boolean announced)
            throws IOException {
        long seed = System.nanoTime();
        int written;

        try (LogFollower _ =
                        LogFollower.follow(
                                List.of(logs.resolve("server-main.log")),
                                1_000_000,
                                GivenSettings.game("lines.partial-after", "60s").lines(),
                                seen,
                                announced ? DirectoryWatch::new : DirectoryWatch::silent);
                Writer writer = new Writer(new Random(seed))) {
            writer.beSeen();
            for (int i = 0; i < CHANGES; i++) {
                writer.burst();
                writer.change();
            }
            writer.burst();
            written = writer.lines;
            await().atMost(Duration.ofSeconds(60)).until(() -> seen.count() >= written);
        }

        List<String> expected = IntStream.range(0, written).mapToObj(i -> "line " + i).toList();
        assertThat(seen.lines().equals(expected))
                .as("seed %d: %d lines, first wrong: %d", seed, written, firstWrong(expected))
                .isTrue();
    }

    private int firstWrong(List<String> expected) {
        List<String> lines = seen.lines();
        return IntStream.range(0, Math.min(lines.size(), expected.size()))
                .filter(i -> !lines.get(i).equals(expected.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private final class Writer implements AutoCloseable {
        private final Random random;
        private final Path log = logs.resolve("server-main.log");
        private FileChannel channel;
        private int lines;
        private int sibling = 1;
        private int rotations;

        Writer(Random random) throws IOException {
            this.random = random;
            this.channel = open(log);
        }

        /// Lines in pieces of any size, some of them cut within a line.
        void burst() throws IOException {
            StringBuilder text = new StringBuilder();
            int end = lines + random.nextInt(5_000);
            while (lines < end) {
                text.append("line ").append(lines++).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            int length = bytes.limit();
            while (bytes.position() < length) {
                bytes.limit(Math.min(length, bytes.position() + 1 + random.nextInt(8_000)));
                int _ = channel.write(bytes);
                bytes.limit(length);
            }
        }

        void change() throws IOException {
            switch (random.nextInt(6)) {
                case 0 -> rename();
                case 1 -> renameAndWriteOn();
                case 2 -> replace();
                case 3 -> truncate();
                case 4 -> split();
                default -> archive();
            }
            beSeen();
        }

        /// A file that comes and goes between two looks is nobody's to find.
        void beSeen() throws IOException {
            int before = lines;
            lines++;
            int _ =
                    channel.write(
                            ByteBuffer.wrap(
                                    ("line " + before + "\n").getBytes(StandardCharsets.UTF_8)));
            await().pollInterval(Duration.ofMillis(5)).until(() -> seen.count() > before);
        }

        private void rename() throws IOException {
            moveSiblings(logs.resolve("rotated-" + rotations++));
            reopen(log);
        }

        private void renameAndWriteOn() throws IOException {
            moveSiblings(logs.resolve("rotated-" + rotations++));
            burst();
            Files.createFile(log);
            burst();
            reopen(log);
        }

        private void replace() throws IOException {
            Path fresh = logs.resolve("fresh");
            FileChannel next = open(fresh);
            if (sibling > 1) {
                moveSiblings(logs.resolve("rotated-" + rotations++));
            }
            Files.move(fresh, log, StandardCopyOption.REPLACE_EXISTING);
            channel.close();
            channel = next;
        }

        private void truncate() throws IOException {
            await().until(() -> seen.count() == lines);
            channel.truncate(0);
            burst();
        }

        private void split() throws IOException {
            sibling++;
            reopen(logs.resolve("server-main-" + sibling + ".log"));
        }

        private void archive() throws IOException {
            burst();
            moveSiblings(logs.resolve("Archive/" + rotations++));
            reopen(log);
        }

        private void moveSiblings(Path to) throws IOException {
            Files.createDirectories(to);
            for (; sibling > 1; sibling--) {
                String name = "server-main-" + sibling + ".log";
                Files.move(logs.resolve(name), to.resolve(name));
            }
            Files.move(log, to.resolve("server-main.log"));
        }

        private void reopen(Path path) throws IOException {
            channel.close();
            channel = open(path);
        }

        private static FileChannel open(Path path) throws IOException {
            return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
