package io.vsgateway.cli;

import io.vsgateway.cli.options.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs a command line in this process, without a terminal.
public record CommandRun(Map<String, String> environment, String input) {
    public record Outcome(int exitCode, String output, String errors) {}

    public CommandRun(Map<String, String> environment) {
        this(environment, "");
    }

    public Outcome run(String... args) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int exitCode = Commands.run(surroundings(output, errors), args);
        return new Outcome(
                exitCode,
                output.toString(StandardCharsets.UTF_8),
                errors.toString(StandardCharsets.UTF_8));
    }

    /// Of a command line that is not run.
    Surroundings surroundings() {
        return surroundings(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Surroundings surroundings(ByteArrayOutputStream output, ByteArrayOutputStream errors) {
        return new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(output, false, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false,
                false);
    }
}
