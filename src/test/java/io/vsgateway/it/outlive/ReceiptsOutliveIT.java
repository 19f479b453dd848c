package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.client.ConsoleQuery;
import io.vsgateway.client.Gateway;
import io.vsgateway.it.Cable;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What became of a command is known over a lost connection and over the end of the gateway.
@Tag("many-starts")
class ReceiptsOutliveIT {
    private static final String COMMAND = "/api/v1alpha1/console/command";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("gateway.kills", 6);
    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .with()
                    .reconnectBackoffBase(Duration.ofMillis(100))
                    .reconnectBackoffMax(Duration.ofMillis(500))
                    .reconnectMaxAttempts(0)
                    .build();

    /// Keeps each command, and answers those that are not to be met with silence; the slow one when
    /// the file `answer` is there.
    private static final String GAME =
            """
            echo $$ > pid; echo READY
            while read -r command; do
              echo "$command" >> commands
              case "$command" in
                stop) exit 0 ;;
                silence*) ;;
                slow) while [ ! -e answer ]; do sleep 0.05; done; echo "got slow" ;;
                *) echo "got $command" ;;
              esac
            done
            """;

    @TempDir Path folder;

    private GatewayProcess.Builder gateway() {
        return GatewayProcess.with()
                .data(folder)
                .game(GAME)
                .set("VS_GAME_IO", "files")
                .set("VS_GAME_PATTERNS_READY", "READY")
                .set("VS_GAME_PATTERNS_ECHO", "^got (?P<command>.*)$")
                .set("VS_GAME_STOP_COMMAND", "stop")
                .set("VS_GAME_INPUT_GAP", "3ms")
                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "10000")
                .set("VS_AUDIT_REMEMBERED", "10000");
    }

    @AfterEach
    void endGame() throws IOException {
        Path pid = folder.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static void awaitRunning(GatewayProcess gateway) {
        await().atMost(PATIENCE)
                .until(() ->
                        Rest.of(gateway)
                                .get("/api/v1alpha1/server")
                                .path("state")
                                .asText()
                                .equals("running"));
    }

    private static ConsoleClient connect(Cable cable) throws InterruptedException {
        return new ConsoleClient(
                        Gateway.of(cable.url(""), GatewayProcess.ADMIN), ConsoleQuery.ALL, CONFIG)
                .connect();
    }

    /// Sends numbered commands as fast as the game takes them, and keeps what it hears of them.
    private static final class Giver {
        final Map<String, List<String>> receipts = new ConcurrentHashMap<>();
        final AtomicBoolean goesOn = new AtomicBoolean(true);
        private final ConsoleClient console;
        private final Thread sender = Thread.ofVirtual().unstarted(this::send);

        Giver(ConsoleClient console) {
            this.console = console;
        }

        private void send() {
            for (int i = 1; goesOn.get(); i++) {
                String id = "n" + i;
                receipts.put(id, Collections.synchronizedList(new ArrayList<>()));
                try {
                    console.send(id, id);
                    TimeUnit.MILLISECONDS.sleep(4);
                } catch (WebSocketException _) {
                    receipts.remove(id);
                    pause();
                } catch (InterruptedException _) {
                    return;
                }
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Takes events until each command has had its last receipt, and no more are sent.
        void listen() throws InterruptedException {
            sender.start();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (System.nanoTime() < end && (goesOn.get() || !settled())) {
                try {
                    if (console.next(Duration.ofMillis(200)) instanceof ConsoleEvent.Receipt it
                            && receipts.containsKey(it.id())) {
                        receipts.get(it.id()).add(told(it));
                    }
                } catch (WebSocketTimeoutException _) {
                    // It is quiet.
                }
            }
            sender.join();
        }

        private boolean settled() {
            return receipts.values().stream()
                    .allMatch(told -> told.stream().anyMatch(Giver::isLast));
        }

        static boolean isLast(String told) {
            return !told.equals("accepted") && !told.equals("written");
        }

        private static String told(ConsoleEvent.Receipt receipt) {
            return receipt.reason() == null
                    ? receipt.status()
                    : receipt.status() + ": " + receipt.reason();
        }
    }

    @Test
    void each_command_is_written_once_or_its_fate_is_told_however_often_the_gateway_is_killed()
            throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        GatewayProcess gateway = gateway().start();
        awaitRunning(gateway);
        Giver giver;
        try (var cable = new Cable(gateway.port());
                ConsoleClient console = connect(cable)) {
            giver = new Giver(console);
            Thread listener =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    giver.listen();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            for (int kill = 0; kill < KILLS; kill++) {
                int before = giver.receipts.size();
                await().atMost(PATIENCE).until(() -> giver.receipts.size() > before + 20);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1000));
                gateway.kill();
                gateway = gateway().start();
                cable.leadTo(gateway.port());
            }
            giver.goesOn.set(false);
            assertThat(listener.join(Duration.ofMinutes(5))).isTrue();
        } finally {
            gateway.close();
        }

        List<String> written = Files.readAllLines(folder.resolve("commands"));
        assertThat(giver.receipts).as("seed %d", seed).hasSizeGreaterThan(20 * KILLS);
        for (Map.Entry<String, List<String>> command : giver.receipts.entrySet()) {
            List<String> told = command.getValue();
            int times = Collections.frequency(written, command.getKey());
            String about = command + ", written " + times + " times, seed " + seed;
            assertThat(told.stream().filter(Giver::isLast)).as(about).hasSize(1);
            assertThat(Collections.frequency(told, "written")).as(about).isLessThanOrEqualTo(1);
            String last = told.getLast();
            if (told.contains("written")
                    || last.equals("confirmed")
                    || last.contains("was written")) {
                assertThat(times).as(about).isEqualTo(1);
            } else if (last.startsWith("unknown")) {
                assertThat(times).as(about).isLessThanOrEqualTo(1);
            } else {
                assertThat(last).as(about).startsWith("timed_out: not written");
                assertThat(times).as(about).isZero();
            }
        }
    }

    @Test
    void after_a_lost_connection_the_same_gateway_tells_what_became_of_a_command()
            throws Exception {
        try (GatewayProcess gateway = gateway().set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "3s").start();
                var cable = new Cable(gateway.port());
                ConsoleClient console = connect(cable)) {
            awaitRunning(gateway);
            console.send("silence", "s1");
            awaitReceipt(console, "s1", "written");

            cable.cut();
            cable.mend();

            // It was under way still, and its last receipt comes over the new connection.
            ConsoleEvent.Receipt last = awaitReceipt(console, "s1", "timed_out");
            assertThat(last.reason()).isNotEmpty();
            assertThat(Files.readAllLines(folder.resolve("commands"))).containsExactly("silence");
        }
    }

    @Test
    void a_command_that_was_written_is_told_so_by_the_next_gateway_and_others_are_told_nothing()
            throws Exception {
        try (GatewayProcess first = gateway().start();
                Client client = Client.admin(first)) {
            awaitRunning(first);
            client.command("silence", "s1").expect("written");
            assertThat(client.command("hello", "h1").receipts("h1"))
                    .containsExactly("accepted", "written", "confirmed");
            // Until the audit is in its file.
            await().until(() ->
                    Files.readString(folder.resolve("audit.log")).contains("confirmed"));
            first.kill();
        }
        try (GatewayProcess second = gateway().set("VS_CONSOLE_MONITOR_VIEW", "redacted").start()) {
            JsonNode silent = asked(second, "s1");
            assertThat(silent.path("status").asText()).isEqualTo("timed_out");
            assertThat(silent.path("reason").asText()).contains("it was written");
            assertThat(asked(second, "h1").path("status").asText()).isEqualTo("confirmed");
            assertThat(asked(second, "never").path("status").asText()).isEqualTo("unknown");
            assertThat(Rest.of(second).get("/api/v1alpha1/audit").findValuesAsText("action"))
                    .contains("silence", "hello");
            assertThat(Rest.of(second).request().get(COMMAND + "?id=").statusCode()).isEqualTo(400);
            var monitoring = new Rest(second, GatewayProcess.MONITOR);
            assertThat(monitoring.request().get(COMMAND + "?id=h1").statusCode()).isEqualTo(403);
            try (Client monitor =
                    Client.console(second, "format=json&api_key=" + GatewayProcess.MONITOR)) {
                monitor.send("{\"type\":\"receipts\",\"ids\":[\"h1\"]}");
                monitor.expect("forbidden");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "attach"})
    void the_command_line_asks_what_became_of_its_command(String command) throws Exception {
        try (GatewayProcess gateway =
                        gateway().set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "60s").start();
                var cable = new Cable(gateway.port())) {
            awaitRunning(gateway);
            CompletableFuture<Program.Outcome> outcome = running(command, cable, "slow");
            awaitInAudit("written");

            cable.cut();
            cable.mend();
            Files.createFile(folder.resolve("answer"));

            assertThat(outcome.join().exitCode()).as(outcome.join().errors()).isZero();
            assertThat(Files.readAllLines(folder.resolve("commands"))).containsExactly("slow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "attach"})
    void the_command_line_tells_that_the_gateway_was_killed_behind_its_command(String command)
            throws Exception {
        CompletableFuture<Program.Outcome> outcome;
        GatewayProcess first = gateway().set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "60s").start();
        try (var cable = new Cable(first.port())) {
            awaitRunning(first);
            outcome = running(command, cable, "silence");
            awaitInAudit("written");
            first.kill();
            try (GatewayProcess second = gateway().start()) {
                cable.leadTo(second.port());

                assertThat(outcome.join().exitCode()).as(outcome.join().errors()).isEqualTo(3);
                assertThat(outcome.join().errors()).contains("timed out: it was written");
            }
        } finally {
            first.close();
        }
        assertThat(Files.readAllLines(folder.resolve("commands"))).startsWith("silence");
    }

    private static CompletableFuture<Program.Outcome> running(
            String command, Cable cable, String text) {
        var environment =
                Map.of(
                        "VS_API_KEY",
                        GatewayProcess.ADMIN,
                        "WS_RECONNECT_BACKOFF_BASE",
                        "0.2",
                        "WS_RECONNECT_MAX_ATTEMPTS",
                        "0");
        String[] arguments =
                command.equals("send")
                        ? new String[] {"send", cable.url(""), text, "--wait", "--timeout", "60s"}
                        : new String[] {"attach", cable.url("")};
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Program.run(environment, text + "\n", arguments);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitInAudit(String result) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        Files.readString(folder.resolve("audit.log"))
                                .contains("\"result\":\"" + result + "\""));
    }

    private static JsonNode asked(GatewayProcess gateway, String id) {
        return Rest.of(gateway).get(COMMAND + "?id=" + id);
    }

    private static ConsoleEvent.Receipt awaitReceipt(
            ConsoleClient console, String id, String status) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (console.next(PATIENCE) instanceof ConsoleEvent.Receipt receipt
                    && receipt.id().equals(id)
                    && receipt.status().equals(status)) {
                return receipt;
            }
        }
        throw new AssertionError("no receipt " + status + " for " + id);
    }
}
