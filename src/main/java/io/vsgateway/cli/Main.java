package io.vsgateway.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.vsgateway.demo.DemoServer;
import java.util.Arrays;

/// The program. Only `serve` starts anything of the gateway in its own process.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        if (command.equals("demo")) {
            // A game started by a gateway: it has options of its own and is to be there at once.
            System.exit(DemoServer.run(Arrays.copyOfRange(args, 1, args.length)));
        } else if (command.equals("serve") && args.length < 2) {
            // A gateway need not carry a command line in its memory.
            ServeCommand.serve();
        } else {
            System.exit(Commands.run(Surroundings.ofThisProcess(), args));
        }
    }
}
