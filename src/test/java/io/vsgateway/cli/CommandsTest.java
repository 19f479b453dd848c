package io.vsgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "demo",
                "attach",
                "logs",
                "send",
                "bench",
                "doctor",
                "end-game",
                "health",
                "token",
                "settings",
                "completion",
                "help",
                "version"
            })
    void every_command_has_help_and_version_and_is_in_the_list(String command) {
        CommandRun.Outcome help = run(command, "--help");
        CommandRun.Outcome version = run(command, "--version");

        assertThat(run(command, "-h")).isEqualTo(help);
        assertThat(run(command, "-V")).isEqualTo(version);

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("Usage: vs-gateway " + command);
        assertThat(help.output().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run("help", command).output()).isEqualTo(help.output());
        assertThat(version.exitCode()).isZero();
        assertThat(version.output()).startsWith("vs-gateway ");
        assertThat(run("--help").output()).contains("\n  " + command + " ");
    }

    @Test
    void the_manual_page_has_every_command_and_option_and_no_stray_macro() {
        CommandRun.Outcome man = run("help", "--man");

        assertThat(man.exitCode()).isZero();
        assertThat(man.output()).startsWith(".TH VS\\-GATEWAY 1 ");
        assertThat(man.output().lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|B|I|BR|IR|nf|fi)( .*)?"));
        for (var command :
                Commands.of(new CommandRun(Map.of()).surroundings()).getSubcommands().entrySet()) {
            assertThat(man.output())
                    .contains("\n.SS \"vs\\-gateway " + command.getKey().replace("-", "\\-"));
            command.getValue().getCommandSpec().options().stream()
                    .filter(option ->
                            !option.hidden() && !option.usageHelp() && !option.versionHelp())
                    .forEach(option ->
                            assertThat(man.output())
                                    .contains(option.longestName().replace("-", "\\-")));
        }
    }

    @Test
    void a_command_below_another_is_explained_too() {
        CommandRun.Outcome help = run("bench", "channels", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("Usage: vs-gateway bench channels ");
        assertThat(help.output().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run("help", "bench", "channels")).isEqualTo(help);
        assertThat(run("bench", "channels", "-V")).isEqualTo(run("--version"));
        assertThat(run("bench", "--help").output()).contains("\n  channels ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sevre                 | vs-gateway: no such command: sevre, did you mean serve? (try vs-gateway --help)
                    sned /time            | vs-gateway: no such command: sned, did you mean send? (try vs-gateway --help)
                    xyzzy                 | vs-gateway: no such command: xyzzy (try vs-gateway --help)
                    help atach            | vs-gateway: no such command: atach, did you mean attach? (try
                    logs --line 5         | vs-gateway logs: no such option: --line, did you mean --lines? (try
                    logs --levl=warn      | vs-gateway logs: no such option: --levl=warn, did you mean --level? (try
                    send u:1 /list /time  | vs-gateway send: a command of several words wants quotes: vs-gateway send u:1 '/list /time'
                    send http://h         | vs-gateway send: a command is missing behind the URL http://h
                    serve --port 80       | vs-gateway serve: no such option: --port 80 (try vs-gateway serve --help)
                    logs a b              | vs-gateway logs: too many arguments: b (try vs-gateway logs --help)
                    logs --level loud     | vs-gateway logs: Invalid value for option '--level': debug, info, warn, error or fatal, not loud
                    logs --lines many     | vs-gateway logs: Invalid value for option '--lines': many is no whole number
                    logs --grep (         | vs-gateway logs: --grep is no expression: missing closing )
                    health lives          | vs-gateway health: Invalid value for positional parameter at index 0 (CHECK): live, ready or started, not lives
                    logs --cacert none u  | vs-gateway logs: --cacert: none is not there
                    logs --lines 0 u      | vs-gateway logs: --lines wants a number from 1 to 10000, not 0
                    logs --lines          | vs-gateway logs: Missing required parameter for option '--lines' (N)
                    send                  | vs-gateway send: Missing required parameter
                    send --timeout 1d x   | vs-gateway send: Invalid value for option '--timeout'
                    attach --key-file -   | vs-gateway attach: --key-file holds no key
                    bench channels --rat 5 | vs-gateway bench channels: no such option: --rat 5, did you mean --rate? (try vs-gateway bench channels --help)
                    bench channels x      | vs-gateway bench channels: too many arguments: x
                    help bench chanels    | vs-gateway: no such command: chanels, did you mean channels? (try
                    doctor please         | vs-gateway doctor: too many arguments: please
                    completion tcsh       | vs-gateway completion: Invalid value for positional parameter at index 0 (SHELL): bash or zsh, not tcsh
                    """)
    void a_mistake_is_one_line_and_exit_code_2(String line, String said) {
        CommandRun.Outcome outcome = new CommandRun(Map.of("VS_API_KEY", "k")).run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines()).singleElement().asString().startsWith(said);
    }

    @Test
    void wrong_variables_of_the_client_are_named() {
        CommandRun.Outcome outcome =
                new CommandRun(Map.of("VS_API_KEY", "k", "WS_OPEN_TIMEOUT", "soon"))
                        .run("logs", "http://127.0.0.1:1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).contains("WS_OPEN_TIMEOUT");
    }

    @Test
    void the_settings_are_told_where_no_page_lies() {
        CommandRun.Outcome settings = run("settings");

        assertThat(settings.exitCode()).isZero();
        assertThat(settings.output()).contains("| `VS_GAME_COMMAND` |", "| `VS_HTTP_PORT` |");
        for (String command : List.of("--help", "serve --help")) {
            assertThat(run(command.split(" ")).output())
                    .contains("vs-gateway settings")
                    .doesNotContain("src/docs");
        }
    }

    @Test
    void the_completion_script_knows_commands_and_options() {
        for (String shell : List.of("bash", "zsh")) {
            CommandRun.Outcome script = run("completion", shell);

            assertThat(script.exitCode()).isZero();
            assertThat(script.output())
                    .contains("--follow", "--key-file", "attach", "doctor")
                    .contains("complete -F _complete_vs-gateway");
        }
    }

    private static CommandRun.Outcome run(String... args) {
        return new CommandRun(Map.of()).run(args);
    }
}
