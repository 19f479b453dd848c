package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsNamespaces;
import io.vsgateway.it.Rest;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may happen to a game that outlives its gateway besides: too much is written, the machine is
/// started anew, the disk is full.
@NeedsNamespaces
@Tag("many-starts")
class OutliveMishapsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 1_200_000;

    /// Writes more than 100 MB when the file `go` is there, and answers commands.
    private static final String GAME =
            """
            cd "$WORK"
            echo $$ >> starts; echo READY
            ( while [ ! -e go ]; do sleep 0.05; done
              seq -f 'line %%09.0f of very many that nobody reads while no gateway is there, padded with this' 1 %d
              echo big over; touch over ) &
            while read -r command; do
              echo "got $command"
              [ "$command" = stop ] && exit 0
            done
            """
                    .formatted(MANY);

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void makeFolder() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
    }

    private GatewayProcess.Builder gateway() {
        return GatewayProcess.with()
                .data(data)
                .game("WORK='" + folder + "'\n" + GAME)
                .set("VS_GAME_IO", "files")
                .set("VS_GAME_PATTERNS_READY", "READY")
                .set("VS_GAME_PATTERNS_ECHO", "^got (?P<command>.*)$")
                .set("VS_GAME_STOP_COMMAND", "stop")
                .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "3s")
                .set("VS_CONSOLE_BUFFER_LINES", "5000")
                .set("VS_CONSOLE_BUFFER_BYTES", "1M");
    }

    @AfterEach
    void endGames() throws IOException {
        if (Files.exists(folder.resolve("starts"))) {
            for (String pid : Files.readAllLines(folder.resolve("starts"))) {
                endFamily(Long.parseLong(pid.strip()));
            }
        }
    }

    private static void endFamily(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process -> {
                    List<ProcessHandle> below = process.descendants().toList();
                    process.destroyForcibly();
                    below.forEach(ProcessHandle::destroyForcibly);
                });
    }

    private static JsonNode server(GatewayProcess gateway) {
        return Rest.of(gateway).get("/api/v1alpha1/server");
    }

    private static void awaitRunning(GatewayProcess gateway) {
        await().atMost(PATIENCE)
                .until(() -> server(gateway).path("state").asText().equals("running"));
    }

    private static List<String> receiptsOf(GatewayProcess gateway, String command) {
        try (Client client = Client.admin(gateway)) {
            return client.command(command, command).receipts(command);
        }
    }

    private static long offset(JsonNode line) {
        String id = line.path("id").asText();
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    @Test
    void a_hundred_megabytes_that_it_writes_meanwhile_are_read_or_told_as_a_gap() throws Exception {
        JsonNode ready;
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            try (Client client = Client.admin(first)) {
                ready = client.json(it -> it.path("text").asText().equals("READY"));
            }
            first.kill();
        }
        Files.createFile(folder.resolve("go"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("over")));
        Path written = data.resolve("game/stdout");
        assertThat(Files.size(written)).isGreaterThan(100_000_000);

        try (GatewayProcess second = gateway().start()) {
            await().atMost(PATIENCE).until(() -> lastLines(second).contains("big over"));
            try (Client client =
                    Client.console(
                            second,
                            "format=json&api_key="
                                    + GatewayProcess.ADMIN
                                    + "&last_event_id="
                                    + ready.path("id").asText())) {
                JsonNode gap = client.json(it -> it.path("type").asText().equals("gap"));
                JsonNode end = client.json(it -> it.path("text").asText().equals("big over"));

                assertThat(gap.path("recovered").asBoolean()).isTrue();
                assertThat(gap.path("count").asLong()).isGreaterThan(MANY / 2);
                // Each line has a place, and the gateway itself says a little.
                assertThat(offset(end) - offset(ready)).isBetween(MANY + 1L, MANY + 10L);
            }
            assertThat(receiptsOf(second, "hello"))
                    .containsExactly("accepted", "written", "confirmed");
            // What was read is given back to the disk.
            await().atMost(PATIENCE).until(() -> bytesOnDisk(written) < 4_000_000);
        }
        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(1);
    }

    private static List<String> lastLines(GatewayProcess gateway) {
        return Rest.of(gateway)
                .get("/api/v1alpha1/console/history?lines=20")
                .findValuesAsText("text");
    }

    private static long bytesOnDisk(Path file) throws IOException {
        return 512L * Long.parseLong(said("stat", "-c", "%b", file.toString()).strip());
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            assertThat(process.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return said;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_process_that_has_its_number_by_now_is_not_taken_for_the_game(boolean isNewBoot)
            throws Exception {
        long pid;
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            pid = server(first).path("pid").asLong();
            first.kill();
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            // As if the power had gone: nobody wrote down how the game ended.
            endGame(lines -> {
                if (isNewBoot) {
                    lines.set(0, UUID.randomUUID().toString());
                }
                lines.set(1, stranger.pid() + " " + lines.get(1).split(" ", 2)[1]);
            });
            assertThat(ProcessMark.of(pid)).isEmpty();

            try (GatewayProcess second = gateway().start()) {
                awaitRunning(second);
                assertThat(server(second).path("pid").asLong()).isNotIn(pid, stranger.pid());
                assertThat(receiptsOf(second, "hello")).endsWith("confirmed");
                Rest.of(second).post("/api/v1alpha1/server/stop", "");
                await().atMost(PATIENCE)
                        .until(() -> server(second).path("state").asText().equals("stopped"));
            }
            assertThat(stranger.isAlive()).isTrue();
            assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(2);
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void after_a_restart_of_the_machine_its_last_lines_are_shown_and_it_is_started_again()
            throws Exception {
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            first.kill();
        }
        Path written = data.resolve("game/stdout");
        Files.writeString(data.resolve("game/stdin"), "hello\n");
        await().atMost(PATIENCE).until(() -> Files.readString(written).endsWith("got hello\n"));
        endMachine();
        Instant lastOutput = Files.getLastModifiedTime(written).toInstant();

        try (GatewayProcess second = gateway().start()) {
            awaitRunning(second);
            List<String> lines = lastLines(second);
            String told =
                    "the machine was started anew, and the game ended: exit code unknown, last"
                            + " output at "
                            + lastOutput;
            assertThat(lines).containsSubsequence("READY", "got hello", told, "READY");
            assertThat(server(second).path("restarts").asInt()).isZero();
            JsonNode run = server(second).path("runs").path(0);
            assertThat(run.path("exit_code").asInt()).isEqualTo(-1);
            assertThat(run.path("ended_at").asText()).isEqualTo(lastOutput.toString());
            assertThat(receiptsOf(second, "again")).endsWith("confirmed");
        }
        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(2);
    }

    @Test
    void a_game_that_ended_before_the_machine_did_is_started_whatever_its_exit_code_was()
            throws Exception {
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            first.kill();
        }
        endMachine();
        Files.writeString(data.resolve("game/exit"), "143\n");

        try (GatewayProcess second = gateway().set("VS_GAME_RESTART_ENABLED", "false").start()) {
            awaitRunning(second);
            assertThat(lastLines(second))
                    .anyMatch(line ->
                            line.startsWith(
                                    "the machine was started anew, and the game ended: exit code"
                                            + " 143, at "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdin", "stdout", "stderr"})
    void a_file_of_a_game_that_has_ended_may_be_gone(String name) throws Exception {
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            first.kill();
        }
        endGame(_ -> {});
        Files.delete(data.resolve("game").resolve(name));

        try (GatewayProcess second = gateway().start()) {
            awaitRunning(second);
            assertThat(lastLines(second))
                    .anyMatch(line -> line.contains("exit code unknown, last output at "));
            assertThat(receiptsOf(second, "hello")).endsWith("confirmed");
        }
    }

    @Test
    void what_a_lost_machine_has_left_of_a_flood_is_shown_and_the_rest_told() throws Exception {
        try (GatewayProcess first = gateway().start()) {
            awaitRunning(first);
            first.kill();
        }
        Files.createFile(folder.resolve("go"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("over")));
        endMachine();
        // The disk has given back what was read, and lost what was noted of it.
        Path written = data.resolve("game/stdout");
        said("fallocate", "-p", "-o", "0", "-l", "50MiB", written.toString());
        said("rm", "-r", data.resolve("console").toString());
        Files.delete(folder.resolve("go"));

        try (GatewayProcess second = gateway().start()) {
            awaitRunning(second);
            assertThat(lastLines(second))
                    .containsSubsequence("big over", "READY")
                    .noneMatch(line -> line.contains("\0"));
            assertThat(second.output())
                    .anyMatch(line ->
                            line.contains("bytes of the game's stdout are skipped: the disk had"));
            assertThat(
                            new Rest(second, GatewayProcess.ADMIN)
                                    .metric("vs_console_skipped_bytes_total"))
                    .isGreaterThanOrEqualTo(50 << 20);
        }
    }

    /// As if the power had gone: nobody wrote down how the game ended.
    private void endMachine() throws IOException {
        String before = UUID.randomUUID().toString();
        endGame(lines -> lines.set(0, before));
    }

    /// @param change of what was noted of who the shell and the game are
    private void endGame(Consumer<List<String>> change) throws IOException {
        for (String noted : List.of("wrapper", "game")) {
            Path file = data.resolve("game").resolve(noted);
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            long number = Long.parseLong(lines.getLast().split(" ", 2)[0]);
            endFamily(number);
            await().until(() -> ProcessMark.of(number).isEmpty());
            change.accept(lines);
            Files.write(file, lines);
        }
    }

    @Test
    void on_a_full_disk_the_game_goes_on_and_when_there_is_room_again_so_does_the_console()
            throws Exception {
        said("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "none", data.toString());
        try {
            long pid;
            Path filler = data.resolve("filler");
            try (GatewayProcess first = gateway().start()) {
                awaitRunning(first);
                pid = server(first).path("pid").asLong();
                fill(filler);

                // What becomes of the answer is the game's affair; the gateway only has to go on.
                assertThat(receiptsOf(first, "full")).startsWith("accepted", "written");
                assertThat(server(first).path("state").asText()).isEqualTo("running");
                // Also while the game is silent.
                awaitSaid(first, "the disk takes nothing (No space left on device)");
                Files.delete(filler);
                awaitSaid(first, "the disk takes what the game writes again");
                await().atMost(PATIENCE)
                        .until(() -> receiptsOf(first, "room").getLast().equals("confirmed"));
                fill(filler);
                first.kill();
            }
            assertThat(ProcessMark.of(pid)).isPresent();

            try (GatewayProcess second = gateway().start()) {
                awaitRunning(second);
                assertThat(server(second).path("pid").asLong()).isEqualTo(pid);
                Files.delete(filler);
                await().atMost(PATIENCE)
                        .until(() -> receiptsOf(second, "more").getLast().equals("confirmed"));
                Rest.of(second).post("/api/v1alpha1/server/stop", "");
                await().atMost(PATIENCE)
                        .until(() -> server(second).path("state").asText().equals("stopped"));
                assertThat(server(second).path("last_run").path("exit_code").asInt(-1)).isZero();
            }
            assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(1);
        } finally {
            said("umount", "-l", data.toString());
        }
    }

    private static void awaitSaid(GatewayProcess gateway, String text) {
        await().atMost(PATIENCE)
                .until(() ->
                        Rest.of(gateway)
                                .get("/api/v1alpha1/console/history?lines=1000")
                                .toString()
                                .contains(text));
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("No space left");
        }
    }
}
