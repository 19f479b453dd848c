package io.vsgateway.game.outlive;

import io.vsgateway.data.PrivateFiles;
import io.vsgateway.game.Level;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Looks now and then whether the disk takes what the game writes. A game whose writes fail rarely
/// says so, and cannot say it on its console; that one would be silent without a reason.
///
/// Used by one thread, and may block it as long as the disk does.
final class DiskProbe {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    /// As much as the disk gives at once: a smaller file may have room where no output has.
    private static final int BYTES = 4096;

    private final Path file;
    private final BiConsumer<Level, String> news;
    private final byte[] some = new byte[BYTES];
    private long lookedNanos = System.nanoTime();
    private boolean isBroken;

    /// @param folder where the game's outputs are; it is watched, so the probe lies beside it
    /// @param news is told when the disk takes nothing any more, and when it does again
    DiskProbe(Path folder, BiConsumer<Level, String> news) {
        this.file = folder.resolveSibling("probe");
        this.news = news;
    }

    /// Looks, if it is time.
    void look() {
        if (System.nanoTime() - lookedNanos < EVERY_NANOS) {
            return;
        }
        String trouble = trouble();
        lookedNanos = System.nanoTime();
        if (trouble != null && !isBroken) {
            news.accept(
                    Level.ERROR,
                    "the disk takes nothing (%s): what the game writes meanwhile is lost, and its console may be silent"
                            .formatted(trouble));
        } else if (trouble == null && isBroken) {
            news.accept(Level.WARN, "the disk takes what the game writes again");
        }
        isBroken = trouble != null;
    }

    /// Why the disk takes nothing; null if it does.
    private @Nullable String trouble() {
        try {
            PrivateFiles.write(file, some);
            Files.delete(file);
            return null;
        } catch (IOException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            return e instanceof FileSystemException one && one.getReason() != null
                    ? one.getReason()
                    : e.getMessage();
        }
    }
}
