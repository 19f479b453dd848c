package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.TlsFront;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that talk to a gateway, over `https://`: whose certificates they take.
@Tag("many-starts")
class CliTlsIT {
    private static final String NOT_TRUSTED = "(is its certificate trusted here?)";

    @TempDir static Path folder;

    private static GatewayProcess gateway;
    private static TlsFront front;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().game("echo up; exec cat").start();
        LogsIT.awaitLine(gateway, "up");
        front = TlsFront.of(gateway, folder);
    }

    @AfterAll
    static void stop() {
        front.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "send", "attach"})
    void each_command_takes_a_certificate_that_it_is_given(String command) throws Exception {
        Program.Outcome outcome =
                run(Map.of(), command, "--cacert", front.certificate().toString());

        assertTalked(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "send", "attach"})
    void the_variable_of_other_programs_names_it_too(String command) throws Exception {
        assertTalked(run(Map.of("SSL_CERT_FILE", front.certificate().toString()), command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "send", "attach"})
    void one_that_nobody_vouches_for_is_told_in_one_line(String command) throws Exception {
        Program.Outcome outcome = run(Map.of(), command);

        assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .startsWith("vs-gateway " + command + ": " + front.url())
                .endsWith(NOT_TRUSTED)
                .doesNotContain("Exception", "StackValue");
    }

    @Test
    void the_option_goes_before_the_variable_and_stands_alone() throws Exception {
        Path other = Files.writeString(folder.resolve("none.pem"), "no certificate\n");

        Program.Outcome outcome =
                run(
                        Map.of("SSL_CERT_FILE", front.certificate().toString()),
                        "logs",
                        "--cacert",
                        other.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors())
                .isEqualTo(
                        "vs-gateway logs: --cacert: %s holds no certificate in PEM\n"
                                .formatted(other));
    }

    @Test
    void lines_are_followed_over_tls() throws Exception {
        var command = new ArrayList<>(List.of("logs", front.url(), "--follow", "-n", "9"));
        command.addAll(List.of("--cacert", front.certificate().toString()));
        Process logs = LogsIT.program(gateway, command.toArray(String[]::new));

        try (var lines = logs.inputReader();
                var client = Client.admin(gateway)) {
            assertThat(lines.readLine()).isNotNull();
            client.send("said over there");
            String line = lines.readLine();
            while (!line.contains("said over there")) {
                line = lines.readLine();
            }
        } finally {
            logs.destroy();
        }
    }

    private static void assertTalked(Program.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output() + outcome.errors()).containsAnyOf("up\n", "written\n");
        assertThat(outcome.errors()).doesNotContain("StackValue", "Exception");
    }

    private static Program.Outcome run(
            Map<String, String> variables, String command, String... options) throws Exception {
        var environment = new TreeMap<>(Map.of("VS_API_KEY", GatewayProcess.ADMIN));
        environment.putAll(variables);
        var words = new ArrayList<>(List.of(command, front.url()));
        if (command.equals("send")) {
            words.add("hello");
        }
        words.addAll(List.of(options));
        return Program.run(environment, "hello\n", words.toArray(String[]::new));
    }
}
