package io.vsgateway.cli.key;

import io.vsgateway.access.named.KeyFile;
import io.vsgateway.access.named.NamedKey;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Encoding;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.doctor.SettingValues;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The file of keys that a command is about.
final class FileOption {
    private static final String VARIABLE = "VS_API_KEYS_FILE";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file; without it, the one that VS_API_KEYS_FILE names.")
    private @Nullable String file;

    List<NamedKey> read(Surroundings surroundings) {
        Path path = path(surroundings);
        try {
            return KeyFile.read(path);
        } catch (IllegalArgumentException e) {
            throw broken(path, e);
        } catch (IOException e) {
            throw CommandFailure.failed(Wording.of(e));
        }
    }

    void change(Surroundings surroundings, UnaryOperator<List<NamedKey>> change) {
        Path path = path(surroundings);
        try {
            KeyFile.change(path, change);
        } catch (IllegalArgumentException e) {
            throw broken(path, e);
        } catch (IOException e) {
            throw CommandFailure.failed(Wording.of(e));
        }
    }

    private static CommandFailure broken(Path path, IllegalArgumentException why) {
        return CommandFailure.failed(path + ": " + why.getMessage());
    }

    private Path path(Surroundings surroundings) {
        String given =
                Optional.ofNullable(file)
                        .or(() -> SettingValues.of(surroundings.environment()).get(VARIABLE))
                        .orElseThrow(() ->
                                CommandFailure.usage(
                                        "which file? Set " + VARIABLE + ", or give --file"));
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw CommandFailure.usage(Encoding.unusable(given));
        }
    }
}
