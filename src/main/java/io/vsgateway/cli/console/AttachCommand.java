package io.vsgateway.cli.console;

import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.cli.screen.Appearance;
import io.vsgateway.cli.screen.GameCommands;
import io.vsgateway.cli.screen.PlainScreen;
import io.vsgateway.cli.screen.Prompt;
import io.vsgateway.cli.screen.Screen;
import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleQuery;
import io.vsgateway.client.Gateway;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.WebSocketException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vs-gateway attach`: the live console, with a line to type commands into.
@Command(
        name = "attach",
        description = {
            "Shows the console, live, and sends what is typed as commands. Tab completes commands,"
                    + " the arrow keys go through earlier ones. Ctrl+C never reaches the game: it"
                    + " clears the line, and on an empty line, twice, it leaves; so does Ctrl+D. A lost"
                    + " connection is made again.",
            "Without a terminal it sends the lines of standard input, waits for what becomes of"
                    + " them, and ends."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:left by the user, or all lines of standard input were written to the game",
            "1:the gateway could not be reached or did not allow it; or a line of standard input"
                    + " was not taken",
            "2:a wrong option, or no key",
            "3:what became of a line of standard input did not come in time"
        })
public final class AttachCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-y", "--yes"},
            description = "Have no commands such as /kick confirmed first.")
    private boolean yes;

    @Mixin private ConsoleOptions which = new ConsoleOptions();

    public AttachCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        int lines = which.lines();
        WebSocketConfig config = ClientConfig.from(surroundings.environment());
        Gateway gateway = which.gateway(surroundings);
        if (which.takesInput()) {
            throw CommandFailure.usage("--key-file - is not for attach: it reads commands there");
        }
        var client = new ConsoleClient(gateway, ConsoleQuery.ALL.lines(lines), config);
        try (var console = client.connect()) {
            boolean isTerminal = surroundings.inIsTerminal() && surroundings.outIsTerminal();
            GameCommands commands = GameCommands.of(console.api());
            Appearance appearance = which.appearance(surroundings);
            try (Screen screen =
                    isTerminal
                            ? Prompt.open(appearance, commands, yes)
                            : new PlainScreen(surroundings, appearance, commands, yes)) {
                return new Attachment(console, screen).run();
            }
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
    }
}
