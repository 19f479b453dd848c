package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.RealGame;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway promises of any game, against a real one: the packaged gateway runs it, and
/// clients watch and command it over WebSocket. Each game adds its own quirks.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealGameContract {
    private static final String SERVER = "/api/v1alpha1/server";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger MARKS = new AtomicInteger();

    private RealGame game;
    private GatewayProcess gateway;

    /// The game's script.
    abstract String name();

    /// The patterns and commands that this game needs.
    abstract GatewayProcess.Builder settings(GatewayProcess.Builder gateway);

    /// Ends the game.
    abstract String stopCommand();

    /// The end of a line that the game prints when it becomes ready.
    abstract String readyLine();

    /// The end of a line among the last that the game prints.
    abstract String farewell();

    /// A command that prints a line which ends with the text.
    abstract String say(String text);

    /// The end of the answer to the command `nosuchcommand`.
    abstract String unknownCommand();

    @BeforeAll
    void startGateway() {
        game = RealGame.of(name());
        gateway = builder(game).start();
    }

    final GatewayProcess.Builder builder(RealGame run) {
        return settings(run.gateway())
                .set("VS_GAME_STOP_COMMAND", stopCommand())
                .set("VS_GAME_RESTART_BACKOFF", "200ms")
                .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "2s")
                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "100");
    }

    @AfterAll
    void endGateway() {
        if (gateway != null) {
            gateway.close();
        }
        if (game != null) {
            game.close();
        }
    }

    @BeforeEach
    void awaitGame() {
        if (status(gateway).path("state").asText().equals("stopped")) {
            post("start");
        }
        awaitState(gateway, "running");
    }

    final GatewayProcess gateway() {
        return gateway;
    }

    static JsonNode status(GatewayProcess gateway) {
        return Rest.of(gateway).get(SERVER);
    }

    static void awaitState(GatewayProcess gateway, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(gateway).path("state").asText().equals(state));
    }

    static long pid(GatewayProcess gateway) {
        return status(gateway).path("pid").asLong();
    }

    final JsonNode post(String action) {
        return Rest.of(gateway).post(SERVER + "/" + action, "");
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    static String mark() {
        return "mark " + MARKS.incrementAndGet();
    }

    @Test
    void it_is_reported_as_running_with_its_own_process() {
        JsonNode status = status(gateway);

        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("mode").asText()).isEqualTo("managed");
        assertThat(status.path("dialect").asText()).isEqualTo("plain");
        assertThat(gateway.handle().children().map(ProcessHandle::pid))
                .containsExactly(status.path("pid").asLong());
    }

    @Test
    void its_stop_delivers_its_last_lines_and_its_start_is_seen_live() {
        long pid = pid(gateway);
        try (var client = Onlooker.of(gateway, 1)) {
            client.seesState("running");

            post("stop");
            client.seesState("stopped");
            client.seesLineEnding("game stopped, exit code 0");

            assertThat(client.states()).containsExactly("running", "stopping", "stopped");
            assertThat(client.texts()).anyMatch(line -> line.endsWith(farewell()));
            assertThat(client.lines().getLast().stream()).isEqualTo("gateway");
            JsonNode last = status(gateway).path("last_run");
            assertThat(last.path("pid").asLong()).isEqualTo(pid);
            assertThat(last.path("exit_code").asInt(-1)).isZero();
            assertThat(last.path("wanted").asBoolean()).isTrue();
            assertThat(last.path("last_lines").valueStream().map(JsonNode::asText))
                    .anyMatch(line -> line.endsWith(farewell()));
            assertThat(isAlive(pid)).isFalse();

            client.anew();
            post("start");
            client.seesState("running");
            client.seesLineEnding("game is ready");

            assertThat(client.states()).containsExactly("starting", "running");
            client.seesLineEnding(readyLine());
        }
    }

    @Test
    void a_killed_game_is_started_again() {
        long pid = pid(gateway);
        try (var client = Onlooker.of(gateway, 1)) {
            client.seesState("running");

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            client.seesState("backing_off");
            client.seesState("running");

            assertThat(client.states())
                    .containsExactly("running", "backing_off", "starting", "running");
            JsonNode status = status(gateway);
            assertThat(status.path("restarts").asInt()).isPositive();
            assertThat(status.path("pid").asLong()).isNotEqualTo(pid);
            assertThat(status.path("last_run").path("exit_code").asInt()).isEqualTo(128 + 9);
            assertThat(status.path("last_run").path("wanted").asBoolean(true)).isFalse();
            assertThat(client.asks(say("back again"), "back again").receipts())
                    .containsExactly("accepted", "written", "confirmed");
        }
    }

    @Test
    void the_stop_command_typed_by_a_client_is_not_a_crash() {
        try (var client = Onlooker.of(gateway, 1)) {
            client.seesState("running");

            String id = client.sends(stopCommand());
            client.seesState("stopped");
            client.seesLastReceipt(id);

            assertThat(client.states()).containsExactly("running", "stopped");
            assertThat(client.receipts(id)).startsWith("accepted", "written");
            assertThat(status(gateway).path("last_run").path("wanted").asBoolean()).isTrue();
        }
    }

    @Test
    void a_kill_ends_it_at_once() {
        try (var client = Onlooker.of(gateway, 1)) {
            client.seesState("running");

            post("kill");
            client.seesState("stopped");

            JsonNode last = status(gateway).path("last_run");
            assertThat(last.path("exit_code").asInt()).isEqualTo(128 + 9);
            assertThat(last.path("wanted").asBoolean()).isTrue();
        }
    }

    @Test
    void it_ends_with_the_gateway_and_clients_see_its_last_lines() throws InterruptedException {
        try (var other = RealGame.of(name());
                var second = builder(other).start();
                var client = Onlooker.of(second, 100)) {
            client.seesLineEnding("game is ready");
            long pid = pid(second);

            second.terminate();

            client.seesLineEnding(farewell());
            assertThat(client.client().closed().code()).isEqualTo(1001);
            second.awaitExit(PATIENCE);
            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void it_outlives_a_killed_gateway_and_the_next_one_starts_no_second() throws Exception {
        try (var other = RealGame.of(name());
                var first = builder(other).start()) {
            awaitState(first, "running");
            long pid = pid(first);
            first.kill();

            try (var second = builder(other).data(first.data()).start();
                    var client = Onlooker.of(second, 100)) {
                client.seesLine(line -> line.text().contains("pid " + pid));
                client.seesState("given_up");
                assertThat(isAlive(pid)).isTrue();

                Rest.of(second).post(SERVER + "/kill", "");
                client.seesState("stopped");
                Rest.of(second).post(SERVER + "/start", "");
                client.seesState("running");

                // It is somebody else's child by now, who takes note of its end in their own time.
                Awaitility.await().until(() -> !isAlive(pid));
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void with_files_it_goes_on_over_killed_gateways_and_a_client_misses_nothing() throws Exception {
        var gateways = new ArrayDeque<GatewayProcess>();
        try (var other = RealGame.of(name())) {
            gateways.push(builder(other).set("VS_GAME_IO", "files").start());
            awaitState(gateways.peek(), "running");
            long pid = pid(gateways.peek());
            try {
                String last;
                try (var client = Onlooker.of(gateways.peek(), 1)) {
                    last = saidAndSeen(client);
                }
                for (int kill = 0; kill < 3; kill++) {
                    gateways.peek().kill();
                    gateways.push(
                            builder(other)
                                    .data(gateways.peek().data())
                                    .set("VS_GAME_IO", "files")
                                    .start());

                    awaitState(gateways.peek(), "running");
                    assertThat(pid(gateways.peek())).isEqualTo(pid);
                    try (var client = Onlooker.after(gateways.peek(), last)) {
                        long from = offset(last) + 1;
                        last = saidAndSeen(client);
                        assertThat(client.gaps()).isEmpty();
                        assertThat(offsets(client.lines())).isEqualTo(consecutive(from, client));
                    }
                }
                Rest.of(gateways.peek()).post(SERVER + "/stop", "");
                awaitState(gateways.peek(), "stopped");
                JsonNode run = status(gateways.peek()).path("last_run");
                assertThat(run.path("exit_code").asInt(-1)).isZero();
                assertThat(isAlive(pid)).isFalse();
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            gateways.forEach(GatewayProcess::close);
        }
    }

    /// The id of the line that a command brought.
    private String saidAndSeen(Onlooker client) {
        String marked = mark();
        assertThat(client.asks(say(marked), marked).receipts())
                .containsExactly("accepted", "written", "confirmed");
        return client.seesLineEnding(marked).id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "h\u00e4ll\u00f6 \u043c\u0438\u0440 \u4e16\u754c \ud83c\udfae"})
    void a_command_is_answered_and_confirmed(String text) {
        try (var client = Onlooker.of(gateway, 1)) {
            String marked = text + " " + mark();

            var answer = client.asks(say(marked), marked);

            assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
        }
    }

    @Test
    void a_command_that_it_does_not_know_is_its_own_affair() {
        try (var client = Onlooker.of(gateway, 1)) {
            var answer = client.asks("nosuchcommand", unknownCommand());

            assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
        }
    }

    @Test
    void a_command_over_rest_is_seen_by_a_client_that_reads_plain_text() {
        String marked = mark();
        try (var client =
                Client.console(gateway, "history_lines=1&api_key=" + GatewayProcess.ADMIN)) {
            var body = "{\"command\":\"" + say(marked).replace("\"", "\\\"") + "\"}";

            JsonNode receipt = Rest.of(gateway).post("/api/v1alpha1/console/command", body);

            assertThat(receipt.path("status").asText()).isEqualTo("accepted");
            assertThat(client.expect(line -> line.endsWith(marked)))
                    .matches("(?s)\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z] .*");
        }
    }

    @Test
    void what_may_not_be_sent_never_reaches_it() {
        String smuggled = mark();
        try (var client = Onlooker.of(gateway, 1)) {
            assertThat(client.asks("").reason()).isEqualTo("the command is empty");
            assertThat(client.asks("  ").reason()).isEqualTo("the command is empty");
            assertThat(client.asks("x\n" + say(smuggled)).reason()).contains("line break");
            assertThat(client.asks(say(smuggled) + "\0").reason()).contains("control character");
            assertThat(client.asks(say(smuggled + "\u00e4".repeat(600))).reason())
                    .contains("bytes long, at most 1022");

            String marked = mark();
            client.asks(say(marked), marked);

            assertThat(client.texts()).noneMatch(line -> line.contains(smuggled));
        }
    }

    @Test
    void commands_in_a_burst_all_run_and_in_their_order() {
        List<String> marks = IntStream.range(0, 15).mapToObj(_ -> mark()).toList();
        try (var client = Onlooker.of(gateway, 1)) {
            List<String> ids = marks.stream().map(this::say).map(client::sends).toList();
            ids.forEach(client::seesLastReceipt);
            client.seesLineEnding(marks.getLast());

            var heard = new ArrayList<String>();
            for (String line : client.texts()) {
                marks.stream().filter(line::endsWith).forEach(heard::add);
            }
            assertThat(heard).isEqualTo(marks);
            assertThat(ids)
                    .allSatisfy(id ->
                            assertThat(client.receipts(id))
                                    .containsExactly("accepted", "written", "confirmed"));
        }
    }

    @Test
    void a_client_that_comes_back_gets_exactly_what_it_missed() {
        String before = mark();
        String between = mark();
        String last;
        try (var client = Onlooker.of(gateway, 1)) {
            client.asks(say(before), before);
            last = client.seesLineEnding(before).id();
        }
        List<Onlooker.Line> missed;
        try (var other = Onlooker.of(gateway, 1)) {
            other.anew().asks(say(between), between);
            Onlooker.Line end = other.seesLineEnding(between);
            missed = other.lines().subList(0, other.lines().indexOf(end) + 1);
        }

        try (var client = Onlooker.after(gateway, last)) {
            client.seesLineEnding(between);

            assertThat(client.gaps()).isEmpty();
            assertThat(client.lines()).endsWith(missed.getLast());
            assertThat(offsets(client.lines())).isEqualTo(consecutive(offset(last) + 1, client));
        }
    }

    static long offset(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private static List<Long> offsets(List<Onlooker.Line> lines) {
        return lines.stream().map(line -> offset(line.id())).toList();
    }

    private static List<Long> consecutive(long from, Onlooker client) {
        int count = client.lines().size();
        return IntStream.range(0, count).mapToObj(i -> from + i).toList();
    }
}
