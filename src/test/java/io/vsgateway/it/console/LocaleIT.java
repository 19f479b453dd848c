package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Terminal;
import io.vsgateway.it.cli.LogsIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/// Letters beyond ASCII where the locale is that of POSIX, as under cron and in bare containers:
/// they arrive as they were typed, or are refused. None is damaged in silence.
@Tag("many-starts")
class LocaleIT {
    private static final Map<String, String> POSIX = Map.of("LC_ALL", "C");
    private static final String TEXT = "/announce über Größe, мир 世界 🎈";

    private static GatewayProcess gateway;

    @TempDir static Path folder;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 0ms --save-time 0ms").start();
        LogsIT.awaitLine(gateway, "Dedicated Server now running");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1"})
    void a_command_in_an_argument_arrives_as_it_was_typed(String locale) throws Exception {
        String command = TEXT + " in " + locale;

        Program.Outcome outcome =
                run(Map.of("LC_ALL", locale), "", "send", LogsIT.url(gateway), command);

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        LogsIT.awaitLine(gateway, command.substring("/announce ".length()));
    }

    @Test
    void a_command_that_is_no_utf8_is_refused() throws Exception {
        // A shell makes the byte, as Java could not hand it over.
        var script = "exec \"$@\" \"$(printf '/announce gr\\374n')\"";
        var command = new java.util.ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(GatewayProcess.command("send", LogsIT.url(gateway)));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(POSIX);
        builder.environment().put("VS_API_KEY", GatewayProcess.ADMIN);

        Process send = builder.redirectErrorStream(true).start();

        assertThat(new String(send.getInputStream().readAllBytes()))
                .isEqualTo(
                        "vs-gateway: argument 3 is not UTF-8, and cannot be read by this locale"
                                + " either\n");
        assertThat(send.waitFor()).isEqualTo(2);
    }

    @Test
    void a_command_from_a_pipe_arrives_and_the_console_is_shown_as_it_is() throws Exception {
        Program.Outcome outcome =
                run(POSIX, TEXT + " from a pipe\n", "attach", LogsIT.url(gateway), "-n", "1");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output())
                .contains(TEXT.substring("/announce ".length()) + " from a pipe");
    }

    @Test
    void letters_that_are_typed_arrive() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
        try (var terminal =
                Terminal.run(
                        Map.of("LC_ALL", "C", "VS_API_KEY", GatewayProcess.ADMIN),
                        GatewayProcess.command("attach", LogsIT.url(gateway)))) {
            terminal.expect("the game is running");
            terminal.type("/announce Ärger мир 世界\r");
            terminal.expect("confirmed: /announce Ärger мир 世界");
            terminal.type("\u0004");

            assertThat(terminal.exitCode()).isZero();
        }
        LogsIT.awaitLine(gateway, "Ärger мир 世界");
    }

    @Test
    void a_key_file_with_such_a_name_is_read_or_refused() throws Exception {
        Path key = Files.writeString(folder.resolve("schlüssel"), GatewayProcess.ADMIN);
        Files.setPosixFilePermissions(
                key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));

        Program.Outcome outcome =
                Program.run(POSIX, "", "logs", LogsIT.url(gateway), "--key-file", key.toString());

        if (isNative()) {
            assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        } else {
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.errors())
                    .startsWith("vs-gateway logs: --key-file: " + key)
                    .contains("set LC_ALL=C.UTF-8");
        }
    }

    @Test
    void a_gateway_whose_settings_have_such_letters_does_as_they_say_or_does_not_start()
            throws Exception {
        var settings =
                GatewayProcess.with().set("LC_ALL", "C").game("echo die Größe: \"$0\"; exec cat");
        if (isNative()) {
            try (var started = settings.start()) {
                LogsIT.awaitLine(started, "die Größe: ");
            }
        } else {
            try (var refused = settings.launch()) {
                assertThat(refused.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
                assertThat(refused.output())
                        .containsExactly(
                                "vs-gateway: VS_GAME_COMMAND has letters that this locale does not"
                                        + " know: set LC_ALL=C.UTF-8");
            }
        }
    }

    @Test
    void doctor_says_what_the_locale_cannot_do() throws Exception {
        Program.Outcome outcome =
                run(Map.of("LC_ALL", "C", "VS_GAME_COMMAND", "sh -c 'echo Größe'"), "", "doctor");

        assertThat(outcome.output())
                .contains(
                        isNative()
                                ? "file names and arguments may have any letters"
                                : "VS_GAME_COMMAND has letters that this locale does not know"
                                        + " – set LC_ALL=C.UTF-8");
    }

    @Test
    void the_demo_plays_in_any_language() throws Exception {
        Program.Outcome outcome =
                run(POSIX, TEXT + "\n", "demo", "--rate=0", "--start-time=0ms", "--exit-on-eof");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("0: " + TEXT.substring("/announce ".length()));
    }

    private static boolean isNative() {
        return !System.getProperty("gateway.binary", "").isEmpty();
    }

    private static Program.Outcome run(
            Map<String, String> variables, String input, String... arguments) throws Exception {
        var environment = new TreeMap<>(Map.of("VS_API_KEY", GatewayProcess.ADMIN));
        environment.putAll(variables);
        return Program.run(environment, input, arguments);
    }
}
