package io.vsgateway.game.process;

import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to start the game process.
///
/// @param mode `managed` or `demo`
/// @param command the program and its arguments
/// @param workingDir empty: the gateway's own
public record Launch(String mode, List<String> command, Optional<Path> workingDir) {
    /// The system is temporarily short of something: a process, memory, a descriptor.
    private static final Pattern SHORTAGE = Pattern.compile("error[:=] ?(11|12|23|24)\\b");

    public Launch {
        command = List.copyOf(command);
    }

    /// A start of these words. Its environment is the gateway's without any of the gateway's
    /// settings: keys must not leak into the game.
    public ProcessBuilder builder(List<String> words) {
        var builder = new ProcessBuilder(words);
        workingDir.ifPresent(dir -> builder.directory(dir.toFile()));
        builder.environment().keySet().removeIf(Launch::isGatewaySetting);
        builder.environment().remove(Program.HANDOVER);
        return builder;
    }

    /// Starts it.
    ///
    /// @throws IOException if it cannot be started
    /// @throws UncheckedIOException if it cannot be started now, for a reason outside the game
    public static Process start(ProcessBuilder builder, Family family) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (SHORTAGE.matcher(String.valueOf(e.getMessage())).find()) {
                throw new UncheckedIOException(e);
            }
            throw e;
        } catch (OutOfMemoryError e) {
            // The JDK needs a thread to wait for the process, and asks for it only when the process
            // runs.
            family.kill();
            throw e;
        }
    }

    // The configuration also accepts variable names such as `vs.api-key.admin`.
    public static boolean isGatewaySetting(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("VS_") || name.startsWith("VS.");
    }
}
