package io.vsgateway.cli.key;

import io.vsgateway.cli.options.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `vs-gateway key`, with the commands below it.
@Command(
        name = "key",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keeps the file of keys with names, VS_API_KEYS_FILE. A gateway that runs takes a change"
                    + " within a second or two."
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was done",
            "1:it was not: the file is broken, or there is such a key already, or none",
            "2:a wrong option, or no file"
        })
public final class KeyCommand {
    private KeyCommand() {}

    /// The command with those below it.
    public static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new AddCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new RevokeCommand(surroundings));
    }
}
