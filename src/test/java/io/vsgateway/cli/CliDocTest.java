package io.vsgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.DocTables;
import io.vsgateway.cli.options.Surroundings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// `src/docs/cli.md` is true: each command has its section, and in that stand all of its options
/// and none besides.
class CliDocTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final String PAGE = DocTables.read(DocTables.DOCS.resolve("cli.md"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "attach",
                "logs",
                "send",
                "status",
                "start",
                "stop",
                "restart",
                "kill",
                "players",
                "audit",
                "events",
                "publish",
                "doctor",
                "end-game",
                "upgrade",
                "health",
                "bench",
                "bench channels",
                "token"
            })
    void all_options_of_a_command_are_in_its_section(String name) {
        CommandLine command = command(name);
        var options = new TreeSet<String>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                options.addAll(
                        Arrays.stream(option.names()).filter(o -> o.startsWith("--")).toList());
            }
        }

        assertThat(tables(name)).isEqualTo(options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach",
                "logs",
                "send",
                "status",
                "stop",
                "audit",
                "upgrade",
                "bench",
                "bench channels",
                "token"
            })
    void defaults_are_those_of_the_code(String name) {
        for (OptionSpec option : command(name).getCommandSpec().options()) {
            String value = option.defaultValue();
            if (value != null && !value.equals("0") && !option.typeInfo().isBoolean()) {
                assertThat(section(name))
                        .as(option.longestName())
                        .containsPattern(
                                Pattern.quote(option.longestName())
                                        + " [^\n]*\\("
                                        + value
                                        + "[;)]");
            }
        }
    }

    @Test
    void all_options_of_the_demo_are_in_its_section() {
        var options = new TreeSet<String>();
        Matcher option =
                Pattern.compile("\\w+\\(\\s*\"(--[a-z-]+)\"")
                        .matcher(
                                DocTables.read(
                                        Path.of(
                                                "src/main/java/io/vsgateway/demo/Invocation.java")));
        while (option.find()) {
            if (!option.group(1).equals("--help")) {
                options.add(option.group(1));
            }
        }

        assertThat(options).hasSizeGreaterThan(5);
        assertThat(tables("demo")).isEqualTo(options);
    }

    @Test
    void all_commands_are_in_the_page() {
        for (String name : commands().getSubcommands().keySet()) {
            assertThat(PAGE).containsPattern("`" + name + "`");
        }
    }

    /// The options that stand in the first column of the section's tables; of `doctor`, which has
    /// no table, those of its usage.
    private static TreeSet<String> tables(String name) {
        var options = new TreeSet<String>();
        String section = section(name);
        String usage =
                section.lines()
                        .filter(line -> line.startsWith("vs-gateway " + name + " ["))
                        .findFirst()
                        .orElse("");
        String rows =
                section.lines()
                        .filter(line -> line.startsWith("| `-"))
                        .map(line -> line.substring(0, line.indexOf(" | ")))
                        .reduce("", (all, row) -> all + row + "\n");
        Matcher option = OPTION.matcher(usage + "\n" + rows);
        while (option.find()) {
            options.add(option.group());
        }
        return options;
    }

    private static String section(String name) {
        String heading =
                switch (name) {
                    case "start", "kill" -> "start and kill";
                    case "stop", "restart" -> "stop and restart";
                    default -> name;
                };
        int start = PAGE.indexOf("\n## " + heading + "\n");
        assertThat(start).as("section of " + name).isPositive();
        int end = PAGE.indexOf("\n## ", start + 4);
        return PAGE.substring(start, end < 0 ? PAGE.length() : end);
    }

    private static CommandLine command(String name) {
        CommandLine command = commands();
        for (String word : name.split(" ")) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    private static CommandLine commands() {
        return Commands.of(
                new Surroundings(
                        Map.of(),
                        InputStream.nullInputStream(),
                        System.out,
                        System.err,
                        false,
                        false));
    }
}
