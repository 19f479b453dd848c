package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogFollowerTest extends FollowedLogs {
    @Test
    void it_begins_with_the_last_lines_and_goes_on_with_new_ones() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n2\n3\n4\n");

        follow(2, log);
        awaitLines("3", "4");
        append(log, "5\n6\n");

        awaitLines("3", "4", "5", "6");
        assertThat(seen.earlier()).containsExactly("1", "2");
        assertThat(seen.notices).isEmpty();
    }

    @Test
    void a_last_line_without_a_line_break_is_one_of_the_last_lines() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n2\n3");

        follow(2, log);
        awaitLines("2", "~3");
        append(log, "33\n");

        awaitLines("2", "~3", "33");
    }

    @Test
    void no_history_is_shown_if_none_is_wanted() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n2\n");

        follow(0, log);
        await().until(() -> seen.earlier().size() == 2);
        append(log, "3\n");

        awaitLines("3");
    }

    @Test
    void a_history_longer_than_the_file_is_all_of_it() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n2\n");

        follow(100, log);

        awaitLines("1", "2");
    }

    @Test
    void the_history_is_found_in_a_file_of_many_blocks() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, numbered(0, 50_000));

        follow(20_000, log);

        await().until(() -> seen.count() == 20_000);
        assertThat(seen.lines()).first().isEqualTo("line 30000");
        assertThat(seen.lines()).last().isEqualTo("line 49999");
    }

    @Test
    void a_history_of_huge_lines_is_cut_at_the_start_of_a_line() throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, ("x".repeat(1_500_000) + "\n").repeat(4));

        LogFollower _ = follow("16M", 100, log);

        await().until(() -> seen.count() == 2);
        assertThat(seen.lines()).allMatch(line -> line.length() == 1_500_000);
    }

    @Test
    void several_logs_are_followed_by_one_thread() throws IOException {
        Path main = logs.resolve("server-main.log");
        Path chat = logs.resolve("server-chat.log");
        follow(100, main, chat, main);

        append(main, "main\n");
        append(chat, "chat\n");

        await().until(() -> seen.count() == 2);
        assertThat(seen.lines()).containsExactlyInAnyOrder("main", "chat");
    }

    @Test
    void a_log_that_is_flooded_does_not_hold_up_another() throws IOException {
        Path flooded = logs.resolve("server-debug.log");
        Path main = logs.resolve("server-main.log");
        append(flooded, numbered(0, 400_000));
        append(main, "main\n");
        follow(1_000_000, flooded, main);

        await().until(() -> seen.count() > 100_000);

        assertThat(seen.lines().indexOf("main")).isBetween(0, 100_000);
    }

    @Test
    void an_unfinished_line_is_shown_after_its_time_and_its_rest_later() throws IOException {
        Path log = logs.resolve("server.log");
        follow(100, log);

        append(log, "50%");
        awaitLines("~50%");
        append(log, "100%\n");

        awaitLines("~50%", "100%");
    }

    @Test
    void output_that_neither_pauses_nor_ends_its_line_is_shown() throws Exception {
        Path log = logs.resolve("server.log");
        append(log, "");
        follow("500ms", log);

        for (int i = 0; seen.lines().isEmpty(); i++) {
            append(log, "\r" + i + "%");
            TimeUnit.MILLISECONDS.sleep(20);
        }

        assertThat(seen.lines()).first().asString().startsWith("~\r0%");
    }

    @Test
    void a_directory_in_the_place_of_a_file_is_told_once_and_does_not_stop_the_others()
            throws IOException {
        Path log = logs.resolve("server-main.log");
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        Files.createDirectory(logs.resolve("server-main-2.log"));
        await().until(() -> !seen.notices.isEmpty());
        append(log, "2\n");
        awaitLines("1", "2");

        assertThat(seen.notices)
                .containsExactly(logs.resolve("server-main-2.log") + " is not a file");
    }

    @Test
    void what_cannot_be_read_is_told_once() throws IOException {
        Path loop = logs.resolve("server.log");
        Files.createSymbolicLink(loop, loop);

        LogFollower follower = follow(100, loop);
        await().until(() -> follower.looks() > 2);

        assertThat(seen.notices).singleElement().asString().contains(loop + " cannot be read");
    }

    @Test
    void an_idle_log_is_looked_at_once_a_second() throws IOException {
        Path log = logs.resolve("server.log");
        append(log, "1\n");
        LogFollower follower = follow(100, log);
        awaitLines("1");
        long lively = System.nanoTime() + LogPace.LIVELY.toNanos() + LogPace.LONGEST.toNanos();
        await().until(() -> System.nanoTime() > lively);

        long before = follower.looks();
        long begin = System.nanoTime();
        await().until(() -> follower.looks() >= before + 3);

        // Three looks have two whole pauses between them; a slow machine only makes them longer.
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(LogPace.LONGEST.multipliedBy(2).minusMillis(50));
    }

    @Test
    void changes_of_other_files_do_not_wake_it() throws Exception {
        try (DirectoryWatch watch = new DirectoryWatch(Set.of(logs))) {
            assertThat(watch.renew()).isTrue();
            append(logs.resolve("server-debug.log"), "1\n");
            append(logs.resolve("server-main.log"), "1\n");

            List<String> asked = new CopyOnWriteArrayList<>();
            boolean woken =
                    watch.await(
                            Duration.ofSeconds(30),
                            name -> {
                                asked.add(name);
                                return name.startsWith("server-main");
                            });

            assertThat(woken).isTrue();
            assertThat(asked).contains("server-debug.log", "server-main.log");
        }
    }

    @Test
    void a_length_of_lines_that_cannot_be_is_refused_at_once() {
        assertThatThrownBy(() -> follow("1", 100, logs.resolve("server.log")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_LINES_MAX_BYTES");
    }
}
