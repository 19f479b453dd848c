package io.vsgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoHazardsTest {
    @Test
    void help_lists_the_hazards() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo help").shows("[Server Notification] Hazards:\n/demo help  : ");
            demo.shows("\n/demo flood N [bytes] : ").shows("\n/demo orphan SECONDS : ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "boom, no such hazard: boom",
                "flood, flood N [bytes]: 0 numbers given",
                "flood many, 'many' is not a number from 1 to 100000000",
                "flood 1 2 3, 3 numbers given",
                "flood 1 99999999, is not a number from 1 to 16777216",
                "ticks 1, ticks RATE N [bytes]: 1 numbers given",
                "ticks -1 1, '-1' is not a number from 0 to 1000000",
                "crash 256, '256' is not a number from 0 to 255",
                "orphan 61, '61' is not a number from 1 to 60",
                "longline -1, '-1' is not a number from 1 to 16777216",
            })
    void a_mistake_is_explained_and_does_no_harm(String hazard, String why) throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo " + hazard).shows("[Server Notification] demo: ").shows(why);
            demo.stopped();
        }
    }

    @ParameterizedTest
    @CsvSource({"crash, 1", "crash 7, 7", "crash 0, 0"})
    void a_crash_ends_the_game_unsaved(String hazard, int exitCode) throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo " + hazard);

            assertThat(demo.exitCode()).isEqualTo(exitCode);
            assertThat(demo.text())
                    .contains("[Server Fatal] Caught unhandled exception in thread 'Relight'.")
                    .endsWith("line 130\n")
                    .doesNotContain("saved");
        }
    }

    @Test
    void a_game_that_hangs_heeds_neither_stop_nor_sigterm() throws Exception {
        try (var demo = DemoProcess.start("--rate", "100").ready()) {
            demo.sends("/demo hang").shows("demo: hangs from now on\n");
            demo.sends("/stop");
            demo.process().toHandle().destroy();

            assertThat(demo.process().waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(demo.text()).endsWith("demo: hangs from now on\n");
            demo.process().toHandle().destroyForcibly();
            assertThat(demo.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void a_game_that_hangs_still_ends_with_its_stdin_if_told_so() throws Exception {
        try (var demo = DemoProcess.start("--exit-on-eof").ready()) {
            demo.sends("/demo hang").shows("demo: hangs from now on\n");
            demo.process().getOutputStream().close();

            assertThat(demo.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_game_whose_stdin_ends_while_it_begins_to_hang_ends_too() throws Exception {
        try (var demo = DemoProcess.start("--exit-on-eof").ready()) {
            demo.sends("/demo hang").process().getOutputStream().close();

            assertThat(demo.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_flood_is_numbered_and_complete() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo flood 50000 120").shows("flood line 50000 of 50000");
            List<String> lines =
                    demo.stopped().lines().filter(line -> line.contains("flood line")).toList();

            assertThat(lines).hasSize(50000).allMatch(line -> line.length() == 120);
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i))
                        .contains("[Server Notification] flood line " + (i + 1) + " of 50000 x");
            }
        }
    }

    @Test
    void commands_get_through_a_flood() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo flood 100000000").shows("flood line 1 of 100000000\n");

            assertThat(demo.stopped()).contains("Stopped the server!");
        }
    }

    @Test
    void a_stdout_that_nobody_reads_stops_the_game_and_nothing_is_lost() throws Exception {
        try (var demo = DemoProcess.startUnread()) {
            demo.sends("/demo flood 20000 100");
            await().until(() -> demo.process().getInputStream().available() >= 60_000);
            demo.process().toHandle().destroy();
            assertThat(demo.process().waitFor(500, TimeUnit.MILLISECONDS)).isFalse();

            demo.read();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.text()).contains("Stopped the server!");
        }
    }

    @Test
    void ticks_bear_a_number_and_the_time() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo ticks 1000 50 200").shows("tick seq=50 ");

            var tick =
                    Pattern.compile("\\[Server Notification\\] tick seq=(\\d+) t=(\\d{19}) x+\n");
            var found = tick.matcher(demo.text()).results().toList();
            assertThat(found).hasSize(50);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).group(1)).isEqualTo(Integer.toString(i + 1));
            }
            assertThat(demo.lines().getLast()).hasSize(200);
        }
    }

    @Test
    void ticks_of_rate_0_come_as_fast_as_they_are_read() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo ticks 0 5000").shows("tick seq=5000 ");

            var ticks = demo.lines().stream().filter(line -> line.contains("tick seq=")).toList();
            assertThat(ticks).hasSize(5000);
            assertThat(ticks.get(2500)).contains("tick seq=2501 ");
        }
    }

    @Test
    void an_unfinished_line_is_shown_and_continued_by_the_next() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo partial password:").shows("\npassword:");
            assertThat(demo.text()).endsWith("\npassword:");

            demo.sends("/time").shows("Game Speed");
            assertThat(demo.text()).containsPattern("\npassword:[0-9.]+ [0-9:]+ \\[Server Notif");
        }
    }

    @Test
    void a_long_line_has_the_length_asked_for() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo longline 1048576").shows("x\n");

            assertThat(demo.lines().getLast()).hasSize(1_048_576).contains("] longline xxx");
        }
    }

    @Test
    void an_exception_spans_lines_one_of_them_empty() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo exception")
                    .shows("[Server Error] Exception: Object reference not set")
                    .shows("\n ---> System.InvalidOperationException: ")
                    .shows("\n\n   --- End of inner exception stack trace ---\n   at Demo.Server.");
        }
    }

    @Test
    void some_bytes_are_not_utf_8_and_a_character_comes_in_two_pieces() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo utf8").shows("torn: \uD83C\uDF29 end\n");

            assertThat(new String(demo.bytes(), StandardCharsets.ISO_8859_1))
                    .contains("] not UTF-8: \u00C3(\u00FF\u00FE\u00E2\u0082 end\n");
            seesRead(demo, "/demo utf8", "torn: \u00F0\u009F");
        }
    }

    @Test
    void a_colour_sequence_comes_in_two_pieces() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo ansi").shows("torn colour\u001b[0m\n");

            assertThat(demo.text()).containsPattern("\n\u001b\\[33m[0-9.]+ [0-9:]+ \\[Server Warn");
            seesRead(demo, "/demo ansi", "\u001b[3");
        }
    }

    /// Asks again until the reader was quick enough to see the first piece by itself.
    private static void seesRead(DemoProcess demo, String command, String end) {
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    demo.sends(command);
                    return demo.reads().stream().anyMatch(read -> read.endsWith(end));
                });
    }

    @Test
    void control_characters_and_carriage_returns_come_as_they_are() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo nul").shows("nul: \u0000 bell: \u0007 backspace: \b end\n");
            demo.sends("/demo crlf").shows("] ends in CR LF\r\n");
        }
    }

    @Test
    void chat_can_look_like_an_event() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo spoof").shows("[Server Chat] 0 | Mallory: [Server Event] Priya13 ");
        }
    }

    @Test
    void some_lines_go_to_stderr() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo stderr oh no");

            await().untilAsserted(() -> assertThat(demo.errors()).isEqualTo("oh no\n"));
        }
    }

    @Test
    void a_deaf_game_blocks_whoever_writes_to_it() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo deaf").shows("demo: deaf from now on\n");
            var pipe = demo.process().getOutputStream();
            byte[] ignored = ".ignored\n".repeat(30_000).getBytes(StandardCharsets.UTF_8);
            var write =
                    CompletableFuture.runAsync(() -> {
                        try {
                            pipe.write(ignored);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });

            assertThat(demo.process().waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(write).isNotDone();
            demo.process().toHandle().destroy();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(write).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void an_orphan_holds_stdout_beyond_the_end_of_the_game() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/demo orphan 60").shows(" holds stdout for 60 seconds\n");
            var match = Pattern.compile("demo: process (\\d+) holds").matcher(demo.text());
            assertThat(match.find()).isTrue();
            var orphan = ProcessHandle.of(Long.parseLong(match.group(1))).orElseThrow();
            try {
                demo.sends("/stop").shows("runphase Exit\n");
                assertThat(demo.process().waitFor(30, TimeUnit.SECONDS)).isTrue();

                assertThat(orphan.isAlive()).isTrue();
                assertThat(demo.isReading()).isTrue();
            } finally {
                orphan.destroy();
            }
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.isReading()).isFalse();
        }
    }
}
