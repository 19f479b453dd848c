package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `vs-gateway send`, with the simulated game: verdicts and replies.
@Tag("many-starts")
class SendIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 0ms --save-time 0ms").start();
        LogsIT.awaitLine(gateway, "Dedicated Server now running");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void a_command_that_was_written_is_0() throws Exception {
        Program.Outcome outcome = send("/time");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).isEqualTo("vs-gateway send: written\n");
    }

    @Test
    void the_reply_is_what_follows_the_echo() throws Exception {
        Program.Outcome outcome = send("/time", "--wait");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output())
                .contains("Server time: ", "Game Speed: 60")
                .doesNotContain("Handling Console Command", "now running");
        assertThat(outcome.errors()).isEqualTo("vs-gateway send: confirmed\n");
    }

    @Test
    void as_json_there_are_lines_and_the_receipt() throws Exception {
        Program.Outcome outcome = send("/time", "--wait", "--json");

        JsonNode receipt = Client.parse(outcome.output().lines().toList().getLast());
        assertThat(receipt.path("type").asText()).isEqualTo("receipt");
        assertThat(receipt.path("status").asText()).isEqualTo("confirmed");
        assertThat(outcome.output().lines().findFirst().map(Client::parse))
                .hasValueSatisfying(
                        line -> assertThat(line.path("text").asText()).contains("Server time"));
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void what_is_rejected_is_1_and_says_why() throws Exception {
        assertRejected(send("hello all"), "this would be public chat");
        assertRejected(send("/stop", "--wait"), "blocked by policy");
    }

    private static void assertRejected(Program.Outcome outcome, String why) {
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .startsWith("vs-gateway send: rejected: ")
                .contains(why);
    }

    @Test
    void a_game_that_does_not_answer_is_3() throws Exception {
        try (var silent = GatewayProcess.with().game("echo up; exec sleep 1000").start()) {
            LogsIT.awaitLine(silent, "up");
            silent.awaitOutput(line -> line.contains("listens"), java.time.Duration.ofSeconds(60));
            var key = Map.of("VS_API_KEY", GatewayProcess.ADMIN);

            Program.Outcome outcome =
                    Program.run(key, "", "send", LogsIT.url(silent), "x", "--wait", "--timeout=1s");

            assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(3);
            assertThat(outcome.errors()).startsWith("vs-gateway send: timed out");
        }
    }

    @Test
    void without_a_url_it_is_the_gateway_with_the_same_variables() throws Exception {
        var variables =
                Map.of(
                        "VS_HTTP_PORT",
                        Integer.toString(gateway.port()),
                        "VS_API_KEY_ADMIN",
                        GatewayProcess.ADMIN);

        Program.Outcome outcome = Program.run(variables, "", "send", "/time");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    }

    /// The last word used to be sent to the gateway on this machine.
    @Test
    void forgotten_quotes_send_nothing_to_nobody() throws Exception {
        var both =
                Map.of(
                        "VS_HTTP_PORT",
                        Integer.toString(gateway.port()),
                        "VS_API_KEY",
                        GatewayProcess.ADMIN);
        for (String words :
                new String[] {
                    "URL /announce1 /announce2",
                    "URL /announce1 a b c d",
                    "/announce1 /announce2",
                    "/announce1 URL",
                    "URL",
                    "URL URL"
                }) {
            String line = "send " + words.replace("URL", LogsIT.url(gateway));

            Program.Outcome outcome = Program.run(both, "", line.split(" "));

            assertThat(outcome.exitCode()).as(line).isEqualTo(2);
            assertThat(outcome.output()).isEmpty();
            assertThat(outcome.errors().lines()).singleElement();
        }
        assertThat(Rest.of(gateway).get("/api/v1alpha1/audit").toString())
                .doesNotContain("announce1", "announce2", "127.0.0.1:" + gateway.port());
    }

    @Test
    void a_monitor_may_not_and_is_told_so() throws Exception {
        Program.Outcome outcome =
                Program.run(
                        Map.of("VS_API_KEY", GatewayProcess.MONITOR),
                        "",
                        "send",
                        LogsIT.url(gateway),
                        "/time");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("the key's role may not do this")
                .doesNotContain(GatewayProcess.MONITOR);
    }

    private static Program.Outcome send(String command, String... options) throws Exception {
        var arguments =
                new java.util.ArrayList<>(java.util.List.of("send", LogsIT.url(gateway), command));
        arguments.addAll(java.util.List.of(options));
        return Program.run(
                Map.of("VS_API_KEY", GatewayProcess.ADMIN), "", arguments.toArray(String[]::new));
    }
}
