package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of the files of a log.
class FollowedLogTest extends FollowedLogs {
    @Test
    void a_file_and_its_directory_may_come_later() throws IOException {
        Path log = logs.resolve("data/Logs/server-main.log");

        follow(100, log);
        await().until(() -> !seen.notices.isEmpty());
        Files.createDirectories(log.getParent());
        append(log, "1\n");
        awaitLines("1");
        append(log, "2\n");

        awaitLines("1", "2");
        assertThat(seen.notices)
                .containsExactly(log + " does not exist yet: it is followed as soon as it does");
        assertThat(seen.anew).isEmpty();
    }

    @Test
    void a_directory_may_be_replaced() throws IOException {
        Path log = logs.resolve("Logs/server-main.log");
        Files.createDirectory(log.getParent());
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        Files.move(log.getParent(), logs.resolve("old"));
        append(logs.resolve("old/server-main.log"), "2\n");
        awaitLines("1", "2");
        Files.createDirectory(log.getParent());
        append(log, "3\n");

        awaitLines("1", "2", "3");
        assertThat(seen.anew).containsExactly(log);
    }

    @Test
    void a_renamed_file_is_read_to_its_end_before_the_new_one() throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        try (FileChannel old = FileChannel.open(log, StandardOpenOption.APPEND)) {
            Files.move(log, logs.resolve("server.log.1"));
            write(old, "2\n");
            awaitLines("1", "2");
            Files.createFile(log);
            await().until(() -> !seen.anew.isEmpty());
            write(old, "3\n");
            append(log, "4\n");
        }

        awaitLines("1", "2", "3", "4");
        assertThat(seen.notices)
                .containsExactly(log + " is a new file: the game was restarted or its log rotated");
    }

    @Test
    void a_file_that_is_replaced_by_another_is_read_to_its_end_first() throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        append(log, "2\n");
        append(logs.resolve("new"), "3\n");
        Files.move(logs.resolve("new"), log, StandardCopyOption.REPLACE_EXISTING);
        append(log, "4\n");

        awaitLines("1", "2", "3", "4");
        assertThat(seen.anew).containsExactly(log);
    }

    @Test
    void an_unfinished_line_of_a_file_that_is_replaced_is_shown() throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\nunfinished");
        follow("60s", log);
        awaitLines("1");

        Files.move(log, logs.resolve("server.log.1"));
        append(log, "2\n");

        awaitLines("1", "unfinished", "2");
    }

    @Test
    void a_truncated_file_is_read_from_its_start() throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\n2\n");
        follow(100, log);
        awaitLines("1", "2");

        truncate(log);
        await().until(() -> !seen.notices.isEmpty());
        append(log, "3\n");

        awaitLines("1", "2", "3");
        assertThat(seen.notices).containsExactly(log + " was truncated: it is read from its start");
        assertThat(seen.anew).isEmpty();
    }

    @Test
    void a_truncated_file_that_is_longer_than_before_by_now_is_read_from_its_start()
            throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\n2\n");
        follow(100, log);
        awaitLines("1", "2");

        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes("3\n4\n5\n6\n")), 0);
        }

        awaitLines("1", "2", "3", "4", "5", "6");
    }

    @Test
    void the_hole_that_a_writer_leaves_after_a_truncation_is_skipped() throws IOException {
        Path log = logs.resolve("server.log");
        follow(100, log);
        try (FileChannel channel =
                FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, "x".repeat(300_000) + "\n");
            await().until(() -> !seen.lines().isEmpty());

            truncate(log);
            write(channel, "after\n");
        }

        await().until(() -> seen.lines().contains("after"));
        assertThat(seen.lines()).noneMatch(line -> line.contains("␀"));
    }

    @Test
    void a_split_goes_on_in_the_next_sibling() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        append(log, "2\n");
        append(logs.resolve("server-main-2.log"), "3\n");
        awaitLines("1", "2", "3");
        append(logs.resolve("server-main-2.log"), "4\n");
        append(logs.resolve("server-main-3.log"), "5\n");

        awaitLines("1", "2", "3", "4", "5");
        assertThat(seen.notices).isEmpty();
    }

    @Test
    void the_history_comes_from_the_sibling_that_was_written_last() throws IOException {
        Path log = logs.resolve("server-main.log");
        Path second = logs.resolve("server-main-2.log");
        append(log, "1\n");
        append(second, "2\n");
        append(logs.resolve("server-main-3.log"), "left over\n");
        Files.setLastModifiedTime(logs.resolve("server-main-3.log"), FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(log, FileTime.from(Instant.EPOCH));

        follow(100, log);
        awaitLines("2");
        append(second, "3\n");

        awaitLines("2", "3");
        assertThat(seen.earlier()).containsExactly("1");
    }

    @Test
    void at_the_start_of_the_game_all_files_move_to_the_archive() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n");
        append(logs.resolve("server-main-2.log"), "2\n");
        follow(100, log);
        awaitLines("2");

        Path archive = Files.createDirectories(logs.resolve("Archive/2026-01-31_10_15_30"));
        append(logs.resolve("server-main-2.log"), "3\n");
        for (String name : List.of("server-main.log", "server-main-2.log")) {
            Files.move(logs.resolve(name), archive.resolve(name));
        }
        append(log, "4\n");
        awaitLines("2", "3", "4");
        append(logs.resolve("server-main-2.log"), "5\n");

        awaitLines("2", "3", "4", "5");
        assertThat(seen.anew).containsExactly(log);
    }

    @Test
    void renamed_files_are_kept_open_for_a_while_but_not_too_many() throws IOException {
        Path log = logs.resolve("server.log");
        follow(100, log);
        for (int i = 1; i <= 20; i++) {
            int count = i;
            append(log, i + "\n");
            await().until(() -> seen.count() == count);
            Files.move(log, logs.resolve("server.log." + i));
        }
        append(log, "last\n");
        await().until(() -> seen.count() == 21);

        await().untilAsserted(() -> assertThat(openFiles()).isBetween(2L, 17L));
        await().until(() -> openFiles() == 1);
    }

    private long openFiles() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(logs)) {
                    count++;
                }
            }
        } catch (NoSuchFileException e) {
            // One was closed meanwhile: the next count is right.
            return -1;
        }
        return count;
    }
}
