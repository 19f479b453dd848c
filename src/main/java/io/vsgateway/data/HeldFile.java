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

/// A file that one gateway at a time holds, and which contains its process number: the holder has
/// sole use of what the file stands for. The kernel releases it when the process ends, however it
/// ends.
public final class HeldFile implements AutoCloseable {
    private final FileChannel channel;

    private HeldFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Another gateway holds it.
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1L;

        /// @param holder which gateway, as ` (pid 17)`; empty if unknown
        TakenException(String holder) {
            super("another gateway" + holder);
        }
    }

    /// Creates the file and its folder if needed, and takes it.
    public static HeldFile take(Path file) throws IOException, TakenException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            PrivateFiles.createFolders(folder);
        }
        FileChannel channel =
                PrivateFiles.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new TakenException(holder(channel));
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return new HeldFile(channel);
        } catch (IOException | TakenException e) {
            channel.close();
            throw e;
        }
    }

    /// Which gateway holds the file, as ` (pid 17)`, or an empty text if unknown; empty if none
    /// does. Leaves the file unchanged.
    public static Optional<String> heldBy(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Closing releases the lock.
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
            // Held by this process itself.
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
