package io.vsgateway.cli.console;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.cli.screen.Appearance;
import io.vsgateway.cli.screen.LinePrinter;
import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.client.ConsoleQuery;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.text.SafeText;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.WebSocketException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vs-gateway logs`: lines of the console, for pipes. Lines go to stdout, everything else to
/// stderr.
@Command(
        name = "logs",
        description = {
            "Prints lines of a game's console. It ends when nobody reads what it prints any more.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was printed, or nobody reads any more",
            "1:the gateway could not be reached, or did not allow it",
            "2:a wrong option, or no key"
        })
public final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Go on with new lines as they come. A lost connection is made again, and lines"
                            + " that were missed are told of on standard error.")
    private boolean follow;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only lines of this level at least: debug, info, warn, error or fatal.")
    private @Nullable Level level;

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            description = "Only lines in which this expression is found (syntax of RE2).")
    private @Nullable String grep;

    @Option(
            names = "--json",
            description = "Print each line as an object, with id, time, stream and level.")
    private boolean json;

    @Mixin private ConsoleOptions which = new ConsoleOptions();

    /// The gateway's names.
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        int lines = which.lines();
        WebSocketConfig config = ClientConfig.from(surroundings.environment());
        Gateway gateway = which.gateway(surroundings);
        String least = level == null ? null : level.toString();
        ConsoleQuery query = ConsoleQuery.ALL.lines(lines).level(least).grep(checked(grep));
        try {
            if (follow) {
                follow(new ConsoleClient(gateway, query, config));
            } else {
                print(gateway, query, config);
            }
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
        return 0;
    }

    /// The gateway would refuse it as well, but only after a connection.
    private static @Nullable String checked(@Nullable String expression) {
        try {
            if (expression != null) {
                var _ = Pattern.compile(expression);
            }
            return expression;
        } catch (PatternSyntaxException e) {
            throw CommandFailure.usage(
                    "--grep is no expression: " + e.getDescription() + ": " + e.getPattern());
        }
    }

    private void print(Gateway gateway, ConsoleQuery query, WebSocketConfig config)
            throws InterruptedException {
        try (var api = new GatewayApi(gateway, config.openTimeout())) {
            LinePrinter lines = printer();
            for (ConsoleEvent.Line line : api.history(query).lines()) {
                print(line, lines);
            }
            lines.leave();
            boolean _ = surroundings.out().checkError();
        }
    }

    private void follow(ConsoleClient client) throws InterruptedException {
        try (var console = client.connect()) {
            var events = new Events(console);
            LinePrinter lines = printer();
            // This also flushes.
            while (!surroundings.out().checkError()) {
                for (ConsoleEvent event : events.next()) {
                    tell(event, lines);
                }
            }
        }
    }

    private LinePrinter printer() {
        return new LinePrinter(surroundings, which.appearance(surroundings));
    }

    private void tell(ConsoleEvent event, LinePrinter lines) {
        switch (event) {
            case ConsoleEvent.Line line -> print(line, lines);
            case ConsoleEvent.Gap gap -> note(Wording.of(gap), lines);
            case ConsoleEvent.Error error -> {
                // Without the filter, all lines would come.
                if (error.code().equals("invalid_parameter")) {
                    throw CommandFailure.usage(Wording.of(error));
                }
                note(Wording.of(error), lines);
            }
            case ConsoleEvent.Reconnecting lost -> note(Wording.of(lost), lines);
            case ConsoleEvent.Connected connected when connected.after() != null ->
                    note("connected again", lines);
            case ConsoleEvent.Connected _,
                    ConsoleEvent.State _,
                    ConsoleEvent.Receipt _,
                    ConsoleEvent.Ping _,
                    ConsoleEvent.Pong _ -> {}
        }
    }

    private void print(ConsoleEvent.Line line, LinePrinter lines) {
        if (json) {
            surroundings.out().println(SafeText.json(line.json().toString()));
        } else if (Appearance.isOfGateway(line)) {
            note(Wording.safe(line.text()), lines);
        } else {
            lines.print(line);
        }
    }

    /// Prints it in its place among the lines.
    private void note(String text, LinePrinter lines) {
        lines.leave();
        surroundings.out().flush();
        note(text);
    }

    private void note(String text) {
        surroundings.err().println("vs-gateway logs: " + text);
    }
}
