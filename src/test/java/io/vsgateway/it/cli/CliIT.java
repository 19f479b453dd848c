package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The program's commands and exit statuses. `bench` has its own, [BenchIT].
class CliIT {
    private static final Duration END = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void help_lists_the_commands(String command) throws Exception {
        var outcome = Program.run(command);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .startsWith("Usage: vs-gateway [OPTIONS] [command]\n")
                .contains("  serve ", "  demo ", "  bench ", "  version ", "VS_API_KEY_ADMIN");
        assertThat(outcome.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void version_is_that_of_the_build(String command) throws Exception {
        var outcome = Program.run(command);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).matches("vs-gateway \\d+\\.\\d+\\.\\d+(-\\w+)*\n");
        assertThat(outcome.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sevre           | vs-gateway: no such command: sevre, did you mean serve? (try vs-gateway --help)
                    --port 80       | vs-gateway: no such command: --port (try vs-gateway --help)
                    serve --port 80 | vs-gateway serve: no such option: --port 80 (try vs-gateway serve --help)
                    version all     | vs-gateway version: too many arguments: all (try vs-gateway version --help)
                    help me         | vs-gateway: no such command: me (try vs-gateway --help)
                    demo --nonsense | demo server: unknown option '--nonsense' (--help lists the options)
                    demo --rate     | demo server: --rate needs a value (--help lists the options)
                    """)
    void what_it_does_not_know_is_one_line_and_exit_code_2(String line, String said)
            throws Exception {
        var outcome = Program.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).isEqualTo(said + "\n");
    }

    @Test
    void what_cannot_be_printed_is_a_failure_but_not_that_nobody_reads_on(@TempDir Path folder)
            throws Exception {
        String keys = folder.resolve("keys").toString();

        var full = redirected("version", ">/dev/full");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.errors()).startsWith("vs-gateway: cannot print: ");
        var unseen = redirected("key add bob --file " + keys, ">/dev/full");
        assertThat(unseen.exitCode()).isEqualTo(1);
        assertThat(unseen.errors()).contains("the key could not be shown: revoke it");
        assertThat(redirected("settings", "| true; exit ${PIPESTATUS[0]}").exitCode()).isZero();
    }

    private static Program.Outcome redirected(String line, String where) throws Exception {
        var words = new ArrayList<>(GatewayProcess.command(line.split(" ")));
        words.addAll(0, List.of("bash", "-c", "\"$@\" " + where, "bash"));
        var process = new ProcessBuilder(words).start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Program.Outcome(process.waitFor(), "", errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void the_demo_has_the_version_of_the_program(String option) throws Exception {
        assertThat(Program.run("demo", option)).isEqualTo(Program.run("version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void the_demo_lists_its_options(String option) throws Exception {
        var outcome = Program.run("demo", option);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("--exit-on-eof", "--data-path DIR");
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void the_demo_is_played_on_the_terminal(@TempDir Path folder) throws Exception {
        var outcome =
                Program.run(
                        Map.of(),
                        "/announce Grüße, мир 世界\n",
                        "demo",
                        "--rate=0",
                        "--start-time=0ms",
                        "--save-time=0ms",
                        "--exit-on-eof",
                        "--data-path=" + folder);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("Message to all in group 0: Grüße, мир 世界");
        assertThat(Files.readString(folder.resolve("Logs/server-main.log")))
                .contains("Message to all in group 0: Grüße, мир 世界");
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void the_demo_ends_with_the_code_of_its_crash() throws Exception {
        var outcome =
                Program.run(Map.of(), "/demo crash 3\n", "demo", "--rate=0", "--start-time=0ms");

        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(3);
    }

    @Test
    void a_port_that_is_taken_is_one_line_and_exit_code_1() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var gateway =
                        GatewayProcess.with()
                                .set("VS_HTTP_PORT", Integer.toString(taken.getLocalPort()))
                                .demo("--rate 0")
                                .launch()) {
            assertThat(gateway.awaitExit(END)).isEqualTo(1);
            assertThat(gateway.output().stream().filter(l -> l.startsWith("vs-gateway: ")))
                    .singleElement()
                    .asString()
                    .contains("the port is taken: another program listens there");
        }
    }
}
