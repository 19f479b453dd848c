package io.vsgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStdinTest {
    private static final String ECHO = "[Server Notification] Handling Console Command ";

    @TempDir Path data;

    @Test
    void a_command_is_echoed_before_its_answer_whose_further_lines_bear_no_prefix()
            throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/time").shows("Game Speed: 60\n");

            assertThat(demo.text())
                    .containsPattern(
                            "Handling Console Command /time\n"
                                    + ".*\\[Server Notification\\] Server time: 1. May, Year 0,"
                                    + " 08:0\\d\nGame Speed: 60\n");
        }
    }

    @Test
    void commands_that_arrive_in_one_read_become_one() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.writes("/serverconfig advertise false\n/stop\n/list clients\n");

            demo.shows(ECHO + "/serverconfig advertise false\n/stop\n/list clients\n")
                    .shows("[Server Notification] Command serverconfig, too many arguments\n");
            assertThat(demo.stopped()).containsOnlyOnce("Stopped the server!");
        }
    }

    @Test
    void commands_one_after_another_are_told_apart() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/whitelist on").shows("Ok, whitelist: on\n");
            demo.sends("/whitelist off").shows("Ok, whitelist: off\n");
        }
    }

    @Test
    void commands_that_come_while_it_starts_wait() throws Exception {
        try (var demo = DemoProcess.start("--start-time", "300ms")) {
            demo.sends("/announce first").shows("Message to all in group 0: first\n");

            assertThat(demo.text().indexOf("Command /announce"))
                    .isGreaterThan(demo.text().indexOf("now running on Port"));
        }
    }

    @Test
    void a_chunk_without_a_line_break_leaves_the_console_deaf() throws Exception {
        try (var demo = DemoProcess.start("--data-path", data.toString()).ready()) {
            demo.writes("/time");
            staysDeaf(demo, 5);
        }
    }

    @Test
    void a_chunk_of_1024_bytes_leaves_the_console_deaf() throws Exception {
        try (var demo = DemoProcess.start("--data-path", data.toString()).ready()) {
            demo.sends("/announce " + "x".repeat(1013));
            staysDeaf(demo, 1024);
        }
    }

    @Test
    void a_command_of_1023_bytes_is_taken_whole() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            String message = "ü" + "x".repeat(1010);
            demo.sends("/announce " + message)
                    .shows("Message to all in group 0: " + message + "\n");
        }
    }

    /// It tells its debug log when it goes deaf, so the test need not guess when.
    private void staysDeaf(DemoProcess demo, int bytes) throws IOException, InterruptedException {
        Path debug = data.resolve("Logs/server-debug.log");
        await().untilAsserted(() ->
                assertThat(Files.readString(debug))
                        .contains("cannot make a command of " + bytes + " bytes"));
        demo.sends("/stats");

        demo.process().toHandle().destroy();
        demo.exitCode();

        assertThat(demo.text()).doesNotContain("Handling Console Command").contains("Stopped the");
    }

    @Test
    void a_line_without_a_slash_is_public_chat_even_a_mistyped_command() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("stop").shows("[Server Chat] 0 | Admin: stop\n");
            demo.sends(" /stop").shows("[Server Chat] 0 | Admin:  /stop\n");

            assertThat(demo.text()).doesNotContain(ECHO);
        }
    }

    @Test
    void a_line_with_a_dot_and_an_empty_line_are_ignored() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends(".help").sends("");

            // One that is merged with the lines before shares their fate.
            await().until(() -> {
                demo.sends("/time");
                return demo.text().contains("Server time: ");
            });
            assertThat(demo.text()).doesNotContain(".help", "[Server Chat]");
        }
    }

    @Test
    void it_goes_on_without_a_stdin() throws Exception {
        try (var demo = DemoProcess.start("--rate", "50").ready()) {
            demo.process().getOutputStream().close();
            demo.shows("Client 3 disconnected.");

            demo.process().toHandle().destroy();
            assertThat(demo.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void it_saves_and_ends_with_its_stdin_if_told_so() throws Exception {
        try (var demo = DemoProcess.start("--exit-on-eof").ready()) {
            demo.process().getOutputStream().close();

            assertThat(demo.exitCode()).isZero();
            assertThat(demo.text()).contains("World saved!", "Stopped the server!");
        }
    }

    @Test
    void even_a_deaf_game_ends_with_its_parent_if_told_so() throws Exception {
        String game = String.join(" ", DemoProcess.java()) + " --exit-on-eof --data-path " + data;
        // The shell is the parent; the game's stdin stays open beyond the shell's end.
        var shell =
                new ProcessBuilder("sh", "-c", "{ printf x; sleep 60; } | " + game + " & wait")
                        .redirectErrorStream(true)
                        .start();
        try {
            await().until(() -> shell.descendants().anyMatch(DemoStdinTest::isGame));
            var descendants = shell.descendants().toList();
            var running =
                    descendants.stream().filter(DemoStdinTest::isGame).findAny().orElseThrow();
            Path debug = data.resolve("Logs/server-debug.log");
            await().until(() -> Files.exists(debug) && Files.readString(debug).contains("deaf"));

            shell.toHandle().destroyForcibly();

            await().until(() -> !running.isAlive());
            assertThat(Files.readString(data.resolve("Logs/server-main.log")))
                    .contains("Stopped the server!");
            descendants.forEach(ProcessHandle::destroyForcibly);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.toHandle().destroyForcibly();
        }
    }

    private static boolean isGame(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }
}
