package io.vsgateway.data;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps a second gateway off the data folder, and so off the game, as long as this one runs.
public final class DataDirLock implements AutoCloseable {
    public static final String FILE = "gateway.lock";

    private final HeldFile file;

    private DataDirLock(HeldFile file) {
        this.file = file;
    }

    /// Creates the folder if needed and takes the lock.
    ///
    /// @throws IllegalStateException with a text for the operator, if another gateway holds it or
    ///   the folder cannot be used
    public static DataDirLock take(Path dir) {
        try {
            return new DataDirLock(HeldFile.take(dir.resolve(FILE)));
        } catch (HeldFile.TakenException e) {
            throw new IllegalStateException(
                    "%s uses the data folder %s; give each its own VS_DATA_DIR"
                            .formatted(e.getMessage(), dir.toAbsolutePath()),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the data folder cannot be used (VS_DATA_DIR): %s: %s"
                            .formatted(dir.toAbsolutePath(), reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "the system lets nobody make it"
                : FileTrouble.of(e);
    }

    /// Which gateway holds the folder, as in [HeldFile#heldBy].
    public static Optional<String> heldBy(Path dir) {
        return HeldFile.heldBy(dir.resolve(FILE));
    }

    @Override
    public void close() {
        file.close();
    }
}
