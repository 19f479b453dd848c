package io.vsgateway.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The packaged program, run with a command line to its end.
final class Program {
    private static final int PATIENCE_SECONDS = 150;

    record Outcome(int exitCode, String output, String errors) {}

    private Program() {}

    static Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), "", arguments);
    }

    /// @param environment its `VS_…` variables: it gets no others
    /// @param input what is typed; then its input ends
    static Outcome run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(GatewayProcess.command(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        var output = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        var errors = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.toHandle().destroy();
            throw new AssertionError("it does not end:\n" + errors.join());
        }
        return new Outcome(process.exitValue(), output.join(), errors.join());
    }

    private static String all(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
