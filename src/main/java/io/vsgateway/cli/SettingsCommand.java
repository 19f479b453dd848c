package io.vsgateway.cli;

import io.vsgateway.cli.options.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `vs-gateway settings`: the page on all settings, for machines that have the program but not the
/// pages.
@Command(
        name = "settings",
        description =
                "Prints the page on all settings, configuration.md: what they are called, take and"
                        + " do.")
final class SettingsCommand implements Callable<Integer> {
    private static final String PAGE = "/META-INF/vs-gateway/configuration.md";

    private final Surroundings surroundings;

    SettingsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream page = SettingsCommand.class.getResourceAsStream(PAGE)) {
            byte[] text = Objects.requireNonNull(page, PAGE).readAllBytes();
            surroundings.out().print(new String(text, StandardCharsets.UTF_8));
        }
        return 0;
    }
}
