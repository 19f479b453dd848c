package io.vsgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vsgateway.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandsTest {
    @Test
    void help_answers_in_markup() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/help").shows(" : World settings\n");

            assertThat(demo.text())
                    .contains("[Server Notification] Available commands:\n<code>/announce ")
                    .contains("\n<code>/tp <i>&lt;source&gt; [target]</i></code> : Teleport")
                    .contains("\n<code>/stop</code> : ")
                    .contains("\n<code>/demo <i>&lt;hazard&gt;</i></code> : ");
        }
    }

    @Test
    void stop_saves_first_and_its_last_words_are_not_the_last_line() throws Exception {
        try (var demo = DemoProcess.start("--save-time", "50ms").ready()) {
            String text = demo.stopped();

            assertThat(text)
                    .containsSubsequence(
                            "Handling Console Command /stop\n",
                            "[Server Notification] Entering runphase Shutdown\n",
                            "[Server Event] Mods and systems notified, now saving everything...\n",
                            "[Server Event] World saved! Saved 2 chunks",
                            "[Server Event] Stopped the server!\n",
                            "[Server Notification] Entering runphase Exit\n");
        }
    }

    @Test
    void an_autosave_takes_its_time_while_the_game_goes_on() throws Exception {
        try (var demo = DemoProcess.start("--save-time", "500ms").ready()) {
            demo.sends("/autosavenow")
                    .shows("[Server Event] Will do offthread savegamedata saving...\n");
            demo.sends("/autosavenow").shows("Offthread save is running already.\n");
            demo.sends("/stats").shows("Players online: 0 / 16\n");

            demo.shows("[Server Event] Offthread save of savegame done.\n");
            assertThat(demo.text())
                    .containsSubsequence("Players online", "Offthread save of savegame done.");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15, 143", "INT, 2, 130"})
    void a_signal_saves_first(String signal, int number, int exitCode) throws Exception {
        try (var demo = DemoProcess.start("--save-time", "100ms").ready()) {
            assumeFalse(
                    ignores(demo, number), "a background job of a shell inherits SIGINT ignored");

            Signals.send(signal, demo.process().pid());

            assertThat(demo.exitCode()).isEqualTo(exitCode);
            assertThat(demo.text()).containsSubsequence("World saved!", "Stopped the server!");
        }
    }

    private static boolean ignores(DemoProcess demo, int signal) throws IOException {
        Path status = Path.of("/proc/" + demo.process().pid() + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
    }

    @Test
    void a_signal_during_the_start_saves_too() throws Exception {
        try (var demo = DemoProcess.start("--start-time", "5m").shows("runphase Start")) {
            demo.process().toHandle().destroy();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.text()).contains("Stopped the server!").doesNotContain("RunGame");
        }
    }

    @Test
    void commands_during_the_last_save_are_lost_and_a_signal_changes_nothing() throws Exception {
        try (var demo = DemoProcess.start("--save-time", "500ms").ready()) {
            demo.sends("/stop").shows("now saving everything");
            demo.sends("/time");
            demo.process().toHandle().destroy();
            demo.exitCode();

            assertThat(demo.text()).doesNotContain("/time").containsOnlyOnce("Stopped the server!");
        }
    }

    @Test
    void players_can_be_listed_and_kicked() throws Exception {
        try (var demo = DemoProcess.start("--rate", "2", "--seed", "3").ready()) {
            demo.shows("joins.");
            demo.sends("/list clients").shows("List of online Players\n[1] ");
            var line = Pattern.compile("\n\\[1\\] (.+) \\[::ffff:[0-9.]+\\]:\\d+\n");
            var match = line.matcher(demo.text());
            assertThat(match.find()).isTrue();

            demo.sends("/kick " + match.group(1) + " no reason");

            demo.shows("[Server Event] Player " + match.group(1) + " left.\n")
                    .shows("[Server Event] Client 1 disconnected.\n")
                    .shows("Player " + match.group(1) + " kicked.\n");
        }
    }

    @Test
    void the_ban_list_remembers() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends("/ban Mallory 1day griefing").shows("Player Mallory banned.\n");
            demo.sends("/list banned").shows("List of banned Players\nMallory\n");
            demo.sends("/unban Mallory").shows("Player Mallory unbanned.\n");
            demo.sends("/unban Mallory").shows("Player Mallory is not banned.\n");
        }
    }

    @Test
    void a_backup_takes_its_time() throws Exception {
        try (var demo = DemoProcess.start("--save-time", "20ms").ready()) {
            demo.sends("/genbackup").shows("Ok, generating backup, this might take a while\n");
            demo.shows("[Server Notification] Backup complete!\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/serverconfig password hunter2, 'Ok, password set.'",
        "/serverconfig maxclients 20, 'Ok, config maxclients set.'",
        "/op Priya13, 'Ok, role admin assigned to Priya13'",
        "/whitelist add Priya13, 'Ok, whitelist: add Priya13'",
        "/announce hello all, 'Message to all in group 0: hello all'",
        "/list nonsense, 'Unknown list: nonsense'",
        "/list role, 'List of roles'",
        "/list privileges, 'List of privileges'",
        "/kick Nobody, 'No player with this name is online: Nobody'",
        "/kick, 'Command kick, missing argument. '",
        "/stop now please, 'Command stop, too many arguments'",
        "/help tp, '<code>/tp '",
        "/help stopp, 'No such command: stopp'",
        "/stopp, 'No such command: /stopp'",
        "/, 'No such command: /.'",
        "/TIME, 'Server time: '",
        "/time set 12, 'Ok, time set: set 12'",
        "/weather, 'Weather: '",
        "/nexttempstorm, 'Next temporal storm '",
        "/gamemode Priya13 creative, 'Ok, done: Priya13 creative'",
    })
    void every_command_is_echoed_with_all_its_words_and_answered(String command, String answer)
            throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            demo.sends(command)
                    .shows("[Server Notification] Handling Console Command " + command + "\n")
                    .shows("[Server Notification] " + answer);
        }
    }
}
