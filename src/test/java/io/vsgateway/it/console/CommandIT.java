package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands of all kinds: each gets a clear answer, none is written in half, none out of order.
class CommandIT {
    private static GatewayProcess gateway;
    private static GatewayProcess strict;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_COMMANDS_BLOCKED", "(?i)^/(stop|ban)\\b")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
        strict =
                GatewayProcess.with()
                        .set("VS_CONSOLE_COMMANDS_PER_SECOND", "5")
                        .set("VS_CONSOLE_COMMANDS_ABUSE", "20")
                        .set("VS_CONSOLE_COMMANDS_ALLOWED", "^/(time|help)")
                        .set("VS_GAME_INPUT_QUEUE", "2")
                        .set("VS_GAME_INPUT_GAP", "10s")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.complaints()).isEmpty();
        assertThat(strict.complaints()).isEmpty();
        gateway.close();
        strict.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty", "", "the command is empty"),
                Arguments.of("blank", " \t ", "the command is empty"),
                Arguments.of("a line break alone", "\n", "the command is empty"),
                Arguments.of(
                        "100 KB",
                        "/announce " + "x".repeat(100_000),
                        "100010 bytes long, at most 1022"),
                Arguments.of(
                        "one byte too many",
                        "/announce " + "x".repeat(1013),
                        "1023 bytes long, at most 1022"),
                Arguments.of(
                        "bytes count",
                        "/announce " + "Ж".repeat(507),
                        "1024 bytes long, at most 1022"),
                Arguments.of("a line feed", "/time\n/stop", "line break or control character"),
                Arguments.of(
                        "a carriage return", "/time\r/stop", "line break or control character"),
                Arguments.of("a NUL", "/announce a\0b", "line break or control character"),
                Arguments.of(
                        "an escape", "/announce \u001b[31mred", "line break or control character"),
                Arguments.of("a delete", "/announce a\u007fb", "line break or control character"),
                Arguments.of(
                        "a C1 control", "/announce a\u0085b", "line break or control character"),
                Arguments.of(
                        "a line separator",
                        "/announce a\u2028b",
                        "line break or control character"),
                Arguments.of("public chat", "stop", "this would be public chat"),
                Arguments.of("ignored by the game", ".debug", "ignores what begins with a dot"),
                Arguments.of("a space before the slash", " /stop", "this would be public chat"),
                Arguments.of("blocked", "/ban Mallory", "blocked by policy"),
                Arguments.of("blocked in capitals", "/BAN Mallory", "blocked by policy"),
                Arguments.of("the stop command", "/stop", "POST /api/v1alpha1/server/stop"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_command_against_the_rules_is_rejected_with_the_reason(
            String what, String command, String reason) {
        try (Client client = admin(gateway)) {
            client.command(command, "it");

            JsonNode receipt = receipt(client, "it");
            assertThat(receipt.path("status").asText()).isEqualTo("rejected");
            assertThat(receipt.path("reason").asText()).contains(reason);
            assertThat(nothingWasWritten(client)).isTrue();
        }
    }

    @Test
    void half_a_surrogate_pair_is_rejected() {
        try (Client client = admin(gateway)) {
            client.send("{\"type\":\"command\",\"id\":\"it\",\"content\":\"/announce \\ud83c\"}");

            assertThat(receipt(client, "it").path("reason").asText())
                    .isEqualTo("the command is not valid Unicode");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Привет",
                "今天的日落真美",
                "\u05e9\u05dc\u05d5\u05dd",
                "🌩️ e\u0301",
                "tab-less \u00a0 \u200d"
            })
    void other_scripts_arrive_as_they_were_sent(String text) {
        try (Client client = admin(gateway)) {
            client.command("/announce " + text, "it");

            client.expect("Message to all in group 0: " + text);
        }
    }

    @Test
    void the_longest_command_that_the_game_can_take_is_taken() {
        String longest = "/announce " + "Ж".repeat(506);
        try (Client client = admin(gateway)) {
            client.command(longest, "it");

            assertThat(client.receipts("it")).endsWith("confirmed");
        }
    }

    @Test
    void one_line_break_at_the_end_of_bare_text_is_taken_off() {
        try (Client client = admin(gateway)) {
            client.send("/announce typed\r\n");

            client.expect("Message to all in group 0: typed");
        }
    }

    @Test
    void a_burst_beyond_the_rate_and_the_queue_gets_an_answer_for_each() {
        try (Client client = admin(strict)) {
            int count = 15;
            for (int i = 0; i < count; i++) {
                client.command("/time", "t" + i);
            }

            for (int i = 0; i < count; i++) {
                JsonNode receipt = receipt(client, "t" + i);
                String reason = receipt.path("reason").asText();
                if (i < 5) {
                    assertThat(receipt.path("status").asText() + reason)
                            .isIn(
                                    "accepted",
                                    "rejectedtoo many commands are waiting (VS_GAME_INPUT_QUEUE)");
                } else {
                    assertThat(reason).isEqualTo("too many commands per second");
                    client.json(m -> m.path("code").asText().equals("rate_limited"));
                }
            }
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void a_sender_who_does_not_heed_the_rate_is_closed_with_4429() {
        try (Client client = admin(strict)) {
            for (int i = 0; i < 40; i++) {
                client.command("/time", "t" + i);
            }

            assertThat(client.closed().code()).isEqualTo(4429);
        }
    }

    @Test
    void only_allowed_commands_are_taken_if_the_operator_says_so() {
        try (Client client = admin(strict)) {
            client.command("/weather", "w");

            assertThat(receipt(client, "w").path("reason").asText())
                    .isEqualTo("not among the allowed commands");
        }
    }

    @Test
    void a_client_of_the_text_format_reads_why_its_command_was_rejected() {
        try (Client client =
                Client.console(gateway, "history_lines=1&api_key=" + GatewayProcess.ADMIN)) {
            client.send("stop");

            client.expect(
                    " vs-gateway] command rejected: commands begin with /, this would be public chat");
        }
    }

    private static boolean nothingWasWritten(Client client) {
        client.command("/announce marker", "m");
        List<String> seen = client.until(m -> m.contains("Message to all in group 0: marker"));
        return seen.stream()
                .filter(m -> m.contains("Handling Console Command"))
                .allMatch(m -> m.contains("/announce marker"));
    }

    @Test
    void the_receipt_that_confirms_names_the_line_of_the_echo() {
        try (Client client = admin(gateway)) {
            client.command("/announce named", "n");

            // They may come in either order.
            String named = "";
            String echo = "";
            while (named.isEmpty() || echo.isEmpty()) {
                JsonNode message = client.json(_ -> true);
                if (message.path("text").asText().endsWith("Console Command /announce named")) {
                    echo = message.path("id").asText();
                } else if (message.path("status").asText().equals("confirmed")) {
                    named = message.path("line").asText();
                } else {
                    assertThat(message.has("line")).isFalse();
                }
            }
            assertThat(named).isEqualTo(echo);
        }
    }

    private static JsonNode receipt(Client client, String id) {
        return client.json(
                m -> m.path("type").asText().equals("receipt") && m.path("id").asText().equals(id));
    }

    /// Its history ends with what other tests did, so it is waited out.
    private static Client admin(GatewayProcess gateway) {
        Client client =
                Client.console(
                        gateway, "format=json&history_lines=1&api_key=" + GatewayProcess.ADMIN);
        client.expect("\"type\":\"line\"");
        return client;
    }
}
