package io.vsgateway.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vs-gateway help`: the same as `--help`, for the whole program or for a command.
@Command(name = "help", description = "Tells what a command does and takes, or which there are.")
final class HelpCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which one.")
    private List<String> command = List.of();

    @Option(
            names = "--man",
            description = "Print the manual page, for man: vs-gateway help --man | man -l -")
    private boolean man;

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("made without a command line");
        }
        CommandLine all = spec.root().commandLine();
        if (man) {
            all.getOut().print(ManPage.of(all, VersionCommand.line()));
            all.getOut().flush();
            return;
        }
        CommandLine wanted = all;
        for (String name : command) {
            CommandLine below = wanted.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(
                        all, Mistake.noSuchCommand(name, wanted.getCommandSpec()));
            }
            wanted = below;
        }
        wanted.usage(all.getOut());
    }
}
