package io.vsgateway.data;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A secret that is mounted as a file, as Kubernetes, Docker and systemd do.
public final class SecretFile {
    /// Enough to see that what is in it is too long.
    private static final int LONGEST = 64 * 1024;

    private SecretFile() {}

    /// Its text without the line break that such files often end in; of a longer one the first 64
    /// KiB.
    ///
    /// @param variable that names the file, for the message
    /// @throws ConfigurationException if it cannot be read
    public static String read(String variable, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "%s, %s, cannot be read: %s".formatted(variable, file, FileTrouble.of(e)), e);
        }
    }
}
