package io.vsgateway.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The packaged program, run with a command line to its end.
public final class Program {
    private static final int PATIENCE_SECONDS = 300;

    public record Outcome(int exitCode, String output, String errors) {}

    private Program() {}

    public static Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), "", arguments);
    }

    /// @param environment its `VS_…` variables: it gets no others
    /// @param input what is typed; then its input ends
    public static Outcome run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(GatewayProcess.command(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it does not end:\n" + errors.join());
        }
        return new Outcome(process.exitValue(), output.join(), errors.join());
    }

    /// On a thread of its own: the common pool has too few for reads that block.
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> all(stream), task -> Thread.ofPlatform().daemon().start(task));
    }

    private static String all(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
