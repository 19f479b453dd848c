package io.vsgateway.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A program of somebody else's that uses the gateway, in any language, while it runs: what it
/// prints is collected, what is typed goes to its input.
public final class Script implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Writer input;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Script(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        collect(process.inputReader(StandardCharsets.UTF_8), output::add);
        collect(process.errorReader(StandardCharsets.UTF_8), errors::add);
    }

    public static Script start(Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().putAll(environment);
        try {
            return new Script(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(BufferedReader from, Consumer<String> to) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (from) {
                        from.lines().forEach(to);
                    } catch (IOException | UncheckedIOException e) {
                        to.accept("ended: " + e);
                    }
                });
    }

    public void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new AssertionError("it does not read: " + errors, e);
        }
    }

    /// The lines that it printed.
    public List<String> output() {
        return List.copyOf(output);
    }

    /// The first line that it prints of this kind; waits for it.
    public String await(Predicate<String> wanted) {
        try {
            Awaitility.await()
                    .failFast(
                            "it ended",
                            () -> !process.isAlive() && output.stream().noneMatch(wanted))
                    .until(() -> output.stream().anyMatch(wanted));
        } catch (RuntimeException e) {
            throw new AssertionError("it said only " + output + errors, e);
        }
        return output.stream().filter(wanted).findFirst().orElseThrow();
    }

    /// Waits until it ends by itself.
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + output + errors);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends its input, and it with all that it has started if that is not enough.
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        try {
            input.close();
        } catch (IOException _) {
            // It has ended already.
        }
        process.destroy();
        started.forEach(ProcessHandle::destroy);
        try {
            int _ = exitCode();
        } finally {
            process.destroyForcibly();
        }
    }
}
