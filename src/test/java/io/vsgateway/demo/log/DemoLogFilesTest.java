package io.vsgateway.demo.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.demo.DemoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLogFilesTest {
    @TempDir Path data;
    private Path logs;

    @BeforeEach
    void findLogs() {
        logs = data.resolve("Logs");
    }

    @Test
    void each_type_goes_to_its_own_file() throws Exception {
        try (var demo = start("--seed", "1", "--rate", "20000").ready()) {
            demo.shows("Client 30 disconnected.").stopped();
        }

        assertThat(types("server-main.log"))
                .containsExactlyInAnyOrder("Event", "Notification", "Warning", "Error");
        assertThat(types("server-chat.log")).containsExactly("Chat");
        assertThat(types("server-audit.log")).containsExactly("Audit");
        assertThat(types("server-build.log")).containsExactly("Build");
        assertThat(types("server-debug.log")).containsExactlyInAnyOrder("Debug", "VerboseDebug");
        assertThat(types("server-worldgen.log")).containsExactly("Worldgen");
        assertThat(Files.readString(logs.resolve("server-main.log")))
                .contains("[Event] Temporal storm begins", "\n   at Demo.Server.");
        assertThat(Files.readString(logs.resolve("server-audit.log"))).contains("Death message: ");
    }

    @Test
    void the_files_say_what_stdout_says_without_the_word_server() throws Exception {
        try (var demo = start().ready()) {
            demo.sends("/time").shows("Game Speed");
            String main = demo.stopped().replaceAll("(?m)^.*\\[Server Worldgen\\].*\n", "");

            assertThat(logs.resolve("server-main.log")).hasContent(main.replace("[Server ", "["));
        }
    }

    @Test
    void a_start_moves_old_logs_to_the_archive_but_for_crash_and_worldgen() throws Exception {
        try (var demo = start("--split-lines", "5").ready()) {
            demo.sends("/demo crash").exitCode();
        }
        Files.writeString(logs.resolve("notes.txt"), "not a log");
        List<Path> before = list(logs);

        try (var demo = start().ready()) {
            demo.stopped();
        }

        assertThat(before).contains(Path.of("server-main-2.log"));
        List<Path> archives = list(logs.resolve("Archive"));
        assertThat(archives).singleElement().asString().matches("\\d{4}-\\d\\d-\\d\\d(_\\d\\d){3}");
        assertThat(list(logs.resolve("Archive").resolve(archives.getFirst())))
                .contains(Path.of("server-main.log"), Path.of("server-main-2.log"))
                .contains(Path.of("server-debug.log"))
                .doesNotContain(Path.of("server-crash.log"), Path.of("server-worldgen.log"))
                .doesNotContain(Path.of("notes.txt"));
        assertThat(logs.resolve("server-crash.log")).content().contains("thread 'Relight'");
        assertThat(Files.readAllLines(logs.resolve("server-worldgen.log"))).hasSize(2);
        assertThat(logs.resolve("server-main-2.log")).doesNotExist();
    }

    @Test
    void two_starts_within_a_second_get_two_archives() throws Exception {
        for (int i = 0; i < 4; i++) {
            try (var demo = start().ready()) {
                demo.stopped();
            }
        }

        assertThat(list(logs.resolve("Archive"))).hasSize(3);
    }

    @Test
    void a_full_file_is_continued_in_a_new_one_and_keeps_its_name() throws Exception {
        try (var demo = start("--split-lines", "100").ready()) {
            demo.sends("/demo flood 250").shows("flood line 250 of 250");
            demo.stopped();
        }

        List<String> first = Files.readAllLines(logs.resolve("server-main.log"));
        List<String> second = Files.readAllLines(logs.resolve("server-main-2.log"));
        List<String> third = Files.readAllLines(logs.resolve("server-main-3.log"));
        assertThat(first).hasSize(100);
        assertThat(second).hasSize(100);
        assertThat(first.getFirst()).contains("DEMO");
        assertThat(third.getLast()).endsWith("Entering runphase Exit");
    }

    @Test
    void an_old_server_writes_txt_files() throws Exception {
        try (var demo = start("--old-style").ready()) {
            demo.stopped();
        }

        assertThat(list(logs))
                .contains(Path.of("server-main.txt"))
                .noneMatch(f -> f.endsWith(".log"));
        assertThat(Files.readAllLines(logs.resolve("server-main.txt")))
                .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d \\[\\w+\\] .*"));
    }

    @Test
    void the_real_servers_spelling_of_the_data_path_is_understood() throws Exception {
        try (var demo = DemoProcess.start("--dataPath", data.toString()).ready()) {
            demo.stopped();
        }

        assertThat(logs.resolve("server-main.log")).exists();
    }

    @Test
    void a_log_file_that_cannot_be_written_is_said_once_and_the_game_goes_on() throws Exception {
        try (var demo = start("--rate", "0").ready()) {
            Files.createDirectory(logs.resolve("server-chat.log"));
            demo.sends("hello").shows("Admin: hello");
            demo.sends("again").shows("Admin: again");
            demo.stopped();

            assertThat(demo.errors().lines())
                    .singleElement()
                    .asString()
                    .contains("no more log files");
        }
    }

    private DemoProcess start(String... options) throws IOException {
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--data-path";
        all[options.length + 1] = data.toString();
        return DemoProcess.start(all);
    }

    private List<String> types(String file) throws IOException {
        return Files.readAllLines(logs.resolve(file)).stream()
                .filter(line -> line.matches("[0-9.]+ [0-9:]+ \\[\\w+\\] .*"))
                .map(line -> line.substring(line.indexOf('[') + 1, line.indexOf(']')))
                .distinct()
                .toList();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(Path::getFileName).toList();
        }
    }
}
