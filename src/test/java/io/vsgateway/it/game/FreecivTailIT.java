package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.RealGame;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// freeciv run by others: its output goes to a log file, its input comes from a named pipe, and the
/// gateway follows the one and writes to the other.
@NeedsGame("freeciv")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreecivTailIT {
    private static final String READY = "For introductory help, type 'help'.";

    private Path log;
    private Path fifo;
    private RealGame game;
    private GatewayProcess gateway;
    private Process process;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        game = RealGame.of("freeciv");
        log = folder.resolve("server.log");
        fifo = folder.resolve("stdin");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        gateway = follower().start();
        // Opened for reading and writing, a pipe waits for nobody and never ends.
        String command = "exec %s <>'%s' >>'%s' 2>&1".formatted(game.commandLine(), fifo, log);
        process = new ProcessBuilder("sh", "-c", command).start();
    }

    private GatewayProcess.Builder follower() {
        return FreecivIT.patterns(
                GatewayProcess.with()
                        .set("VS_GAME_DIALECT", "plain")
                        .set("VS_GAME_LOG_FILES", log.toString())
                        .set("VS_GAME_STDIN_FIFO", fifo.toString())
                        .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "5s"));
    }

    @AfterAll
    void end() throws InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
        if (process != null) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        if (game != null) {
            game.close();
        }
    }

    private Onlooker onlooker() {
        var client = Onlooker.of(gateway, 10_000);
        client.seesLineEnding(READY);
        return client.anew();
    }

    @Test
    void it_is_followed_from_its_first_line_and_known_to_be_ready() {
        try (var client = Onlooker.of(gateway, 10_000)) {
            client.seesLineEnding(READY);

            assertThat(client.texts()).contains("This is the server for Freeciv version 3.0.6");
            assertThat(client.states()).containsExactly("following");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> RealGameContract.status(gateway).path("ready").asBoolean());
            JsonNode status = RealGameContract.status(gateway);
            assertThat(status.path("mode").asText()).isEqualTo("tail");
            assertThat(status.path("state").asText()).isEqualTo("following");
        }
    }

    @Test
    void commands_through_the_pipe_are_answered_in_the_log_and_confirmed() {
        try (var client = onlooker()) {
            var answer = client.asks("lua cmd log.normal(\"over the pipe\")", "over the pipe");

            assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
            assertThat(client.seesLineEnding("over the pipe").stream()).isEqualTo("log");
            client.seesLine(line -> line.text().equals("> "));
        }
    }

    @Test
    void a_log_that_is_emptied_while_the_game_writes_is_followed_on() throws IOException {
        try (var client = onlooker()) {
            client.asks("lua cmd log.normal(\"before\")", "before");

            FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();

            for (String word : List.of("one", "two", "three")) {
                var answer =
                        client.asks("lua cmd log.normal(\"after " + word + "\")", "after " + word);
                assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
            }
            assertThat(client.texts().stream().filter("before"::equals)).hasSize(1);
            // So that the other tests find it, whichever comes first.
            client.asks("lua cmd log.normal(\"" + READY + "\")", READY);
        }
    }

    @Test
    void a_flood_into_the_log_is_shown_whole_and_in_its_order() {
        try (var client = onlooker()) {
            client.sends("lua cmd for i=1,5000 do log.normal(\"flood %d\", i) end");
            client.seesLineEnding("flood 5000");

            assertThat(client.texts().stream().filter(text -> text.startsWith("flood ")))
                    .hasSize(5000);
            assertThat(client.gaps()).isEmpty();
        }
    }

    @Test
    void it_cannot_be_stopped_from_here_and_lives_on_when_the_gateway_ends() throws Exception {
        var refused =
                Rest.of(gateway)
                        .request()
                        .contentType("application/json")
                        .body("")
                        .post("/api/v1alpha1/server/stop");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("run by others");

        var other = follower().start();
        try (var client = Onlooker.of(other, 10_000)) {
            client.asks("lua cmd log.normal(\"by another\")", "by another");
            other.terminate();
            other.awaitExit(Duration.ofSeconds(60));
        } finally {
            other.close();
        }

        assertThat(process.isAlive()).isTrue();
        try (var client = onlooker()) {
            client.asks("lua cmd log.normal(\"still here\")", "still here");
        }
        assertThat(Files.size(log)).isPositive();
    }
}
