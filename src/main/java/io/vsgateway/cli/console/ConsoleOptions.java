package io.vsgateway.cli.console;

import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.screen.Appearance;
import io.vsgateway.client.Gateway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands that show a console share: which one, and how much of its past.
final class ConsoleOptions {
    private static final int MOST_LINES = 10_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = GatewayWord.HELP + "; by default the one on this machine.")
    private @Nullable String url;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the last lines come first, 1 to 10000 (${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--markup",
            description = "Show the game's markup, such as <i>name</i>, as it is.")
    private boolean markup;

    @Mixin private KeyOptions keys = new KeyOptions();

    /// @throws CommandFailure if the number is out of bounds
    int lines() {
        if (lines < 1 || lines > MOST_LINES) {
            throw CommandFailure.usage("--lines wants a number from 1 to 10000, not " + lines);
        }
        return lines;
    }

    Gateway gateway(Surroundings surroundings) {
        return keys.gateway(url, surroundings);
    }

    Appearance appearance(Surroundings surroundings) {
        return Appearance.of(surroundings, markup);
    }

    /// Whether the key uses up standard input.
    boolean takesInput() {
        return keys.takesInput();
    }
}
