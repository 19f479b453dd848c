package io.vsgateway.cli;

import io.vsgateway.bench.BenchCommand;
import io.vsgateway.bench.TimeOption;
import io.vsgateway.bench.channel.ChannelsCommand;
import io.vsgateway.cli.channel.EventsCommand;
import io.vsgateway.cli.channel.PublishCommand;
import io.vsgateway.cli.console.AttachCommand;
import io.vsgateway.cli.console.LogsCommand;
import io.vsgateway.cli.console.SendCommand;
import io.vsgateway.cli.game.AuditCommand;
import io.vsgateway.cli.game.CallersCommand;
import io.vsgateway.cli.game.ControlCommand;
import io.vsgateway.cli.game.PlayersCommand;
import io.vsgateway.cli.game.StatusCommand;
import io.vsgateway.cli.key.KeyCommand;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.cli.token.TokenCommand;
import io.vsgateway.cli.upgrade.UpgradeCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// The command line as a whole, and how mistakes are reported: one line on standard error, and an
/// exit code.
final class Commands {
    private static final int WIDTH = 100;
    private static final ITypeConverter<Duration> TIME =
            text -> {
                try {
                    return TimeOption.parse(text);
                } catch (IllegalArgumentException e) {
                    throw new TypeConversionException(e.getMessage());
                }
            };

    private Commands() {}

    /// Runs the command that the arguments name, and returns the exit code.
    static int run(Surroundings surroundings, String... args) {
        int exitCode = of(surroundings).execute(args);
        Optional<String> trouble = surroundings.trouble();
        trouble.ifPresent(why -> surroundings.err().println("vs-gateway: cannot print: " + why));
        surroundings.err().flush();
        return exitCode == 0 && trouble.isPresent() ? CommandFailure.FAILED : exitCode;
    }

    static CommandLine of(Surroundings its) {
        var all = new CommandLine(new GatewayCommand());
        all.addSubcommand(new ServeCommand());
        all.addSubcommand(new DemoCommand());
        all.addSubcommand(new AttachCommand(its));
        all.addSubcommand(new LogsCommand(its));
        all.addSubcommand(new SendCommand(its));
        all.addSubcommand(new StatusCommand(its));
        for (ControlCommand.Action action : ControlCommand.Action.values()) {
            all.addSubcommand(ControlCommand.of(action, its));
        }
        all.addSubcommand(new PlayersCommand(its));
        all.addSubcommand(new CallersCommand(its));
        all.addSubcommand(new AuditCommand(its));
        all.addSubcommand(new EventsCommand(its));
        all.addSubcommand(new PublishCommand(its));
        all.addSubcommand(
                new CommandLine(new BenchCommand(its.environment(), its.out(), its.err()))
                        .addSubcommand(new ChannelsCommand(its.out(), its.err())));
        all.addSubcommand(new HealthCommand(its));
        all.addSubcommand(new DoctorCommand(its));
        all.addSubcommand(new EndGameCommand(its));
        all.addSubcommand(new UpgradeCommand(its));
        all.addSubcommand(KeyCommand.of(its));
        all.addSubcommand(new TokenCommand(its));
        all.addSubcommand(new SettingsCommand(its));
        all.addSubcommand(new CompletionCommand(its));
        all.addSubcommand(new HelpCommand());
        all.addSubcommand(new VersionCommand(its));
        describe(all.getCommandSpec());
        all.registerConverter(Duration.class, TIME);
        // A command for the game may begin with an @.
        all.setExpandAtFiles(false);
        all.setCaseInsensitiveEnumValuesAllowed(true);
        all.setUsageHelpWidth(WIDTH);
        all.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(its)));
        all.setOut(new PrintWriter(its.out(), true, its.out().charset()));
        all.setErr(new PrintWriter(its.err(), true, its.err().charset()));
        all.setParameterExceptionHandler((wrong, _) -> refuse(its, wrong));
        all.setExecutionExceptionHandler((failure, command, _) -> fail(its, failure, command));
        return all;
    }

    /// `--help` and `--version` of a command and of those below it.
    private static void describe(CommandSpec command) {
        command.mixinStandardHelpOptions(true);
        command.version(VersionCommand.line());
        command.usageMessage().optionListHeading("%nOptions:%n").abbreviateSynopsis(true);
        command.subcommands().values().forEach(below -> describe(below.getCommandSpec()));
    }

    private static Ansi ansi(Surroundings surroundings) {
        return surroundings.colours() ? Ansi.ON : Ansi.OFF;
    }

    private static int refuse(Surroundings surroundings, ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String name = command.qualifiedName(" ");
        surroundings.err().printf("%s: %s (try %s --help)%n", name, Mistake.of(wrong), name);
        return CommandFailure.USAGE;
    }

    private static int fail(Surroundings surroundings, Exception failure, CommandLine command) {
        surroundings.out().flush();
        String name = command.getCommandSpec().qualifiedName(" ");
        if (failure instanceof CommandFailure known) {
            surroundings.err().println(name + ": " + known.getMessage());
            return known.exitCode();
        }
        surroundings.err().println(name + ": " + Wording.of(failure));
        return CommandFailure.FAILED;
    }
}
