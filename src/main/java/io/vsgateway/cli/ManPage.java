package io.vsgateway.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page of the program, in the macros of man(7): one for all commands, made of the same
/// descriptions as their `--help`.
final class ManPage {
    private static final String FILES =
            """
            .SH FILES
            .TP
            .I /etc/vs\\-gateway/vs\\-gateway.env
            The settings of the service, and its key.
            .TP
            .I config/application.yaml
            The same settings as a file, in the folder in which the gateway is started.
            .SH SEE ALSO
            .BR systemctl (1),
            .BR journalctl (1).
            The documentation is in
            .IR /usr/share/doc/vs\\-gateway .
            """;

    private final List<String> lines = new ArrayList<>();

    private ManPage() {}

    /// @param all the program with its commands
    /// @param version of the program
    static String of(CommandLine all, String version) {
        var page = new ManPage();
        CommandSpec program = all.getCommandSpec();
        page.lines.add(".TH VS\\-GATEWAY 1 \"\" \"" + text(version) + "\"");
        page.lines.add(".SH NAME");
        page.lines.add("vs\\-gateway \\- the real\\-time gateway of a game server");
        page.lines.add(".SH SYNOPSIS");
        page.lines.add("\\fBvs\\-gateway\\fR [\\fIcommand\\fR] [\\fIoptions\\fR]");
        page.lines.add(".SH DESCRIPTION");
        page.paragraphs(program.usageMessage().description());
        page.lines.add(".SH COMMANDS");
        all.getSubcommands().values().forEach(page::command);
        page.lines.add(".SH EXIT STATUS");
        program.usageMessage().exitCodeList().forEach(page::tagged);
        page.lines.add(".SH ENVIRONMENT");
        page.lines.add(".nf");
        page.paragraphs(program.usageMessage().footer());
        page.lines.add(".fi");
        return String.join("\n", page.lines) + "\n" + FILES;
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        String synopsis = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
        lines.add(".SS " + quoted(Ansi.OFF.string(synopsis)));
        paragraphs(spec.usageMessage().description());
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            tagged(parameter.paramLabel(), String.join(" ", parameter.description()));
        }
        for (OptionSpec option : spec.options()) {
            // Every command has these two.
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                String names = String.join(", ", Arrays.asList(option.names()));
                boolean isSwitch = option.arity().max() == 0;
                tagged(
                        isSwitch ? names : names + " " + option.paramLabel(),
                        String.join(" ", option.description()));
            }
        }
        command.getSubcommands().values().forEach(this::command);
    }

    private void tagged(String tag, String meaning) {
        lines.add(".TP");
        lines.add(".B " + text(tag));
        lines.add(text(Ansi.OFF.string(meaning)));
    }

    private void paragraphs(String[] paragraphs) {
        for (String paragraph : paragraphs) {
            lines.add(text(Ansi.OFF.string(paragraph)));
        }
    }

    private static String quoted(String text) {
        return '"' + text(text).replace("\"", "\\(dq") + '"';
    }

    /// So that nothing in it is a request or an escape of roff.
    private static String text(String text) {
        String escaped =
                text.replace("\\", "\\e")
                        .replace("-", "\\-")
                        .replaceAll("\\R", " ")
                        .stripTrailing();
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
