package io.vsgateway.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a second gateway off the data folder, and so off the game, for the life of this one. The
/// kernel lets go of the lock when the process ends, however it ends.
public final class DataDirLock implements AutoCloseable {
    public static final String FILE = "gateway.lock";

    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder if need be and takes the lock.
    ///
    /// @throws IllegalStateException with a text for the operator, if another gateway holds it or
    ///   the folder cannot be used
    public static DataDirLock take(Path dir) {
        try {
            PrivateFiles.createFolders(dir);
            var channel =
                    PrivateFiles.open(
                            dir.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new IllegalStateException(
                        "another gateway%s uses the data folder %s; give each its own VS_DATA_DIR"
                                .formatted(holder, dir.toAbsolutePath()));
            }
            channel.truncate(0);
            byte[] pid =
                    Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(pid));
            return new DataDirLock(channel);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the data folder cannot be used (VS_DATA_DIR): " + e.getMessage(), e);
        }
    }

    /// Which gateway holds the folder, as ` (pid 17)`, or an empty text if that is not known;
    /// nothing if none does. Leaves the folder as it is.
    public static Optional<String> heldBy(Path dir) {
        Path file = dir.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Closing lets go of the lock.
            return lock(channel) == null ? Optional.of(holder(channel)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        channel.read(content, 0);
        String pid = StandardCharsets.UTF_8.decode(content.flip()).toString().strip();
        return pid.isEmpty() ? "" : " (pid " + pid + ")";
    }
}
