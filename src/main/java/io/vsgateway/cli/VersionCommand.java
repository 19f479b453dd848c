package io.vsgateway.cli;

import io.vsgateway.cli.options.Surroundings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `vs-gateway version`
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Runnable {
    /// Read once: a native binary has no manifest to read it from and keeps what the build saw.
    private static final @Nullable String VERSION =
            VersionCommand.class.getPackage().getImplementationVersion();

    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static String line() {
        return "vs-gateway " + Objects.requireNonNullElse(VERSION, "(development)");
    }

    @Override
    public void run() {
        surroundings.out().println(line());
    }
}
