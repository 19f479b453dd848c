package io.vsgateway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs a command line in this process, without a terminal.
record CommandRun(Map<String, String> environment, String input) {
    record Outcome(int exitCode, String output, String errors) {}

    CommandRun(Map<String, String> environment) {
        this(environment, "");
    }

    Outcome run(String... args) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int exitCode =
                Commands.run(
                        new Surroundings(
                                environment,
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                new PrintStream(output, false, StandardCharsets.UTF_8),
                                new PrintStream(errors, true, StandardCharsets.UTF_8),
                                false,
                                false),
                        args);
        return new Outcome(
                exitCode,
                output.toString(StandardCharsets.UTF_8),
                errors.toString(StandardCharsets.UTF_8));
    }
}
