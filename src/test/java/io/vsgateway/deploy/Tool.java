package io.vsgateway.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program that a test uses and that is no part of the build. Where it is not installed the test
/// is skipped, and says so; in CI, where `VS_TOOLS_REQUIRED` is `true`, that is a failure.
///
/// @param path where it is
public record Tool(String path) {
    private static final int NOT_INSTALLED = 69;
    private static final int PATIENCE_SECONDS = 60;

    /// What a program said, on both its outputs, and its exit code.
    public record Result(int status, String output) {}

    /// The tool with this name in `src/test/tools/tool.sh`.
    public static Tool named(String name) {
        Result where = run(List.of("sh", Path.of("src/test/tools/tool.sh").toString(), name));
        String answer = where.output.strip();
        if (where.status == NOT_INSTALLED && !"true".equals(System.getenv("VS_TOOLS_REQUIRED"))) {
            // Surefire does not print why tests are skipped.
            System.out.println("SKIPPED: " + answer);
            Assumptions.abort(answer);
        }
        if (where.status != 0) {
            throw new IllegalStateException(answer);
        }
        return new Tool(answer);
    }

    /// Runs it to its end.
    public Result run(String... arguments) {
        return run(command(arguments));
    }

    public List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(path);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Result run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + command);
            }
            return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
