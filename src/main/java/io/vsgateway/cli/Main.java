package io.vsgateway.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Encoding;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.demo.DemoServer;
import java.util.Arrays;
import java.util.List;

/// The program. Only `serve` starts any of the gateway in its own process.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... given) {
        String[] args;
        try {
            args = Encoding.arguments(given);
        } catch (CommandFailure unreadable) {
            System.err.println("vs-gateway: " + unreadable.getMessage());
            System.exit(unreadable.exitCode());
            return;
        }
        String command = args.length == 0 ? "serve" : args[0];
        if (command.equals("demo") && !asksForVersion(args)) {
            // A game started by a gateway: it has its own options and must be up at once.
            System.exit(DemoServer.run(Arrays.copyOfRange(args, 1, args.length)));
        } else if (command.equals("serve") && args.length < 2) {
            // A gateway need not carry a command line in its memory.
            ServeCommand.serve();
        } else {
            System.exit(Commands.run(Surroundings.ofThisProcess(), args));
        }
    }

    /// The game does not know the version itself.
    private static boolean asksForVersion(String... args) {
        return args.length > 1 && List.of("-V", "--version").contains(args[1]);
    }
}
