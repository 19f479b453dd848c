package io.vsgateway.game.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.supervision.ManagedGame;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A game that is farther ahead of its gateway than it may be.
class UnreadOutputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_UNREAD = 2 << 20;
    private static final String LINE =
            "line %08d of very many, more than there is room for on the disk";
    private static final Pattern SKIPPED =
            Pattern.compile(
                    "(\\d+) bytes of the game's stdout are skipped: more than "
                            + MOST_UNREAD
                            + " bytes were unread .*");

    /// Writes what is in `flood` when `go` is there.
    private static final String GAME =
            """
            echo $$ >> starts; echo READY
            while [ ! -e go ]; do sleep 0.02; done
            cat flood; touch over
            while :; do sleep 1; done
            """;

    @TempDir Path dir;

    private static final OutlivingGames.Memory MEMORY = new OutlivingGames.Memory(1_000, 1 << 20);

    /// One gateway's part in it, and what its console showed.
    private final class Keeper implements AutoCloseable {
        private final List<ConsoleLine> shown = new ArrayList<>();
        private final ConsoleBuffer buffer;
        private final ManagedGame game;

        Keeper(String charset) {
            GameSettings settings =
                    GivenSettings.game(
                            "dialect", "plain",
                            "patterns.ready", "READY",
                            "lines.charset", charset,
                            "io-unread-max", Integer.toString(MOST_UNREAD),
                            "on-exit", "leave");
            buffer = new ConsoleBuffer(MEMORY, settings);
            game =
                    OutlivingGames.game(
                            dir,
                            List.of("/bin/sh", "-c", GAME),
                            settings,
                            buffer,
                            MEMORY,
                            this::watched);
            game.start();
        }

        private ConsoleLine.Sink watched(ConsoleLine.Sink sink) {
            return new ConsoleLine.Sink() {
                @Override
                public long accept(ConsoleLine line) {
                    note(List.of(line));
                    return sink.accept(line);
                }

                @Override
                public long accept(List<ConsoleLine> lines, ConsoleLine.Place behind) {
                    note(lines);
                    return sink.accept(lines, behind);
                }

                @Override
                public void skipped(long bytes) {
                    sink.skipped(bytes);
                }
            };
        }

        private synchronized void note(List<ConsoleLine> lines) {
            shown.addAll(lines);
        }

        private synchronized List<ConsoleLine> shown() {
            return List.copyOf(shown);
        }

        Keeper shows(String text) {
            await().atMost(PATIENCE)
                    .until(() -> shown().stream().anyMatch(line -> line.text().equals(text)));
            return this;
        }

        List<String> texts() {
            return shown().stream()
                    .filter(line -> line.source() == LineSource.STDOUT)
                    .map(ConsoleLine::text)
                    .toList();
        }

        /// As often as the console told of it, and the same that is counted.
        List<Long> skipped() {
            List<Long> told = told();
            assertThat(buffer.skippedBytes()).isEqualTo(told.stream().mapToLong(n -> n).sum());
            return told;
        }

        private List<Long> told() {
            return shown().stream()
                    .filter(line -> line.level() == Level.WARN)
                    .map(line -> SKIPPED.matcher(line.text()))
                    .filter(Matcher::matches)
                    .map(found -> Long.valueOf(found.group(1)))
                    .toList();
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

    private void flood(int lines, Charset charset) throws IOException {
        var text = new StringBuilder();
        for (int line = 1; line <= lines; line++) {
            text.append(LINE.formatted(line)).append('\n');
        }
        Files.writeString(dir.resolve("flood"), text.append("flood over\n"), charset);
    }

    private long bytesOnDisk() throws IOException {
        return OutlivingGames.bytesOnDisk(dir.resolve("game/stdout"));
    }

    @Test
    void what_was_too_much_while_no_gateway_was_there_is_skipped_and_counted() throws Exception {
        flood(100_000, StandardCharsets.UTF_8);
        try (var one = new Keeper("utf-8")) {
            one.shows("READY");
        }
        Files.createFile(dir.resolve("go"));
        await().atMost(PATIENCE).until(() -> Files.exists(dir.resolve("over")));
        long size = Files.size(dir.resolve("game/stdout"));
        assertThat(bytesOnDisk()).isGreaterThan(3 * MOST_UNREAD);

        try (var two = new Keeper("utf-8")) {
            two.shows("flood over");
            await().atMost(PATIENCE).until(() -> bytesOnDisk() < MOST_UNREAD);

            List<String> texts = two.texts();
            assertThat(two.skipped()).hasSize(1);
            long read = texts.stream().mapToLong(text -> text.length() + 1).sum();
            assertThat(read).isBetween(MOST_UNREAD / 2L - 100, MOST_UNREAD / 2L);
            assertThat("READY\n".length() + two.skipped().getFirst() + read).isEqualTo(size);
            // A whole line.
            long first = 100_000 - (texts.size() - 2);
            assertThat(texts.getFirst()).isEqualTo(LINE.formatted(first));
        }
        // The place behind what was skipped is kept: the next one does not read the hole.
        try (var three = new Keeper("utf-8")) {
            await().atMost(PATIENCE)
                    .until(() -> three.game.report().state().label().equals("running"));
            assertThat(three.texts()).isEmpty();
            assertThat(three.skipped()).isEmpty();
        }
    }

    @Test
    void characters_of_two_bytes_stay_whole() throws Exception {
        flood(50_000, StandardCharsets.UTF_16LE);
        try (var one = new Keeper("utf-16-le")) {
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(dir.resolve("starts")) && !one.shown().isEmpty());
        }
        Files.createFile(dir.resolve("go"));
        await().atMost(PATIENCE).until(() -> Files.exists(dir.resolve("over")));

        try (var two = new Keeper("utf-16-le")) {
            two.shows("flood over");

            assertThat(two.skipped()).hasSize(1);
            List<String> texts = two.texts();
            assertThat(texts.get(texts.size() - 2)).isEqualTo(LINE.formatted(50_000));
            assertThat(texts).contains(LINE.formatted(49_000));
        }
    }

    @Test
    void a_game_that_writes_faster_than_it_is_read_is_not_read_to_the_last_byte() throws Exception {
        flood(600_000, StandardCharsets.UTF_8);
        try (var one = new Keeper("utf-8")) {
            one.shows("READY");
            Files.createFile(dir.resolve("go"));
            one.shows("flood over");
            await().atMost(PATIENCE).until(() -> bytesOnDisk() < MOST_UNREAD);

            List<Long> skipped = one.skipped();
            assertThat(skipped).isNotEmpty();
            long read = one.texts().stream().mapToLong(text -> text.length() + 1).sum();
            long size = Files.size(dir.resolve("game/stdout"));
            long all = read + skipped.stream().mapToLong(Long::longValue).sum();
            // What was read of a line before it was skipped is one.
            assertThat(all).isBetween(size, size + skipped.size());
        }
    }
}
