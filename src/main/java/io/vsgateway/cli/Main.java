package io.vsgateway.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vsgateway.bench.BenchCommand;
import io.vsgateway.demo.DemoServer;
import java.util.Arrays;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The command line. `demo`, `bench` and `health` start nothing of the gateway in their own
/// process.
@QuarkusMain
public final class Main {
    private static final int USAGE_ERROR = 2;

    /// Read once: a native binary has no manifest to look it up in and remembers what the build
    /// saw.
    private static final @Nullable String VERSION =
            Main.class.getPackage().getImplementationVersion();

    /// Held, as a logger that nobody holds is forgotten with its level.
    private static final Logger VALIDATOR_LOG = Logger.getLogger("org.hibernate.validator");

    private Main() {}

    public static void main(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        String[] options = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (command) {
            case "demo" -> System.exit(DemoServer.run(options));
            case "bench" -> System.exit(BenchCommand.run(System.getenv(), options));
            case "health" -> System.exit(HealthCommand.run(System.getenv(), options));
            case "serve" -> {
                refuseAny(command, options);
                serve();
            }
            case "help", "--help", "-h" -> {
                refuseAny(command, options);
                System.out.print(HELP);
            }
            case "version", "--version", "-V" -> {
                refuseAny(command, options);
                System.out.println(
                        "vs-gateway " + Objects.requireNonNullElse(VERSION, "(development)"));
            }
            default -> refuse("no such command: " + command);
        }
    }

    /// Whoever writes `serve --port 80` must not believe that it was heeded.
    private static void refuseAny(String command, String... options) {
        if (options.length > 0) {
            refuse(command + " takes no options, got: " + String.join(" ", options));
        }
    }

    private static void refuse(String why) {
        System.err.println("vs-gateway: " + why + " (try --help)");
        System.exit(USAGE_ERROR);
    }

    private static void serve() {
        // It tells its version on standard error, before the log is set up.
        VALIDATOR_LOG.setLevel(Level.WARNING);
        Quarkus.run(null, StartFailure::report);
    }

    private static final String HELP =
            """
            Usage: vs-gateway [command]

            Commands:
              serve      run the gateway (default)
              demo       run the simulated game server on this terminal; demo --help lists its options
              bench      measure a gateway under load; bench --help lists its options
              health     ask the gateway on this machine how it is: health [live|ready|started];
                         exit code 0 if it is up
              help       print this text
              version    print the version

            The gateway is set up by environment variables, VS_..., or application.yaml; see
            src/docs/configuration.md. The most important ones:
              VS_HTTP_HOST, VS_HTTP_PORT   where to listen (127.0.0.1, 8080)
              VS_API_KEY_ADMIN             the administrator's key (default: a new one each run)
              VS_GAME_COMMAND              the command line that starts the game
              VS_GAME_LOG_FILES            or: log files of a game that others run
            """;
}
