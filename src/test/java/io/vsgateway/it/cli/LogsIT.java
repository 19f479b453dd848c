package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `vs-gateway logs`, in pipes as operators put it there.
@Tag("many-starts")
public class LogsIT {
    private static final Map<String, String> KEY = Map.of("VS_API_KEY", GatewayProcess.ADMIN);
    private static final String HOSTILE =
            "printf 'one\\ntwo \\033]0;owned\\007\\033[2J\\033[31mred\\033[0m\\nthree\\n'; exec"
                    + " cat";

    @Test
    void the_last_lines_are_printed_without_what_a_terminal_would_obey() throws Exception {
        try (var gateway = GatewayProcess.with().game(HOSTILE).start()) {
            awaitLine(gateway, "game is ready");
            awaitLine(gateway, "three");

            Program.Outcome outcome = logs(gateway, "-n", "3");

            assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
            // The gateway's own line comes behind any of the game's, and is none of them.
            assertThat(outcome.output()).isEqualTo("two red\nthree\n");
            assertThat(outcome.errors()).isEqualTo("vs-gateway logs: game is ready\n");
        }
    }

    @Test
    void progress_and_markup_are_shown_as_they_are_meant() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
        String script =
                "echo up; read x; printf \"0%%\"; for i in 1 2 3; do read x; printf \"\\r$i%%\"; done;"
                        + " read x; printf \"\\rdone\\n<i>&lt;b&gt;</i>\\n\"; exec cat";
        try (var gateway =
                        GatewayProcess.with()
                                .game(script)
                                .set("VS_GAME_LINES_PARTIAL_AFTER", "50ms")
                                .start();
                var client = Client.admin(gateway);
                var terminal =
                        Terminal.run(
                                KEY, GatewayProcess.command("logs", url(gateway), "--follow"))) {
            // Else it would come in between.
            terminal.expect("game is ready");
            client.send("go on");
            terminal.expect("  0%");
            for (int i = 1; i <= 3; i++) {
                client.send("go on");
                terminal.expect("\r\u001b[K  " + i + "%");
            }
            client.send("go on");
            terminal.expect("\r\u001b[K  done", "  <b>");
        }
    }

    @Test
    void as_json_each_line_is_an_object() throws Exception {
        try (var gateway = GatewayProcess.with().game(HOSTILE).start()) {
            awaitLine(gateway, "three");

            Program.Outcome outcome = logs(gateway, "--lines=1", "--grep=three", "--json");

            JsonNode line = Client.parse(outcome.output());
            assertThat(line.path("text").asText()).isEqualTo("three");
            assertThat(line.path("id").asText()).isNotEmpty();
            assertThat(line.path("level").asText()).isEqualTo("info");
        }
    }

    @Test
    void lines_are_chosen_by_level_and_expression() throws Exception {
        try (var gateway =
                GatewayProcess.with()
                        .game("echo fine; echo bad thing; echo bad luck; echo end; exec cat")
                        .set("VS_GAME_PATTERNS_WARN", "^bad")
                        .start()) {
            awaitLine(gateway, "end");

            assertThat(logs(gateway, "--level", "warn").output())
                    .isEqualTo("bad thing\nbad luck\n");
            assertThat(logs(gateway, "--grep", "l.ck$").output()).isEqualTo("bad luck\n");
            for (String[] wrong : new String[][] {{"--grep", "("}, {"--grep", "(", "--follow"}}) {
                Program.Outcome outcome = logs(gateway, wrong);
                assertThat(outcome.exitCode()).isEqualTo(2);
                assertThat(outcome.errors()).contains("missing closing )");
                assertThat(outcome.output()).isEmpty();
            }
        }
    }

    @Test
    void it_ends_quietly_when_nobody_reads_any_more() throws Exception {
        try (var gateway =
                GatewayProcess.with()
                        .game("i=0; while :; do i=$((i+1)); echo line $i; sleep 0.01; done")
                        .start()) {
            Process logs = program(gateway, "logs", url(gateway), "--follow");

            try (BufferedReader out = logs.inputReader()) {
                assertThat(out.readLine()).isNotNull();
            }

            assertThat(logs.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(logs.exitValue()).isZero();
            // What the gateway said may be among the last lines.
            assertThat(logs.errorReader().lines())
                    .allMatch(line -> line.startsWith("vs-gateway logs: game "));
        }
    }

    @Test
    void following_goes_on_after_the_gateway_was_restarted_and_says_what_is_lost()
            throws Exception {
        String port = Integer.toString(FreePort.get());
        Process logs;
        BufferedReader out;
        BufferedReader errors;
        try (var first = onPort(port, "echo of the first; exec cat").start()) {
            awaitLine(first, "of the first");
            logs = program(first, "logs", url(first), "--follow");
            out = logs.inputReader();
            errors = logs.errorReader();
            assertThat(until(out, "of the first")).contains("of the first");
        }
        try (var second = onPort(port, "echo of the second; exec cat").start()) {
            assertThat(until(out, "of the second")).contains("of the second");
            assertThat(until(errors, "is lost"))
                    .contains("connection lost", "the gateway was restarted meanwhile");
            assertThat(second.isAlive()).isTrue();
        } finally {
            logs.destroy();
        }
    }

    @Test
    void who_cannot_be_reached_and_what_is_not_allowed_is_one_line_and_exit_code_1()
            throws Exception {
        Program.Outcome nobody = Program.run(KEY, "", "logs", "http://127.0.0.1:1", "-f");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.errors().lines()).singleElement().asString().contains("refused");
        try (var gateway = GatewayProcess.with().game("exec cat").start()) {
            for (String key : List.of("wrong-key-0123456789", GatewayProcess.MONITOR)) {
                for (String follow : List.of("--follow", "--json")) {
                    Program.Outcome outcome =
                            Program.run(
                                    Map.of("VS_API_KEY", key), "", "logs", url(gateway), follow);

                    assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
                    assertThat(outcome.output()).isEmpty();
                    assertThat(outcome.errors().lines())
                            .singleElement()
                            .asString()
                            .startsWith("vs-gateway logs: http://")
                            .doesNotContain(key);
                }
            }
        }
    }

    @Test
    void on_a_terminal_the_key_is_asked_for_and_not_shown() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
        try (var gateway = GatewayProcess.with().game("echo up; exec cat").start()) {
            awaitLine(gateway, "up");
            try (var terminal =
                    Terminal.run(
                            Map.of(), GatewayProcess.command("logs", url(gateway), "-n", "9"))) {
                terminal.expect("Key: ");
                terminal.type(GatewayProcess.ADMIN + "\r");
                terminal.expect("up");

                assertThat(terminal.exitCode()).isZero();
                assertThat(terminal.output()).doesNotContain(GatewayProcess.ADMIN);
            }
        }
    }

    static GatewayProcess.Builder onPort(String port, String script) {
        return GatewayProcess.with().set("VS_HTTP_PORT", port).game(script);
    }

    public static String url(GatewayProcess gateway) {
        return gateway.url("");
    }

    public static void awaitLine(GatewayProcess gateway, String text) {
        try (var client = Client.admin(gateway)) {
            client.expect(text);
        }
    }

    /// A command that goes on, with the administrator's key.
    static Process program(GatewayProcess gateway, String... arguments) throws IOException {
        var builder = new ProcessBuilder(GatewayProcess.command(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().putAll(KEY);
        builder.environment().put("WS_RECONNECT_BACKOFF_BASE", "0.2");
        return builder.start();
    }

    /// All lines up to that with this text in it.
    private static String until(BufferedReader lines, String text) throws Exception {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> read(lines, text), all -> true);
    }

    private static String read(BufferedReader lines, String text) throws IOException {
        var all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            all.append(line).append('\n');
            if (line.contains(text)) {
                return all.toString();
            }
        }
        throw new AssertionError("ended without '" + text + "': " + all);
    }

    private static Program.Outcome logs(GatewayProcess gateway, String... options)
            throws IOException, InterruptedException {
        var arguments = new java.util.ArrayList<>(List.of("logs", url(gateway)));
        arguments.addAll(List.of(options));
        return Program.run(KEY, "", arguments.toArray(String[]::new));
    }
}
