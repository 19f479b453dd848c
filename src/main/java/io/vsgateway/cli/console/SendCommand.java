package io.vsgateway.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
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
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `vs-gateway send`: one command for the game. The reply goes to stdout, the receipt to stderr.
@Command(
        name = "send",
        description =
                "Sends one command to the game, and tells how far it came. It is sent once: if the"
                        + " connection is lost meanwhile, the next one asks what became of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the command was written to the game; with --wait: the game confirmed it",
            "1:it was rejected, or the gateway could not be reached or did not allow it",
            "2:a wrong option, or no key",
            "3:no answer in time, or nobody knows: the game may have run it, or still do so"
        })
public final class SendCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "1..*",
            paramLabel = "[URL] COMMAND",
            hideParamSyntax = true,
            description =
                    GatewayWord.HELP
                            + " (by default the one on this machine), and the command in quotes, such as \"/time set day\".")
    private List<String> words = List.of();

    @Option(
            names = "--wait",
            description =
                    "Wait until the game has confirmed it, and print what the console shows then,"
                            + " until it is quiet for half a second.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "Longest wait, such as 500ms, 10s or 2m (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--json", description = "Print the receipt and the lines as objects.")
    private boolean json;

    @Option(
            names = "--markup",
            description = "Show the game's markup, such as <i>name</i>, as it is.")
    private boolean markup;

    @Mixin private KeyOptions keys = new KeyOptions();

    public SendCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Errand errand = Errand.of(words);
        Gateway gateway = keys.gateway(errand.url(), surroundings);
        WebSocketConfig config = ClientConfig.from(surroundings.environment());
        try (ConsoleClient console =
                new ConsoleClient(gateway, query(gateway, config), config).connect()) {
            var sending = new Sending(console, errand.command(), wait, timeout);
            ConsoleEvent.Receipt receipt = sending.send();
            print(sending.reply());
            print(receipt);
            return exitCode(receipt);
        } catch (WebSocketTimeoutException e) {
            surroundings.err().println("vs-gateway send: timed out: " + Wording.of(e));
            return CommandFailure.TIMED_OUT;
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
    }

    /// From the newest line on: earlier lines are no reply to the command.
    private ConsoleQuery query(Gateway gateway, WebSocketConfig config)
            throws InterruptedException {
        ConsoleQuery newest = ConsoleQuery.ALL.lines(1);
        if (!wait) {
            return newest;
        }
        try (var api = new GatewayApi(gateway, config.openTimeout())) {
            List<ConsoleEvent.Line> last = api.history(newest).lines();
            return last.isEmpty() ? newest : newest.after(last.getLast().id());
        }
    }

    private static int exitCode(ConsoleEvent.Receipt receipt) {
        return switch (receipt.status()) {
            case "written", "confirmed" -> 0;
            case "timed_out", "unknown" -> CommandFailure.TIMED_OUT;
            default -> CommandFailure.FAILED;
        };
    }

    private void print(List<ConsoleEvent.Line> lines) {
        var printer =
                new LinePrinter(
                        surroundings, new Appearance(surroundings.colours(), false, markup));
        for (ConsoleEvent.Line line : lines) {
            if (json) {
                surroundings.out().println(SafeText.json(line.json().toString()));
            } else {
                printer.print(line);
            }
        }
        printer.leave();
    }

    private void print(ConsoleEvent.Receipt receipt) {
        if (json) {
            var object =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "receipt")
                            .put("id", receipt.id())
                            .put("status", receipt.status());
            if (receipt.reason() != null) {
                object.put("reason", receipt.reason());
            }
            surroundings.out().println(SafeText.json(object.put("ts", receipt.ts()).toString()));
        } else {
            surroundings.err().println("vs-gateway send: " + Wording.of(receipt));
        }
    }
}
